/** What a terminal would obey instead of show (ECMA-48, C1 too), and marks that turn the direction of text. */
const unsafe = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const lineEnds = /[\r\n\t\u2028\u2029]+/g

/** A stranger's text as a terminal may show it; lines and tabs stay. */
export function showText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(unsafe, '·')
}

/** The same on one line of at most `most` characters. */
export function showLine(text: string, most = 200): string {
  const line = showText(text.slice(0, most * 4).replaceAll(lineEnds, ' ')).trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** Mail text behind a bar, so that it is never taken for words of ours. */
export function showQuoted(text: string, mostLines = 200): string[] {
  const lines = text.split('\n')
  const shown = lines.slice(0, mostLines).map((line) => `│ ${showText(line)}`.trimEnd())
  return lines.length > mostLines ? [...shown, `│ … +${lines.length - mostLines}`] : shown
}

/** JSON for programs, which a terminal may show as well: JSON.stringify leaves C1 and direction marks as they are. */
export function showJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** `2026-11-24 09:05:17 UTC` */
export function showInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
