/** One place that a mail was seen at. The first one of an entity gives its mail the mailbox and the envelope address. */
export interface Delivery {
  entityId: number
  mailboxId: number
  envelopeTo: string | null
  /** A sighting that stands already (an IMAP UID), or the transaction that a new one is made of. */
  sighting: { id: number; filing: 'pending' | 'none' } | { transaction: string | null }
}

export interface IncomingMail {
  source: 'imap' | 'lmtp' | 'import'
  envelopeFrom: string | null
  /** The client that gave the mail to our own server, where that server tells: what SPF is about. */
  clientIp: string | null
  clientHelo: string | null
  /** In octets. */
  maxSize: number
  deliveries: readonly Delivery[]
}

export interface Accepted {
  inboundMailId: number
  /** The entity had the mail already: only a sighting was added. */
  duplicate: boolean
}
