import { z } from 'zod'
import { readKeptReason } from '../i18n/kept-reasons.ts'
import type { Language } from '../i18n/language.ts'
import { alike, type Sentence } from '../i18n/sentence.ts'
import type { JournalRow } from '../store/queries/journal.ts'

/** Traces of earlier versions hold their sentences in English alone. */
const storedSentence = z.union([z.object({ en: z.string(), fr: z.string() }), z.string().transform(alike)])
const storedTrace = z.array(z.object({ step: z.string(), rule: z.string(), says: storedSentence }))

export interface StoredStep {
  step: string
  rule: string
  says: Sentence
}

/** The steps of a mail as they were written down; none where they are no longer kept. */
export function readTrace({ trace }: Pick<JournalRow, 'trace'>): StoredStep[] {
  return trace === null ? [] : storedTrace.parse(JSON.parse(trace))
}

/** Why a mail became what it became. The journal holds it in English; where it is the last step's, it is there in all languages. */
export function readReason(mail: Pick<JournalRow, 'trace' | 'reason'>, language: Language): string | null {
  const last = readTrace(mail).at(-1)?.says
  if (mail.reason === null) return null
  return last?.en === mail.reason ? last[language] : readKeptReason(mail.reason, language)
}
