import { z } from 'zod'

/** Tags that no sanitiser of ours lets through. Meeting one means that somebody passed HTML as it came from outside. */
const NEVER_SANITISED = ['<script', '<iframe', '<object', '<embed', '<form', '<link', '<meta', '<base', '<style']

/**
 * HTML that may stand in a mail as it is: made by mail/ from a stranger's HTML, or from plain text. The only type that
 * a template may show without escaping (`{{{body.html}}}`); the check refuses it for every other.
 */
export const sanitisedHtml = z
  .string()
  .refine((html) => !looksRaw(html), 'this HTML was not sanitised')
  .brand('SanitisedHtml')
  .meta({ format: 'sanitised-html' })

export type SanitisedHtml = z.infer<typeof sanitisedHtml>

/** Vouches that `html` was sanitised: for what the sanitiser returned, or the store kept of it. Throws on a raw tag. */
export function vouchSanitised(html: string): SanitisedHtml {
  return sanitisedHtml.parse(html)
}

/** A plain text as HTML: escaped, its line breaks kept. */
export function htmlOfText(text: string): SanitisedHtml {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  return sanitisedHtml.parse(escaped.replaceAll(/\r?\n/g, '<br>\n'))
}

function looksRaw(html: string): boolean {
  const lower = html.toLowerCase()
  return NEVER_SANITISED.some((tag) => lower.includes(tag))
}
