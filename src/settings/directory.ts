import type { ResolvedEntity, ResolvedMailbox, ResolvedSettings } from './resolved.ts'

/** A mailbox of the settings with the id of its row. */
export interface Mailbox {
  id: number
  entityId: number
  settings: ResolvedMailbox
  /** Key of the transport that sends its mail. */
  transport: string
}

/** An entity of the settings with the id of its row. */
export interface Entity {
  id: number
  settings: ResolvedEntity
  mailboxes: readonly Mailbox[]
}

/** Entities and mailboxes as they run: settings joined with the ids that rows refer to. */
export interface Directory {
  settings: ResolvedSettings
  entities: readonly Entity[]
  entity(id: number): Entity
  mailbox(id: number): Mailbox | null
  /** The mailbox that an address leads to, without its plus part; null where none does. */
  mailboxOf(address: string): Mailbox | null
  /** Every address of the desk, in lower case, without plus parts. */
  ownAddresses: ReadonlySet<string>
}

export function createDirectory(settings: ResolvedSettings, entities: readonly Entity[]): Directory {
  const byId = new Map(entities.map((entity) => [entity.id, entity]))
  const mailboxes = entities.flatMap((entity) => entity.mailboxes)
  const byMailboxId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]))
  const byAddress = new Map(
    mailboxes.flatMap((mailbox) =>
      [mailbox.settings.address, ...mailbox.settings.aliases].map((address) => [address, mailbox] as const),
    ),
  )
  return {
    settings,
    entities,
    entity(id) {
      const entity = byId.get(id)
      if (!entity) throw new Error(`no entity ${id} in the settings`)
      return entity
    },
    mailbox: (id) => byMailboxId.get(id) ?? null,
    mailboxOf: (address) => byAddress.get(withoutDetail(address)) ?? null,
    ownAddresses: new Set(byAddress.keys()),
  }
}

/** `support+detail@host` → `support@host` (RFC 5233), in lower case. An address that is written so in the settings is found as it is first. */
export function withoutDetail(address: string): string {
  return address.toLowerCase().replace(/^([^+@]{1,64})\+[^@]*@/, '$1@')
}
