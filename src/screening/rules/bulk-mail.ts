import { alike } from '../../i18n/sentence.ts'
import { hasHeader, headerValues } from '../header.ts'
import type { Rule } from '../rule.ts'

/** One mail to very many: `Precedence: bulk`, and one-click unsubscription (RFC 8058). Discussion lists write both on their members' mails: see mailing-list. */
export const bulkMail: Rule = {
  id: 'bulk-mail',
  find(mail, facts) {
    if (hasHeader(mail, 'list-post') || hasHeader(mail, 'x-beenthere')) return null
    const values = ['precedence', 'x-precedence'].flatMap((name) => headerValues(mail, name))
    const word = values.find((value) => /^(?:bulk|junk)\b/i.test(value))?.toLowerCase()
    const leaves = hasHeader(mail, 'list-unsubscribe')
    // Web forms write `bulk` to keep answering machines quiet, and carry a person's words: without a way to unsubscribe it only says "a program sent it".
    if (word?.startsWith('bulk') && !leaves) {
      return { kind: 'auto-generated', reason: alike('Precedence: bulk'), weak: facts.answersOurs }
    }
    if (word) return { kind: 'bulk', reason: alike(`Precedence: ${word.slice(0, 20)}`), weak: facts.answersOurs }
    if (!hasHeader(mail, 'list-unsubscribe-post')) return null
    return {
      kind: 'bulk',
      reason: { en: 'one-click unsubscription (RFC 8058)', fr: 'désinscription en un clic (RFC 8058)' },
      weak: facts.answersOurs,
    }
  },
}
