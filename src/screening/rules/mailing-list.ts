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
    if (header) return { kind: 'bulk', reason: `passed through a list (${header})`, weak: true }
    return /^list\b/.test(headerWord(mail, 'precedence'))
      ? { kind: 'bulk', reason: 'Precedence: list', weak: true }
      : null
  },
}
