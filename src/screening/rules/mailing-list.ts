import { alike } from '../../i18n/sentence.ts'
import { firstPresent, headerWord } from '../header.ts'
import type { Rule } from '../rule.ts'

/** RFC 2919, RFC 2369, and what lists wrote before them. */
const listHeaders: readonly string[] = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'mailing-list',
  'x-mailing-list',
  'x-beenthere',
  'x-mailman-version',
  'x-list-administrivia',
]

/** A list passed the mail on. People write through lists (a shared address may be one): weak by itself. */
export const mailingList: Rule = {
  id: 'mailing-list',
  find(mail) {
    const header = firstPresent(mail, listHeaders)
    if (header)
      return {
        kind: 'bulk',
        reason: { en: `passed through a list (${header})`, fr: `passé par une liste (${header})` },
        weak: true,
      }
    return /^list\b/.test(headerWord(mail, 'precedence'))
      ? { kind: 'bulk', reason: alike('Precedence: list'), weak: true }
      : null
  },
}
