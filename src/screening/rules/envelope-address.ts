import type { Rule } from '../rule.ts'

/** Our envelope sender is an address that no client shows: bounces and automatic replies come to it, and now and then a person's. */
export const envelopeAddress: Rule = {
  id: 'envelope-address',
  find(_mail, facts) {
    if (!facts.verp) return null
    return {
      kind: 'auto-reply',
      reason: {
        en: 'came to the address of our envelope sender (RFC 3834 section 4)',
        fr: 'arrivé à l’adresse de notre expéditeur d’enveloppe (RFC 3834, section 4)',
      },
      weak: true,
    }
  },
}
