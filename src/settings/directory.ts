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
  /** Whether an address leads to a mailbox of the desk, whatever its detail (`support+detail@host`, RFC 5233). */
  isOurs(address: string): boolean
  /** What may stand between an address of the desk and its detail. */
  delimiters: readonly string[]
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
    isOurs: (address) => leadsToUs(byAddress, address.toLowerCase()),
    delimiters: [...new Set(mailboxes.map(({ settings: { delimiter } }) => delimiter))],
  }
}

/** RFC 5321 section 4.5.3.1: more is no address. */
const longestAddress = 320

/** The desk's own name may hold its delimiter (`help-desk@…`): tails are cut one by one. */
function leadsToUs(byAddress: ReadonlyMap<string, Mailbox>, address: string): boolean {
  if (byAddress.has(address) || address.length > longestAddress) return byAddress.has(address)
  const at = address.lastIndexOf('@')
  for (let end = at - 1; end > 0; end--) {
    const mailbox = byAddress.get(address.slice(0, end) + address.slice(at))
    if (mailbox && address.startsWith(mailbox.settings.delimiter, end)) return true
  }
  return false
}
