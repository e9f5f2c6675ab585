import type { Rule } from '../rule.ts'

/** Our own mail that came back (a rule in a mailbox that redirects to us, a list that we are on). Answering it would loop. */
export const ownMail: Rule = {
  id: 'own-mail',
  find(mail, facts) {
    if (facts.isOurOwn) return { kind: 'loop', reason: 'the Message-ID or the loop header is our own', weak: false }
    const from = mail.from?.address.toLowerCase() ?? ''
    if (!facts.ownAddresses.has(from)) return null
    return { kind: 'loop', reason: `the sender ${from} is an address of the desk`, weak: facts.answersOurs }
  },
}
