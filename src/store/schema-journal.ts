import { id, int, key, long, optional, ref, table, text, time } from './column.ts'

/** What came in, every time it was seen, and what became of it. */
export const journalTables = {
  /**
   * One mail, once per entity. status: waiting, processing, done, parked. raw_key: where its raw bytes are stored; null once
   * retention has taken them. outcome: kind of Outcome; category: of the ledger (accepted, refused, duplicate, ignored, bounced,
   * held, parked). trace: JSON, the steps and the rules that decided. linked_mail_id: the same mail in another entity.
   */
  inbound_mails: table(
    {
      id,
      entity_id: ref('entities'),
      mailbox_id: optional(int),
      fingerprint: key(64),
      message_id: optional(key(250)),
      sha256: key(64),
      raw_key: optional(key(200)),
      size: int,
      source: key(10),
      envelope_from: optional(key(320)),
      envelope_to: optional(key(320)),
      client_ip: optional(key(64)),
      client_helo: optional(key(255)),
      received_at: time,
      status: key(20),
      lease_owner: optional(key(80)),
      lease_until: optional(time),
      attempts: int,
      next_attempt_at: optional(time),
      last_error: optional(long),
      from_address: optional(key(320)),
      subject: optional(text(255)),
      outcome: optional(key(20)),
      category: optional(key(20)),
      reason: optional(long),
      trace: optional(long),
      ticket_id: optional(int),
      item_type: optional(key(20)),
      item_id: optional(int),
      done_at: optional(time),
      linked_mail_id: optional(int),
      replay_of: optional(int),
    },
    {
      unique: [['entity_id', 'fingerprint']],
      indexes: [
        ['status', 'next_attempt_at'],
        ['message_id'],
        ['received_at'],
        ['ticket_id'],
        ['from_address', 'received_at'],
        ['outcome', 'done_at'],
        ['raw_key'],
      ],
    },
  ),
  /**
   * One sighting of a mail: an IMAP UID (source imap), an LMTP transaction (lmtp) or an import. state: before-start, waiting
   * (announced, not yet fetched), journaled, vanished. fetch_*: tries to read a waiting one. filing: none, pending, done, failed.
   */
  sightings: table(
    {
      id,
      mailbox_id: ref('mailboxes'),
      inbound_mail_id: optional(int),
      source: key(10),
      uid_validity: optional(key(24)),
      uid: optional(int),
      transaction: optional(key(80)),
      state: key(20),
      seen_at: time,
      fetch_attempts: optional(int),
      fetch_next_at: optional(time),
      fetch_error: optional(text(500)),
      filing: key(20),
      filed_to: optional(text(255)),
      filing_attempts: int,
      filing_next_at: optional(time),
      filing_error: optional(text(500)),
    },
    {
      unique: [['mailbox_id', 'uid_validity', 'uid']],
      indexes: [['inbound_mail_id'], ['filing', 'filing_next_at'], ['mailbox_id', 'state']],
    },
  ),
  /** Every Message-ID seen in an entity, in or out, and the ticket it leads to. hash: first 40 hex digits of SHA-256 of the id. */
  thread_ids: table(
    { id, entity_id: ref('entities'), hash: key(40), ticket_id: optional(int), direction: key(4), created_at: time },
    { unique: [['entity_id', 'hash']], indexes: [['ticket_id']] },
  ),
  /** A mail in a technician's name, or one that answers somebody's mail from an address that is not theirs, and waits for that person's word. status: waiting, confirmed, denied, expired. */
  confirmations: table(
    {
      id,
      inbound_mail_id: ref('inbound_mails'),
      entity_id: ref('entities'),
      person_id: ref('persons'),
      ticket_id: optional(int),
      status: key(20),
      created_at: time,
      answered_at: optional(time),
    },
    { unique: [['inbound_mail_id']], indexes: [['status', 'created_at']] },
  ),
  /** One refusal per sender and reason a day, receipts to unverified senders a day: day is YYYY-MM-DD, told how many. */
  refusals_told: table(
    { id, entity_id: ref('entities'), address: key(320), reason: key(40), day: key(10), told: int },
    { unique: [['entity_id', 'address', 'reason', 'day']] },
  ),
} as const
