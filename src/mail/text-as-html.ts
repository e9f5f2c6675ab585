/** Text as HTML that shows it line by line. */
export function textAsHtml(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  return escaped.trim() === '' ? '' : `<p>${escaped.replaceAll(/\r?\n/g, '<br />\n')}</p>`
}
