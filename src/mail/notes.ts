import { type Sentence, sentence } from '../i18n/sentence.ts'
import { MAX_ATTACHMENTS, MAX_NOTES } from './limits.ts'
import type { ParseNote } from './types.ts'

/** Collects what was wrong with a mail, each thing once. */
export class Notes {
  readonly list: ParseNote[] = []

  add(code: ParseNote['code'], detail: Sentence): void {
    const known = this.list.some((note) => note.code === code && note.detail.en === detail.en)
    if (!known && this.list.length < MAX_NOTES)
      this.list.push({ code, detail: sentence((language) => detail[language].slice(0, 300)) })
  }
}

export const tooManyAttachments: Sentence = {
  en: `more than ${MAX_ATTACHMENTS}; the others are only in the raw mail`,
  fr: `plus de ${MAX_ATTACHMENTS} ; les autres ne sont que dans le message brut`,
}
