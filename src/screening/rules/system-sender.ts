import type { ParsedMail } from '../../mail/types.ts'
import { isDaemon, isPostmaster } from '../bounce/notice-words.ts'
import { headerValues, localPart } from '../header.ts'
import type { Rule } from '../rule.ts'
import type { ScreeningFacts } from '../types.ts'

/** Local parts that nobody reads answers at. @internal For its test. */
export const noReplyLocalParts =
  /^(?:(?:do[-._]?)?no[-._]?t?[-._]?repl(?:y|ies)|nepasrepondre|ne[-._]pas[-._]repondre|noreponse|keine[-._]?antwort|no[-._]?responder|non[-._]?rispondere|cron|daemon|bounces?|auto(?:mailer|reply|responder)?|notifications?|alerts?)(?:$|[-._+@=])/

/** A null sender, a mail system or a no-reply address wrote it: no answer is wanted. Web forms write so for people, hence weak. */
export const systemSender: Rule = {
  id: 'system-sender',
  find(mail, facts) {
    const address = mail.from?.address ?? ''
    if (isNullSender(mail, facts))
      return {
        kind: 'auto-generated',
        reason: {
          en: 'null envelope sender (RFC 5321 section 4.5.5)',
          fr: 'expéditeur d’enveloppe nul (RFC 5321, section 4.5.5)',
        },
        weak: true,
      }
    const name = mail.from?.name ?? ''
    if (isDaemon(address, name))
      return {
        kind: 'auto-generated',
        reason: { en: `a mail system wrote it: ${address}`, fr: `écrit par un système de messagerie : ${address}` },
        weak: false,
      }
    if (isPostmaster(address, name))
      return {
        kind: 'auto-generated',
        reason: { en: `a mail system's address: ${address}`, fr: `l’adresse d’un système de messagerie : ${address}` },
        weak: true,
      }
    if (!noReplyLocalParts.test(localPart(address))) return null
    return {
      kind: 'auto-generated',
      reason: {
        en: `an address that takes no answers: ${address}`,
        fr: `une adresse qui n’accepte pas de réponse : ${address}`,
      },
      weak: true,
    }
  },
}

/** By the envelope, or by what the server that delivered it wrote down of it. */
export function isNullSender(mail: ParsedMail, { envelopeFrom }: Pick<ScreeningFacts, 'envelopeFrom'>): boolean {
  return envelopeFrom === '' || headerValues(mail, 'return-path')[0] === '<>'
}
