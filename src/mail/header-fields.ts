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
      notes.add('header-truncated', {
        en: `only the first ${fields.length} header fields were kept`,
        fr: `seuls les ${fields.length} premiers champs d’en-tête ont été gardés`,
      })
      break
    }
    if (key === '' || /\s/.test(key)) continue
    const value = line.slice(line.indexOf(':') + 1)
    if (value.length > MAX_HEADER_FIELD_CHARS)
      notes.add('header-truncated', {
        en: `${key} has ${value.length} octets`,
        fr: `${key} compte ${value.length} octets`,
      })
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

/** One pass over each run of line ends: a header may be a megabyte of them. */
function unfold(value: string): string {
  return value.replaceAll(/[\r\n\0]+/g, (run, at: number) => (isFolded(run, value[at + run.length]) ? '' : ' ')).trim()
}

/** RFC 5322 section 2.2.3: the blank below a line end stays, the line end goes. */
function isFolded(run: string, next: string | undefined): boolean {
  return !run.includes('\0') && (next === ' ' || next === '\t')
}
