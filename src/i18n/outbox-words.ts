import type { Language } from './language.ts'

/** What `guichet outbox list | show | retry | resume` says to people. */
export interface OutboxWords {
  none: string
  noMail: (id: number) => string
  /** Of a mail; digest: it waits for one, or is in one. */
  statuses: Readonly<Record<'waiting' | 'sending' | 'sent' | 'parked' | 'held' | 'cancelled' | 'digest', string>>
  /** Of an attempt. */
  results: Readonly<Record<'sent' | 'deferred' | 'refused' | 'unknown', string>>
  items: Readonly<Record<'ticket' | 'followup' | 'solution', string>>
  headings: Readonly<
    Record<
      | 'mail'
      | 'status'
      | 'reason'
      | 'event'
      | 'to'
      | 'ticket'
      | 'shows'
      | 'subject'
      | 'messageId'
      | 'assignedId'
      | 'transport'
      | 'created'
      | 'nextAttempt'
      | 'sent'
      | 'bounced'
      | 'attempts'
      | 'raw',
      string
    >
  >
  isPrivate: string
  line: (event: string, to: string, ticket: number | null) => string
  attempt: (result: string, command: string | null, response: string) => string
  paused: (transport: string, since: string, reason: string) => string
  notStopped: (id: number) => string
  willBeSent: (count: number) => string
  sendsAgain: (transport: string) => string
  notPaused: (transport: string | null) => string
  noTransport: (key: string, known: string) => string
}

const en: OutboxWords = {
  none: 'No mails.',
  noMail: (id) => `There is no mail ${id} in the outbox.`,
  statuses: {
    waiting: 'waiting',
    sending: 'sending',
    sent: 'sent',
    parked: 'parked',
    held: 'held',
    cancelled: 'cancelled',
    digest: 'digest',
  },
  results: { sent: 'sent', deferred: 'deferred', refused: 'refused', unknown: 'unknown' },
  items: { ticket: 'ticket', followup: 'followup', solution: 'solution' },
  headings: {
    mail: 'mail',
    status: 'status',
    reason: 'reason',
    event: 'event',
    to: 'to',
    ticket: 'ticket',
    shows: 'shows',
    subject: 'subject',
    messageId: 'Message-ID',
    assignedId: 'relay’s ID',
    transport: 'transport',
    created: 'created',
    nextAttempt: 'next attempt',
    sent: 'sent',
    bounced: 'bounced',
    attempts: 'attempts',
    raw: 'stored as',
  },
  isPrivate: 'private',
  line: (event, to, ticket) => `${event} to ${to}${ticket === null ? '' : ` ticket ${ticket}`}`,
  attempt: (result, command, response) =>
    `${result}${command === null ? '' : ` at ${command}`}${response && `: ${response}`}`,
  paused: (transport, since, reason) => `Transport ${transport} is paused since ${since}: ${reason}`,
  notStopped: (id) =>
    `Mail ${id} is not waiting to be retried: it is sent, being sent, in a digest, no longer kept, or not there.`,
  willBeSent: (count) =>
    count === 0 ? 'Nothing is sent.' : count === 1 ? '1 mail will be sent.' : `${count} mails will be sent.`,
  sendsAgain: (transport) => `Transport ${transport} sends again.`,
  notPaused: (transport) => (transport === null ? 'No transport is paused.' : `Transport ${transport} is not paused.`),
  noTransport: (key, known) => `There is no transport “${key}”. There are: ${known}`,
}

const fr: OutboxWords = {
  none: 'Aucun message.',
  noMail: (id) => `Il n’y a pas de message ${id} dans la file d’envoi.`,
  statuses: {
    waiting: 'en attente',
    sending: 'en cours d’envoi',
    sent: 'envoyé',
    parked: 'mis de côté',
    held: 'retenu',
    cancelled: 'annulé',
    digest: 'récapitulatif',
  },
  results: { sent: 'envoyé', deferred: 'remis à plus tard', refused: 'refusé', unknown: 'sans réponse' },
  items: { ticket: 'ticket', followup: 'suivi', solution: 'solution' },
  headings: {
    mail: 'message',
    status: 'état',
    reason: 'pourquoi',
    event: 'notification',
    to: 'à',
    ticket: 'ticket',
    shows: 'montre',
    subject: 'objet',
    messageId: 'Message-ID',
    assignedId: 'ID du relais',
    transport: 'serveur d’envoi',
    created: 'créé le',
    nextAttempt: 'prochain essai',
    sent: 'envoyé le',
    bounced: 'revenu le',
    attempts: 'essais',
    raw: 'conservé',
  },
  isPrivate: 'privé',
  line: (event, to, ticket) => `${event} à ${to}${ticket === null ? '' : ` ticket ${ticket}`}`,
  attempt: (result, command, response) =>
    `${result}${command === null ? '' : ` à ${command}`}${response && ` : ${response}`}`,
  paused: (transport, since, reason) => `Le serveur d’envoi ${transport} est en pause depuis le ${since} : ${reason}`,
  notStopped: (id) =>
    `Le message ${id} n’attend pas d’être renvoyé : il est envoyé, en cours d’envoi, dans un récapitulatif, plus conservé, ou inconnu.`,
  willBeSent: (count) =>
    count === 0
      ? 'Rien n’est renvoyé.'
      : count === 1
        ? '1 message va être envoyé.'
        : `${count} messages vont être envoyés.`,
  sendsAgain: (transport) => `Le serveur d’envoi ${transport} envoie à nouveau.`,
  notPaused: (transport) =>
    transport === null
      ? 'Aucun serveur d’envoi n’est en pause.'
      : `Le serveur d’envoi ${transport} n’est pas en pause.`,
  noTransport: (key, known) => `Il n’y a pas de serveur d’envoi « ${key} ». Il y a : ${known}`,
}

export const outboxWords: Readonly<Record<Language, OutboxWords>> = { en, fr }
