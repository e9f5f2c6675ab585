import { TEXT_COLUMNS } from './limits.ts'

/** The text part as it is sent: lines folded between words, at most one empty line in a row, none at either end. */
export function layoutText(rendered: string): string {
  const lines: string[] = []
  for (const line of rendered.replaceAll(/\r\n?/g, '\n').split('\n')) {
    const trimmed = line === '-- ' ? line : line.trimEnd()
    if (trimmed === '' && (lines.at(-1) ?? '') === '') continue
    lines.push(...foldLine(trimmed))
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** What a line begins with and keeps when it is folded: quote marks, then a bullet as so many spaces. */
const PREFIX = /^((?:> ?)*)([-*•] )?/

/** Folds one line between words. Indented lines (code, logs) and words without a space (links) stay whole. @internal For its test. */
export function foldLine(line: string): string[] {
  if (line.length <= TEXT_COLUMNS) return [line]
  const [whole, quote = '', bullet = ''] = PREFIX.exec(line) ?? ['']
  const rest = line.slice(whole.length)
  if (/^(?: {2}|\t)/.test(rest)) return [line]
  const next = quote + ' '.repeat(bullet.length)
  const folded: string[] = []
  let current = whole
  let empty = true
  for (const word of rest.split(' ')) {
    if (!empty && current.length + 1 + word.length > TEXT_COLUMNS) {
      folded.push(current)
      current = next
      empty = true
    }
    current += empty ? word : ` ${word}`
    empty = false
  }
  return [...folded, current]
}
