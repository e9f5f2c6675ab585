import type { Rule } from '../rule.ts'

/** Our own mail that came back (a rule in a mailbox that redirects to us, a list that we are on). Answering it would loop. */
export const ownMail: Rule = {
  id: 'own-mail',
  find(mail, facts) {
    if (facts.isOurOwn)
      return {
        kind: 'loop',
        reason: {
          en: 'the Message-ID or the loop header is our own',
          fr: 'le Message-ID ou l’en-tête anti-boucle est le nôtre',
        },
        weak: false,
      }
    if (!facts.isFromDesk) return null
    const from = mail.from?.address
    return {
      kind: 'loop',
      reason: {
        en: `the sender ${from} is an address of the desk`,
        fr: `l’expéditeur ${from} est une adresse du support`,
      },
      weak: facts.answersOurs,
    }
  },
}
