import type { HeaderLine } from '@zone-eu/mailsplit'
import { decodeHeaderText } from './encoded-words.ts'
import { MAX_HEADER_FIELD_CHARS, MAX_HEADER_FIELDS, MAX_HEADERS_CHARS } from './limits.ts'
import type { Notes } from './notes.ts'
import type { HeaderField } from './types.ts'

export type RawField = Pick<HeaderField, 'name' | 'raw'>

/** The fields of a header block, unfolded and bounded, not yet decoded. Lines that are no field are left out. */
export function readFields(lines: readonly Pick<HeaderLine, 'key' | 'line'>[], notes: Notes): RawField[] {
  const fields: RawField[] = []
  let room = MAX_HEADERS_CHARS
  for (const { key, line } of lines) {
    if (fields.length === MAX_HEADER_FIELDS || room <= 0) {
      notes.add('header-truncated', `only the first ${fields.length} header fields were kept`)
      break
    }
    if (key === '' || /\s/.test(key)) continue
    const value = line.slice(line.indexOf(':') + 1)
    if (value.length > MAX_HEADER_FIELD_CHARS) notes.add('header-truncated', `${key} has ${value.length} octets`)
    const raw = unfold(value.slice(0, Math.min(MAX_HEADER_FIELD_CHARS, room)))
    room -= raw.length + key.length
    fields.push({ name: key, raw })
  }
  return fields
}

/** Field values as people read them. */
export function decodeFields(fields: readonly RawField[], hints: readonly string[]): HeaderField[] {
  return fields.map(({ name, raw }) => ({ name, raw, value: decodeHeaderText(raw, hints) }))
}

/** All values of a field, joined as RFC 5322 lists are where a mailer repeats what may stand once. */
export function rawValues(fields: readonly RawField[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.raw)
}

export function rawValue(fields: readonly RawField[], name: string): string {
  return fields.find((field) => field.name === name)?.raw ?? ''
}

function unfold(value: string): string {
  return (
    /[\r\n\0]/.test(value) ? value.replaceAll(/[\r\n]+([ \t])/g, '$1').replaceAll(/[\r\n\0]+/g, ' ') : value
  ).trim()
}
