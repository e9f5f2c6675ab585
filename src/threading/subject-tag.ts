/** The number in the last tag of a subject, whatever spaces or case a client made of it; null where there is none. */
export function readSubjectTag(prefix: string, subject: string): number | null {
  const escaped = prefix.replaceAll(/[^A-Z0-9]/g, '\\$&')
  const tags = [...subject.slice(0, 2000).matchAll(new RegExp(`\\[${escaped}[ \\u00a0]?#(\\d{1,12})\\]`, 'gi'))]
  const number = Number(tags.at(-1)?.[1])
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

/** A subject without our tag and without `Re:`, `Fwd:`, `TR:` … before it: what a new ticket is called. */
export function cleanSubject(prefix: string, subject: string): string {
  const escaped = prefix.replaceAll(/[^A-Z0-9]/g, '\\$&')
  const untagged = subject.slice(0, 2000).replaceAll(new RegExp(`\\[${escaped}[ \\u00a0]?#\\d{1,12}\\]`, 'gi'), ' ')
  let rest = untagged.trim()
  for (let times = 0; times < 10; times++) {
    const shorter = rest.replace(
      /^(?:re|réf|ref|fwd?|tr|wg|aw|sv|vs|antw|odp|rif|res|enc|i|r)(?:\[\d{1,3}\])?\s?:\s*/i,
      '',
    )
    if (shorter === rest) break
    rest = shorter
  }
  return rest.replaceAll(/\s+/g, ' ').trim()
}
