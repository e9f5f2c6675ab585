/** What `guichet mail list | show | trace | replay | import` says to people. */
export interface JournalWords {
  headings: Record<
    | 'mail'
    | 'received'
    | 'from'
    | 'subject'
    | 'outcome'
    | 'reason'
    | 'ticket'
    | 'item'
    | 'entity'
    | 'mailbox'
    | 'envelope'
    | 'client'
    | 'messageId'
    | 'size'
    | 'raw'
    | 'attempts'
    | 'lastError'
    | 'seen'
    | 'twin'
    | 'replayOf'
    | 'asked',
    string
  >
  outcomes: Record<string, string>
  steps: Record<string, string>
  noMail: (id: number) => string
  none: string
  notDecided: string
  reasonGone: string
  noTrace: string
  cutHeading: string
  rawGone: string
  filedTo: (folder: string) => string
  filingFails: (error: string) => string
  /** Whether a technician was asked, and what they said. */
  confirmations: Record<string, string>
  confirmation: (name: string, status: string) => string
  items: Record<string, string>
  sources: Record<string, string>
  replay: Record<'again' | 'unknown' | 'raw-gone' | 'only-head' | 'under-way' | 'taken', (id: number) => string>
  replayedAs: (id: number, other: number) => string
  imported: (count: number, known: number) => string
  importedOne: (place: string, id: number, known: boolean) => string
  importFailed: (place: string, reason: string) => string
  noMailbox: (key: string, known: string) => string
}

const en: JournalWords = {
  headings: {
    mail: 'Mail',
    received: 'Received',
    from: 'From',
    subject: 'Subject',
    outcome: 'Outcome',
    reason: 'Why',
    ticket: 'Ticket',
    item: 'Became',
    entity: 'Entity',
    mailbox: 'Mailbox',
    envelope: 'Envelope',
    client: 'Client',
    messageId: 'Message-ID',
    size: 'Size',
    raw: 'Kept as',
    attempts: 'Attempts',
    lastError: 'Last error',
    seen: 'Seen',
    twin: 'Twin',
    replayOf: 'Replay of',
    asked: 'Asked',
  },
  outcomes: {
    opened: 'opened a ticket',
    followedUp: 'added to a ticket',
    commanded: 'carried out an order',
    bounced: 'a mail of ours came back',
    duplicate: 'duplicate',
    held: 'held',
    ignored: 'ignored',
    rejected: 'refused',
    parked: 'parked',
    waiting: 'waiting',
    processing: 'being processed',
  },
  steps: {
    parse: 'Reading',
    attachments: 'Attachments',
    screen: 'Person or machine',
    sender: 'Sender',
    reply: 'New text',
    commands: 'Orders',
    thread: 'Ticket',
    capacity: 'Part in it',
    effect: 'Effect',
    link: 'Link',
  },
  noMail: (id) => `There is no mail ${id} in the journal.`,
  none: 'No mails.',
  notDecided: 'It is not decided yet.',
  reasonGone: 'That is no longer kept.',
  noTrace: 'No steps are kept: the mail was decided at the door, is not decided yet, or its time of keeping is over.',
  cutHeading: 'Taken away from the reply, and kept with it:',
  rawGone: 'The raw mail is no longer kept: only its hashes are.',
  filedTo: (folder) => `filed to ${folder}`,
  filingFails: (error) => `could not be filed away: ${error}`,
  confirmations: { waiting: 'waiting', confirmed: 'confirmed', denied: 'denied' },
  items: { ticket: 'ticket', followup: 'followup', solution: 'solution' },
  sources: { imap: 'imap', lmtp: 'lmtp', import: 'import' },
  confirmation: (name, status) => `${name} was asked whether it is theirs: ${status}`,
  replay: {
    again: (id) => `Mail ${id} is processed again.`,
    unknown: (id) => `There is no mail ${id} in the journal.`,
    'raw-gone': (id) => `The raw mail ${id} is no longer kept, so it cannot be processed again.`,
    'only-head': (id) =>
      `Mail ${id} was too large: only its head is kept here. The whole lies in the folder for refused mails; raise the limit, then move it back to the inbox or import it.`,
    'under-way': (id) => `Mail ${id} waits or is being processed already.`,
    taken: (id) =>
      `Mail ${id} has already had its effect. With --as-new it is taken for a new mail, and has that effect a second time.`,
  },
  replayedAs: (id, other) => `Mail ${id} is processed anew, as mail ${other}.`,
  imported: (count, known) =>
    `${count} ${count === 1 ? 'mail' : 'mails'} taken in, ${known} known already. The service processes them.`,
  importedOne: (place, id, known) => `${place}: ${known ? `known already as mail ${id}` : `mail ${id}`}`,
  importFailed: (place, reason) => `${place}: not taken in: ${reason}`,
  noMailbox: (key, known) => `No mailbox is called ${key}. There are: ${known}.`,
}

const fr: JournalWords = {
  headings: {
    mail: 'Message',
    received: 'Reçu le',
    from: 'De',
    subject: 'Objet',
    outcome: 'Devenu',
    reason: 'Pourquoi',
    ticket: 'Ticket',
    item: 'Élément',
    entity: 'Entité',
    mailbox: 'Collecteur',
    envelope: 'Enveloppe',
    client: 'Client',
    messageId: 'Message-ID',
    size: 'Taille',
    raw: 'Conservé',
    attempts: 'Essais',
    lastError: 'Erreur',
    seen: 'Vu',
    twin: 'Jumeau',
    replayOf: 'Rejeu de',
    asked: 'Demande',
  },
  outcomes: {
    opened: 'a ouvert un ticket',
    followedUp: 'ajouté à un ticket',
    commanded: 'a exécuté un ordre',
    bounced: 'un de nos messages est revenu',
    duplicate: 'doublon',
    held: 'retenu',
    ignored: 'ignoré',
    rejected: 'refusé',
    parked: 'mis de côté',
    waiting: 'en attente',
    processing: 'en cours de traitement',
  },
  steps: {
    parse: 'Lecture',
    attachments: 'Pièces jointes',
    screen: 'Personne ou machine',
    sender: 'Expéditeur',
    reply: 'Texte nouveau',
    commands: 'Ordres',
    thread: 'Ticket',
    capacity: 'Rôle',
    effect: 'Effet',
    link: 'Lien',
  },
  noMail: (id) => `Il n’y a pas de message ${id} dans le journal.`,
  none: 'Aucun message.',
  notDecided: 'Rien n’est encore décidé.',
  reasonGone: 'Cela n’est plus conservé.',
  noTrace:
    'Aucune étape n’est conservée : le message a été décidé à l’entrée, ne l’est pas encore, ou sa durée de conservation est écoulée.',
  cutHeading: 'Retiré de la réponse, et gardé avec elle :',
  rawGone: 'Le message brut n’est plus conservé : il n’en reste que les empreintes.',
  filedTo: (folder) => `classé dans ${folder}`,
  filingFails: (error) => `n’a pas pu être classé : ${error}`,
  confirmations: { waiting: 'en attente', confirmed: 'oui', denied: 'non' },
  items: { ticket: 'ticket', followup: 'suivi', solution: 'solution' },
  sources: { imap: 'imap', lmtp: 'lmtp', import: 'reprise' },
  confirmation: (name, status) => `${name} doit dire si ce message est de sa main : ${status}`,
  replay: {
    again: (id) => `Le message ${id} est traité à nouveau.`,
    unknown: (id) => `Il n’y a pas de message ${id} dans le journal.`,
    'raw-gone': (id) => `Le message brut ${id} n’est plus conservé : il ne peut pas être traité à nouveau.`,
    'only-head': (id) =>
      `Le message ${id} était trop volumineux : seul son début est gardé ici. Il se trouve en entier dans le dossier des refus ; relevez la limite, puis remettez-le dans la boîte de réception ou importez-le.`,
    'under-way': (id) => `Le message ${id} est déjà en attente ou en cours de traitement.`,
    taken: (id) =>
      `Le message ${id} a déjà produit son effet. Avec --as-new, il est pris pour un nouveau message et le produit une seconde fois.`,
  },
  replayedAs: (id, other) => `Le message ${id} est traité comme un nouveau, sous le numéro ${other}.`,
  imported: (count, known) =>
    `${count} ${count === 1 ? 'message repris' : 'messages repris'}, ${known} déjà ${known === 1 ? 'connu' : 'connus'}. Le service les traite.`,
  importedOne: (place, id, known) => `${place} : ${known ? `déjà connu sous le numéro ${id}` : `message ${id}`}`,
  importFailed: (place, reason) => `${place} : non repris : ${reason}`,
  noMailbox: (key, known) => `Aucun collecteur ne s’appelle ${key}. Il y a : ${known}.`,
}

export const journalWords = { en, fr } as const
