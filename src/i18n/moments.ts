import { DateTime } from 'luxon'
import type { Language } from './language.ts'

/** A day as people write it: “Tuesday 24 November 2026”, « mardi 24 novembre 2026 ». */
export function formatDay(instant: string, language: Language, timeZone: string): string {
  const local = inZone(instant, language, timeZone)
  return local.toFormat(language === 'fr' ? `cccc '${frenchDay(local)}' LLLL yyyy` : 'cccc d LLLL yyyy')
}

/** A moment as people write it: “24 November 2026 at 14:05”, « 24 novembre 2026 à 14 h 05 ». */
export function formatMoment(instant: string, language: Language, timeZone: string): string {
  const local = inZone(instant, language, timeZone)
  return local.toFormat(
    language === 'fr' ? `'${frenchDay(local)}' LLLL yyyy 'à' H'\u00a0h\u00a0'mm` : "d LLLL yyyy 'at' HH:mm",
  )
}

function inZone(instant: string, language: Language, timeZone: string): DateTime {
  const utc = DateTime.fromISO(instant, { zone: 'utc' }).setLocale(language === 'fr' ? 'fr-FR' : 'en-GB')
  const local = utc.setZone(timeZone)
  return local.isValid ? local : utc
}

function frenchDay(local: DateTime): string {
  return local.day === 1 ? '1er' : String(local.day)
}
