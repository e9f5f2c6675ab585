import type { MailWithFiles } from '../mail/mailbox.ts'

/** The HTML of a mail as it was written, its own pictures in it; its links leave the frame. */
export function framedHtml({ html, attachments, contents }: MailWithFiles): string {
  const pictures = new Map(
    attachments.flatMap(({ contentId, contentType }, index) =>
      contentId !== null && contentType.startsWith('image/')
        ? [[contentId, `data:${contentType};base64,${contents[index]?.toString('base64') ?? ''}`] as const]
        : [],
    ),
  )
  const shown = (html ?? '').replaceAll(/\bcid:([^"'\s)>]+)/gi, (whole, id: string) => pictures.get(id) ?? whole)
  const base = '<base target="_blank">'
  return /<head[^>]*>/i.test(shown) ? shown.replace(/<head[^>]*>/i, (head) => head + base) : `${base}${shown}`
}
