import type { ParsedMail } from '../mail/types.ts'
import { screeningLimits } from './limits.ts'

/** The values of every field of that name (lower case), topmost first, each cut to a readable length. */
export function headerValues(mail: ParsedMail, name: string): string[] {
  return mail.headers
    .filter((field) => field.name === name)
    .map((field) => field.value.slice(0, screeningLimits.lineChars).trim())
}

/** The first value, in lower case; empty where the field is missing. */
export function headerWord(mail: ParsedMail, name: string): string {
  return (headerValues(mail, name)[0] ?? '').toLowerCase()
}

export function hasHeader(mail: ParsedMail, name: string): boolean {
  return mail.headers.some((field) => field.name === name)
}

/** The first of these fields that the mail carries, as `name: value`; null where there is none. */
export function firstPresent(mail: ParsedMail, names: readonly string[]): string | null {
  const found = mail.headers.find((field) => names.includes(field.name))
  return found ? `${found.name}: ${found.value.slice(0, 80)}` : null
}

/** The subject as patterns get it: bounded, in one piece. */
export function boundedSubject(mail: ParsedMail): string {
  return mail.subject.slice(0, screeningLimits.subjectChars).trim()
}

/** The part of an address before the @, in lower case. */
export function localPart(address: string): string {
  const at = address.lastIndexOf('@')
  return (at < 0 ? address : address.slice(0, at)).toLowerCase()
}
