import type { SanitisedHtml } from '../../mail-template/sanitised-html.ts'

/** Markup that may be shown: made by `html`, where every text that is put in is escaped. */
export interface Html {
  readonly markup: string
}

type Part = Html | string | number | null | readonly Html[]

/** A piece of a page. Texts are escaped; pieces, and lists of them, stand as they are; null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((all, text, index) => `${all}${show(parts[index - 1] ?? null)}${text}`)
  return { markup }
}

/** HTML of a stranger, as the sanitiser left it. */
export function sanitised(content: SanitisedHtml): Html {
  return { markup: content }
}

function show(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('\n')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
