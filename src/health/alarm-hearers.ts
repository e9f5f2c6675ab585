import type { Directory, Entity } from '../settings/directory.ts'
import type { Statements } from '../store/types.ts'

export interface Hearer {
  entityId: number
  /** The mailbox in whose name the mail goes out; null for the entity's first. */
  mailboxId: number | null
  personId: number | null
  address: string
  language: string
}

const mostHearers = 50

/** Who is told of an alarm: those whom the settings name, else the administrators of the entity that it is about, else of all. */
export async function whoHears(store: Statements, directory: Directory, alarm: string): Promise<Hearer[]> {
  const entity = entityOf(directory, alarm)
  const home = entity ?? directory.entities[0]
  if (!home) return []
  const from = { entityId: home.id, mailboxId: senderOf(home) }
  const { to } = directory.settings.alarms
  if (to.length > 0) return named(store, directory, to, from)
  const own = entity ? await administrators(store, entity.id) : []
  const found = own.length > 0 ? own : await administrators(store, null)
  return found.map((person) => ({ ...from, ...person }))
}

/** `mailbox-down:support` is about the entity of that mailbox. */
function entityOf(directory: Directory, alarm: string): Entity | null {
  const key = alarm.slice(alarm.indexOf(':') + 1)
  return directory.entities.find((entity) => entity.mailboxes.some(({ settings }) => settings.key === key)) ?? null
}

/** A mailbox that only listens would hold the mail back. */
function senderOf(entity: Entity): number | null {
  return entity.mailboxes.find(({ settings }) => !settings.listenOnly)?.id ?? null
}

type Person = Pick<Hearer, 'personId' | 'address' | 'language'>

async function named(
  store: Statements,
  directory: Directory,
  addresses: readonly string[],
  from: Pick<Hearer, 'entityId' | 'mailboxId'>,
): Promise<Hearer[]> {
  const hearers: Hearer[] = []
  for (const address of addresses.slice(0, mostHearers)) {
    const person = await store.first<{ personId: number; language: string }>(
      "SELECT p.id AS personId, p.language AS language FROM person_addresses a JOIN persons p ON p.id = a.person_id WHERE a.address = ? AND p.status = 'active'",
      [address],
    )
    const language = person?.language ?? directory.entity(from.entityId).settings.languages[0] ?? 'en'
    hearers.push({ ...from, personId: person?.personId ?? null, address, language })
  }
  return hearers
}

function administrators(store: Statements, entityId: number | null): Promise<Person[]> {
  return store.all<Person>(
    `SELECT DISTINCT p.id AS personId, a.address AS address, p.language AS language
     FROM person_roles r JOIN persons p ON p.id = r.person_id JOIN person_addresses a ON a.person_id = p.id AND a.is_primary = 1
     WHERE r.role = 'administrator' AND p.status = 'active' ${entityId === null ? '' : 'AND r.entity_id = ?'}
     ORDER BY p.id LIMIT ${mostHearers}`,
    entityId === null ? [] : [entityId],
  )
}
