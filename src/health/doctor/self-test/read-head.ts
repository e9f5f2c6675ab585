import type { HeaderField } from '../../../mail/types.ts'

/** The fields of a head, topmost first, unfolded (RFC 5322 section 2.2.3). */
export function readHead(head: string): HeaderField[] {
  return head
    .replaceAll(/\r?\n[ \t]/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const at = line.indexOf(':')
      if (at < 1) return []
      const value = line.slice(at + 1).trim()
      return [{ name: line.slice(0, at).trim().toLowerCase(), value, raw: value }]
    })
}

/** All that a head says under some names. */
export function valuesOf(headers: readonly HeaderField[], names: readonly string[]): string[] {
  return headers.filter(({ name }) => names.includes(name)).map(({ raw }) => raw)
}
