import { alike } from '../../i18n/sentence.ts'
import { boundedSubject, headerWord } from '../header.ts'
import type { Rule } from '../rule.ts'
import { replySubjects } from './auto-reply-subject.ts'

/** MS-OXCMAIL: the sender wants no automatic answers. Exchange writes it on what it sends by itself, some relays on everything. */
export const autoResponseSuppress: Rule = {
  id: 'auto-response-suppress',
  find(mail, facts) {
    const words = headerWord(mail, 'x-auto-response-suppress')
      .split(/[,;]/)
      .map((word) => word.trim())
    const wide = words.some((word) => word === 'all' || word === 'autoreply' || word === 'oof')
    if (words.join('') === '' || words.includes('none')) return null
    const subject = replySubjects.some((pattern) => pattern.test(boundedSubject(mail)))
    const said = `X-Auto-Response-Suppress: ${words.join(', ').slice(0, 60)}`
    if (wide && subject)
      return {
        kind: 'auto-reply',
        reason: {
          en: `${said}, and the subject of an automatic reply`,
          fr: `${said}, et l’objet d’une réponse automatique`,
        },
        weak: false,
      }
    return { kind: 'auto-generated', reason: alike(said), weak: !words.includes('all') || facts.answersOurs }
  },
}
