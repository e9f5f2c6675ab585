import { flag, id, int, key, long, optional, ref, table, text, time } from './column.ts'

/** Who there is: entities and their mailboxes, persons with addresses and roles, groups; and what the instance knows of itself. */
export const peopleTables = {
  /** instance id, host name, prefix, adopted…: one value a name. */
  instance_facts: table({ id, name: key(60), value: long }, { unique: [['name']] }),
  entities: table({ id, key: key(60), name: text(200) }, { unique: [['key']] }),
  /** status: active, erased. language: en, fr. time_zone: IANA name. */
  persons: table(
    { id, name: text(200), language: key(8), time_zone: key(60), status: key(20), created_at: time },
    { indexes: [['name']] },
  ),
  /** undeliverable_at: when a permanent bounce marked the address. */
  person_addresses: table(
    {
      id,
      person_id: ref('persons'),
      address: key(254),
      is_primary: flag,
      undeliverable_at: optional(time),
      undeliverable_reason: optional(text(500)),
    },
    { unique: [['address']], indexes: [['person_id']] },
  ),
  /** role: requester, technician, manager, administrator. hears_new: gets the notice of new tickets. */
  person_roles: table(
    { id, person_id: ref('persons'), entity_id: ref('entities'), role: key(20), hears_new: flag },
    { unique: [['person_id', 'entity_id', 'role']], indexes: [['entity_id', 'role']] },
  ),
  groups: table({ id, entity_id: ref('entities'), key: key(60), name: text(200) }, { unique: [['entity_id', 'key']] }),
  group_members: table(
    { id, group_id: ref('groups'), person_id: ref('persons') },
    { unique: [['group_id', 'person_id']], indexes: [['person_id']] },
  ),
  /**
   * Runtime state of each configured mailbox. first_uid: UIDNEXT at the first connection (lower ones are before-start).
   * paused_reason: set where a person must look (UIDVALIDITY changed, token refused). read_at: when all UIDs had last been seen.
   */
  mailboxes: table(
    {
      id,
      entity_id: ref('entities'),
      key: key(60),
      address: key(254),
      uid_validity: optional(key(24)),
      first_uid: optional(int),
      last_uid: optional(int),
      connected_at: optional(time),
      read_at: optional(time),
      paused_at: optional(time),
      paused_reason: optional(text(500)),
    },
    { unique: [['key']], indexes: [['entity_id']] },
  ),
  /** Addresses seen in Delivered-To that no mailbox names: suggested to the administrator. */
  alias_suggestions: table(
    { id, entity_id: ref('entities'), address: key(254), seen: int, last_seen_at: time },
    { unique: [['entity_id', 'address']] },
  ),
  /** One row a recurring job: when it last ran, who runs it. */
  job_runs: table(
    {
      id,
      name: key(60),
      last_run_at: optional(time),
      lease_owner: optional(key(80)),
      lease_until: optional(time),
      last_error: optional(text(500)),
    },
    { unique: [['name']] },
  ),
  /** What needs a person: raised once, mailed once, cleared when it is right again. */
  alarms: table(
    {
      id,
      name: key(120),
      text: long,
      raised_at: time,
      last_seen_at: time,
      mailed_at: optional(time),
      cleared_at: optional(time),
    },
    { indexes: [['name', 'cleared_at']] },
  ),
  /** That a person was erased, when, and what was reached: counts only, no data of the person. */
  erasures: table({ id, person_id: int, at: time, counts: long }),
} as const
