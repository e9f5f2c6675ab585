import type { Language } from './language.ts'

/**
 * The line of our mails above which people answer; the earlier exchange is quoted below it. Reply extraction may cut
 * at it where it survives, and never relies on it: clients quote, wrap and translate.
 */
export const REPLY_MARKERS: Record<Language, string> = {
  en: '— please write your answer above this line —',
  fr: '— merci de répondre au-dessus de cette ligne —',
}
