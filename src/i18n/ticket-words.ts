import type { Language } from './language.ts'

/** What an event of a ticket says to people, beside who and when. `fact` gives a fact of it as text, '' where there is none. */
type Telling = (fact: (name: string) => string) => string

interface TicketWords {
  events: Record<string, Telling>
  how: Record<string, (mail: string) => string>
  nobody: string
  private: string
  headings: Record<
    'requester' | 'observer' | 'assignee' | 'status' | 'opened' | 'solution' | 'closed' | 'links' | 'history',
    string
  >
  noTicket: (id: number) => string
  statuses: Record<string, string>
  answers: Record<string, (sentTo: string) => string>
  waitsForAnswer: string
  encrypted: (scheme: string) => string
}

const en: TicketWords = {
  events: {
    'ticket-opened': () => 'opened the ticket',
    'followup-added': (fact) => `wrote followup ${fact('followupId')}`,
    'followup-withdrawn': (fact) => `confirmed followup ${fact('followupId')}, which comes again as theirs`,
    'address-denied': (fact) => `does not know the address ${fact('address')}: its mail stays internal`,
    'ticket-taken': () => 'took the ticket',
    'actor-added': (fact) => `added ${fact('person')} (${fact('role')})`,
    'observer-proposed': (fact) => `wrote to others too, proposed as observers: ${fact('addresses')}`,
    'solution-proposed': (fact) => `proposed solution ${fact('solutionId')}`,
    'solution-approved': (fact) => `approved solution ${fact('solutionId')}`,
    'solution-refused': (fact) => `refused solution ${fact('solutionId')}${fact('reason') && `: ${fact('reason')}`}`,
    'answer-undone': (fact) => `took the answer to solution ${fact('solutionId')} back`,
    'ticket-closed': () => 'closed the ticket',
    'ticket-reopened': () => 'reopened the ticket',
    'close-reminded': (fact) => `reminded the requester; it closes at ${fact('closeDueAt')}`,
    'close-offered': () => 'wrote that it works: closing was offered to the technician',
    'status-changed': (fact) => `changed the status: ${fact('from')} → ${fact('to')}`,
    'tickets-linked': (fact) => `linked with ticket ${fact('otherTicketId')}: ${fact('why')}`,
    'person-erased': () => 'took out the words of a person who was erased',
    'machine-mail-recorded': (fact) => `received a machine’s mail (${fact('mailKind')}): ${fact('text')}`,
    'mail-bounced': (fact) =>
      `learned that our mail ${fact('outboxMailId')} to ${fact('address')} ${fact('permanent') ? 'did not arrive' : 'is late'}: ${fact('diagnostic')}`,
  },
  how: {
    mail: (mail) => `by mail${mail}`,
    link: () => 'by a link',
    automatic: () => 'by itself',
    cli: () => 'on the command line',
  },
  nobody: 'Guichet',
  private: 'private',
  headings: {
    requester: 'Requester',
    observer: 'Observer',
    assignee: 'Assigned to',
    status: 'Status',
    opened: 'Opened',
    solution: 'Solution',
    closed: 'Closed',
    links: 'Linked',
    history: 'What happened',
  },
  noTicket: (id) => `There is no ticket ${id}.`,
  statuses: {
    incoming: 'incoming',
    assigned: 'assigned',
    planned: 'planned',
    waiting: 'waiting',
    solved: 'solved',
    closed: 'closed',
    accepted: 'accepted',
    refused: 'refused',
    replaced: 'replaced',
  },
  answers: {
    link: (sentTo) => `by the link sent to ${sentTo || '?'}`,
    reply: (via) => `by a reply${via && ` (${via})`}`,
    manager: () => 'by a manager',
    technician: (sentTo) => `by a technician${sentTo && `, by the link sent to ${sentTo}`}`,
    automatic: () => 'by itself, once the delay was over',
  },
  waitsForAnswer: 'waits for the requester’s answer',
  encrypted: (scheme) => `encrypted (${scheme}): nobody here could read it`,
}

const fr: TicketWords = {
  events: {
    'ticket-opened': () => 'a ouvert le ticket',
    'followup-added': (fact) => `a écrit le suivi ${fact('followupId')}`,
    'followup-withdrawn': (fact) => `a confirmé le suivi ${fact('followupId')}, repris sous son nom`,
    'address-denied': (fact) => `ne connaît pas l’adresse ${fact('address')} : ses messages restent internes`,
    'ticket-taken': () => 'a pris le ticket',
    'actor-added': (fact) => `a ajouté ${fact('person')} (${fact('role')})`,
    'observer-proposed': (fact) => `a aussi écrit à d’autres, proposés comme observateurs : ${fact('addresses')}`,
    'solution-proposed': (fact) => `a proposé la solution ${fact('solutionId')}`,
    'solution-approved': (fact) => `a approuvé la solution ${fact('solutionId')}`,
    'solution-refused': (fact) =>
      `a refusé la solution ${fact('solutionId')}${fact('reason') && ` : ${fact('reason')}`}`,
    'answer-undone': (fact) => `a annulé sa réponse à la solution ${fact('solutionId')}`,
    'ticket-closed': () => 'a clos le ticket',
    'ticket-reopened': () => 'a rouvert le ticket',
    'close-reminded': (fact) => `a relancé le demandeur ; clôture prévue le ${fact('closeDueAt')}`,
    'close-offered': () => 'a écrit que cela marche : la clôture est proposée au technicien',
    'status-changed': (fact) => `a changé le statut : ${fact('from')} → ${fact('to')}`,
    'tickets-linked': (fact) => `lié au ticket ${fact('otherTicketId')} : ${fact('why')}`,
    'person-erased': () => 'a retiré les propos d’une personne effacée',
    'machine-mail-recorded': (fact) => `a reçu un message d’une machine (${fact('mailKind')}) : ${fact('text')}`,
    'mail-bounced': (fact) =>
      `a appris que notre message ${fact('outboxMailId')} à ${fact('address')} ${fact('permanent') ? 'n’est pas arrivé' : 'est en retard'} : ${fact('diagnostic')}`,
  },
  how: {
    mail: (mail) => `par mail${mail}`,
    link: () => 'par un lien',
    automatic: () => 'de lui-même',
    cli: () => 'en ligne de commande',
  },
  nobody: 'Guichet',
  private: 'privé',
  headings: {
    requester: 'Demandeur',
    observer: 'Observateur',
    assignee: 'Attribué à',
    status: 'Statut',
    opened: 'Ouvert',
    solution: 'Solution',
    closed: 'Clos',
    links: 'Lié à',
    history: 'Ce qui s’est passé',
  },
  noTicket: (id) => `Il n’y a pas de ticket ${id}.`,
  statuses: {
    incoming: 'nouveau',
    assigned: 'en cours (attribué)',
    planned: 'en cours (planifié)',
    waiting: 'en attente',
    solved: 'résolu',
    closed: 'clos',
    accepted: 'approuvée',
    refused: 'refusée',
    replaced: 'remplacée',
  },
  answers: {
    link: (sentTo) => `par le lien envoyé à ${sentTo || '?'}`,
    reply: (via) => `par une réponse${via && ` (${via})`}`,
    manager: () => 'par un responsable',
    technician: (sentTo) => `par un technicien${sentTo && `, par le lien envoyé à ${sentTo}`}`,
    automatic: () => 'de lui-même, le délai étant écoulé',
  },
  waitsForAnswer: 'attend la réponse du demandeur',
  encrypted: (scheme) => `chiffré (${scheme}) : personne ici n’a pu le lire`,
}

export const ticketWords: Record<Language, TicketWords> = { en, fr }
export type { TicketWords }
