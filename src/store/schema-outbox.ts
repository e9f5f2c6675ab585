import { flag, id, int, key, long, optional, ref, table, text, time } from './column.ts'

/** What goes out: frozen with the change that caused it, rendered once, sent until accepted. */
export const outboxTables = {
  /**
   * status: waiting, sending, sent, parked (the server or three days refused it), held (a bound, or a mailbox that sends nothing),
   * cancelled (no longer to be seen), digest (waits for one, or is in one: the reason says which). event: a mail template. data: JSON, frozen. item_type and item_id: what
   * it shows, whose visibility is checked again before the first attempt. raw_key: the rendered bytes; sent_text and sent_html_text:
   * their text part, and the text of their HTML, to be compared with what comes back quoted. reply_to_message_id: the Message-ID it answers. assigned_message_id: what a relay made of
   * our Message-ID, where it told.
   */
  outbox_mails: table(
    {
      id,
      entity_id: ref('entities'),
      mailbox_id: optional(int),
      ticket_id: optional(int),
      person_id: optional(int),
      to_address: key(320),
      event: key(40),
      language: key(8),
      dedupe: key(120),
      data: long,
      item_type: optional(key(20)),
      item_id: optional(int),
      is_private: flag,
      is_automatic: flag,
      status: key(20),
      reason: optional(text(500)),
      transport: key(60),
      lease_owner: optional(key(80)),
      lease_until: optional(time),
      attempts: int,
      next_attempt_at: optional(time),
      created_at: time,
      first_attempt_at: optional(time),
      sent_at: optional(time),
      message_id: optional(key(250)),
      reply_to_message_id: optional(key(250)),
      assigned_message_id: optional(key(250)),
      raw_key: optional(key(200)),
      sent_text: optional(long),
      sent_html_text: optional(long),
      subject: optional(text(300)),
      bounced_at: optional(time),
    },
    {
      unique: [['dedupe']],
      indexes: [
        ['status', 'transport', 'next_attempt_at'],
        ['ticket_id', 'person_id'],
        ['entity_id', 'to_address', 'created_at'],
        ['transport', 'sent_at'],
        ['person_id'],
        ['assigned_message_id'],
        ['raw_key'],
      ],
    },
  ),
  /** result: sent, deferred, refused, unknown (cut after the final dot). */
  outbox_attempts: table(
    {
      id,
      outbox_mail_id: ref('outbox_mails'),
      at: time,
      result: key(20),
      code: optional(int),
      command: optional(key(20)),
      response: optional(text(500)),
    },
    { indexes: [['outbox_mail_id']] },
  ),
  /** State of each configured transport. failures: like ones in a row. */
  transports: table(
    {
      id,
      key: key(60),
      paused_at: optional(time),
      paused_reason: optional(text(500)),
      failures: int,
      last_ok_at: optional(time),
    },
    { unique: [['key']] },
  ),
  /**
   * What a signed link does. act: approve, refuse, undo, confirm-sender, deny-sender, confirm-address, deny-address, close, add-observer. It was sent to person_id at
   * to_address in outbox_mail_id. used_at and result are set by the first POST that acted. data: JSON.
   */
  action_links: table(
    {
      id,
      outbox_mail_id: optional(int),
      entity_id: ref('entities'),
      ticket_id: optional(int),
      person_id: optional(int),
      to_address: key(320),
      act: key(30),
      solution_id: optional(int),
      inbound_mail_id: optional(int),
      data: long,
      created_at: time,
      expires_at: time,
      used_at: optional(time),
      result: optional(text(300)),
    },
    { indexes: [['ticket_id'], ['outbox_mail_id'], ['solution_id']] },
  ),
} as const
