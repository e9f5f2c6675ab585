import { flag, id, int, key, long, optional, ref, table, text, time } from './column.ts'

/** The ticket and all that stands on its page. Content columns hold text (LF) and, where there is one, sanitised HTML. */
export const ticketTables = {
  /**
   * status: incoming, assigned, planned, waiting, solved, closed. type: incident, request. urgency 1..5. source: mail, …
   * The id is the number that people see. title is fixed when the ticket opens. merged_into: the ticket that took this one over.
   */
  tickets: table(
    {
      id,
      entity_id: ref('entities'),
      title: text(255),
      content_text: long,
      content_html: optional(long),
      cut_text: optional(long),
      type: key(20),
      status: key(20),
      urgency: int,
      source: key(20),
      language: key(8),
      mailbox_id: optional(int),
      inbound_mail_id: optional(int),
      opened_at: time,
      updated_at: time,
      solved_at: optional(time),
      closed_at: optional(time),
      closed_how: optional(key(40)),
      closed_by: optional(int),
      close_due_at: optional(time),
      close_reminded_at: optional(time),
      reopened_count: int,
      merged_into: optional(int),
      deleted_at: optional(time),
    },
    { indexes: [['entity_id', 'status'], ['status', 'close_due_at'], ['updated_at']] },
  ),
  /** role: requester, observer, assignee. Exactly one of person_id and group_id; the other is 0, since a unique key takes NULLs for distinct. */
  ticket_actors: table(
    { id, ticket_id: ref('tickets'), person_id: int, group_id: int, role: key(20), added_at: time },
    { unique: [['ticket_id', 'role', 'person_id', 'group_id']], indexes: [['person_id', 'role'], ['group_id']] },
  ),
  /**
   * writer: who wrote it as the mail says, where nobody known has (yet) been found to be its author. source: mail, phone, portal, direct, written, other. via_mail_id: the inbound mail it came from.
   * cut_text: what reply extraction took away. proof: how far the sender was proved, then.
   */
  followups: table(
    {
      id,
      ticket_id: ref('tickets'),
      author_id: optional(int),
      writer: optional(text(300)),
      content_text: long,
      content_html: optional(long),
      is_private: flag,
      source: key(20),
      proof: optional(key(20)),
      via_mail_id: optional(int),
      cut_text: optional(long),
      created_at: time,
      deleted_at: optional(time),
    },
    { indexes: [['ticket_id', 'created_at']] },
  ),
  /**
   * status: waiting, accepted, refused, replaced. answered_how: link, reply, manager, automatic, technician.
   * answered_via: the address that the link was sent to, or `mail N`. cut_text: as in followups.
   */
  solutions: table(
    {
      id,
      ticket_id: ref('tickets'),
      author_id: optional(int),
      content_text: long,
      content_html: optional(long),
      type: optional(text(100)),
      status: key(20),
      via_mail_id: optional(int),
      cut_text: optional(long),
      created_at: time,
      answered_at: optional(time),
      answered_by: optional(int),
      answered_how: optional(key(40)),
      answered_via: optional(text(320)),
      answer_reason: optional(long),
    },
    { indexes: [['ticket_id', 'created_at']] },
  ),
  /** One row a distinct content in an entity. scan: unscanned (no scanner), waiting (it was away), clean, infected. Nobody is given a waiting or an infected one. */
  documents: table(
    {
      id,
      entity_id: ref('entities'),
      sha256: key(64),
      size: int,
      content_type: key(120),
      storage_key: key(200),
      scan: key(20),
      scan_detail: optional(text(300)),
      created_at: time,
      erased_at: optional(time),
    },
    { unique: [['entity_id', 'sha256']], indexes: [['storage_key'], ['scan']] },
  ),
  /** item_type: ticket, followup, solution. */
  document_items: table(
    {
      id,
      document_id: ref('documents'),
      ticket_id: ref('tickets'),
      item_type: key(20),
      item_id: int,
      filename: text(255),
      content_id: optional(key(250)),
      is_inline: flag,
      is_private: flag,
      added_at: time,
    },
    { indexes: [['ticket_id', 'document_id'], ['document_id'], ['item_type', 'item_id']] },
  ),
  /** kind: link, duplicate, child. */
  ticket_links: table(
    {
      id,
      from_ticket_id: ref('tickets'),
      to_ticket_id: ref('tickets'),
      kind: key(20),
      reason: optional(text(300)),
      created_at: time,
    },
    { unique: [['from_ticket_id', 'to_ticket_id', 'kind']], indexes: [['to_ticket_id']] },
  ),
  /**
   * What happened, in order. kind: a verb's event (ticket-opened, followup-added, solution-proposed…); how: mail, link, automatic,
   * command, cli. data: JSON.
   */
  ticket_events: table(
    {
      id,
      ticket_id: ref('tickets'),
      kind: key(40),
      actor_id: optional(int),
      how: key(20),
      via_mail_id: optional(int),
      is_private: flag,
      data: long,
      at: time,
    },
    { indexes: [['ticket_id', 'id']] },
  ),
} as const
