import { alike, type Sentence } from './sentence.ts'

/** How the trace of a mail names what was found: in English as the code does, in French in words. */

export const kinds = {
  human: { en: 'human', fr: 'une personne' },
  'auto-reply': { en: 'auto-reply', fr: 'réponse automatique' },
  'auto-generated': { en: 'auto-generated', fr: 'message d’une machine' },
  bounce: { en: 'bounce', fr: 'retour d’un message non remis' },
  'delivery-delay': { en: 'delivery-delay', fr: 'avis de retard de remise' },
  'feedback-report': { en: 'feedback-report', fr: 'plainte au sujet d’un de nos messages' },
  bulk: { en: 'bulk', fr: 'envoi en nombre' },
  loop: { en: 'loop', fr: 'notre propre message qui revient' },
} as const satisfies Record<string, Sentence>

export const proofs = {
  verified: { en: 'verified', fr: 'vérifié' },
  tokened: { en: 'tokened', fr: 'a vu notre message' },
  unverified: { en: 'unverified', fr: 'non vérifié' },
  failed: { en: 'failed', fr: 'la vérification a échoué' },
} as const satisfies Record<string, Sentence>

export const effects = {
  empty: { en: 'nothing new', fr: 'rien de nouveau' },
  note: { en: 'a followup', fr: 'un suivi' },
  resume: { en: 'a followup that ends the wait', fr: 'un suivi qui met fin à l’attente' },
  'offer-close': { en: 'an offer to close', fr: 'une clôture proposée' },
  approve: { en: 'an approval', fr: 'une approbation' },
  refuse: { en: 'a refusal', fr: 'un refus' },
  reopen: { en: 'a reopening', fr: 'une réouverture' },
  'new-linked': { en: 'a new linked ticket', fr: 'un nouveau ticket lié' },
} as const satisfies Record<string, Sentence>

export const capacities = {
  requester: { en: 'requester', fr: 'demandeur' },
  observer: { en: 'observer', fr: 'observateur' },
  technician: { en: 'technician', fr: 'technicien' },
} as const satisfies Record<string, Sentence>

export const linkActs = {
  approve: { en: 'approve', fr: 'approuver' },
  refuse: { en: 'refuse', fr: 'refuser' },
  undo: { en: 'undo', fr: 'annuler' },
  'confirm-sender': { en: 'confirm-sender', fr: 'confirmer l’expéditeur' },
  'deny-sender': { en: 'deny-sender', fr: 'désavouer l’expéditeur' },
  'confirm-address': { en: 'confirm-address', fr: 'confirmer l’adresse' },
  'deny-address': { en: 'deny-address', fr: 'désavouer l’adresse' },
  close: { en: 'close', fr: 'clore' },
  'add-observer': { en: 'add-observer', fr: 'ajouter un observateur' },
} as const satisfies Record<string, Sentence>

export const linkResults = {
  done: { en: 'done', fr: 'fait' },
  used: { en: 'used', fr: 'déjà servi' },
  expired: { en: 'expired', fr: 'expiré' },
  replaced: { en: 'replaced', fr: 'la solution a été remplacée' },
  closed: { en: 'closed', fr: 'le ticket est clos' },
  answered: { en: 'answered', fr: 'déjà répondu' },
  'not-allowed': { en: 'not-allowed', fr: 'n’est plus permis' },
  'not-possible': { en: 'not-possible', fr: 'n’est plus possible' },
} as const satisfies Record<string, Sentence>

/** What a technician's mail did, where the code names it `followup 12`, `solution 3` or `closed`. */
export function nameAct(act: string): Sentence {
  const [what, id] = act.split(' ', 2)
  if (what === 'followup') return { en: act, fr: `suivi ${id}` }
  return what === 'closed' ? { en: act, fr: 'ticket clos' } : alike(act)
}
