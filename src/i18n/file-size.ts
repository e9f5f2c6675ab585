import type { Language } from './language.ts'
import { t } from './translate.ts'

const megabytes: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 1 }),
  fr: new Intl.NumberFormat('fr', { maximumFractionDigits: 1 }),
}

/** A size as people read it: “812 bytes”, “1.4 MB”, « 1,4 Mo ». Decimal units, as mail clients show them. */
export function formatFileSize(bytes: number, language: Language): string {
  if (bytes < 1000) return t(language, 'size.bytes', { n: bytes })
  if (bytes < 1_000_000) return t(language, 'size.kilobytes', { n: Math.round(bytes / 1000) })
  return t(language, 'size.megabytes', { n: megabytes[language].format(bytes / 1_000_000) })
}
