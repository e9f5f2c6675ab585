import { hasHeader, headerValues } from '../header.ts'
import type { Rule } from '../rule.ts'

/** One mail to very many: `Precedence: bulk`, and one-click unsubscription (RFC 8058) of what is no discussion list. A list's member may answer us: then it is weak. */
export const bulkMail: Rule = {
  id: 'bulk-mail',
  find(mail, facts) {
    const precedence = ['precedence', 'x-precedence']
      .flatMap((name) => headerValues(mail, name))
      .map((value) => value.toLowerCase())
    const word = precedence.find((value) => /^(?:bulk|junk)\b/.test(value))
    const discussion = hasHeader(mail, 'list-post') || hasHeader(mail, 'list-id')
    if (word) return { kind: 'bulk', reason: `Precedence: ${word.slice(0, 20)}`, weak: facts.answersOurs || discussion }
    if (!hasHeader(mail, 'list-unsubscribe-post') || hasHeader(mail, 'list-post')) return null
    return { kind: 'bulk', reason: 'one-click unsubscription (RFC 8058)', weak: facts.answersOurs }
  },
}
