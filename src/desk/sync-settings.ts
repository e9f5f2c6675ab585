import { createDirectory, type Directory, type Entity, type Mailbox } from '../settings/directory.ts'
import type { ResolvedEntity, ResolvedSettings } from '../settings/resolved.ts'
import type { PersonSettings } from '../settings/schema.ts'
import type { Store, Tx } from '../store/types.ts'

const workingRoles = ['technician', 'manager', 'administrator']

/**
 * Writes entities, mailboxes, persons and groups of the settings into the database, and gives them back with their ids. Working roles
 * come from the settings alone: whoever is no longer named there is no technician any more. Several processes may do it at once.
 */
export async function syncSettings(store: Store, settings: ResolvedSettings, now: number): Promise<Directory> {
  const entities = await store.transaction((tx) => syncEntities(tx, settings))
  const idOf = new Map(entities.map((entity) => [entity.settings.key, entity.id]))
  await store.transaction(async (tx) => {
    // One process after the other: a person has no unique key by which the second would find the first one's.
    await tx.lock('entities', Math.min(...idOf.values()))
    const groupIds = await syncGroups(tx, settings, idOf)
    const named: number[] = []
    for (const person of settings.persons) named.push(await syncPerson(tx, settings, person, idOf, groupIds, now))
    await dismissOthers(tx, named)
    for (const entity of entities) await chooseWhoHearsNew(tx, entity)
  })
  return createDirectory(settings, entities)
}

async function syncEntities(tx: Tx, settings: ResolvedSettings): Promise<Entity[]> {
  const entities: Entity[] = []
  for (const entity of settings.entities) {
    const id = await idByKey(tx, 'entities', entity.key, () =>
      tx.insertOrIgnore('entities', { key: entity.key, name: entity.name }),
    )
    await tx.update('entities', id, { name: entity.name })
    entities.push({ id, settings: entity, mailboxes: await syncMailboxes(tx, settings, id, entity) })
  }
  return entities
}

async function syncMailboxes(
  tx: Tx,
  settings: ResolvedSettings,
  entityId: number,
  entity: ResolvedEntity,
): Promise<Mailbox[]> {
  const mailboxes: Mailbox[] = []
  for (const mailbox of entity.mailboxes) {
    const row = { entity_id: entityId, key: mailbox.key, address: mailbox.address }
    const id = await idByKey(tx, 'mailboxes', mailbox.key, () => tx.insertOrIgnore('mailboxes', row))
    await tx.update('mailboxes', id, { entity_id: entityId, address: mailbox.address })
    mailboxes.push({
      id,
      entityId,
      settings: mailbox,
      transport: mailbox.transport ?? settings.transports[0]?.key ?? '',
    })
  }
  return mailboxes
}

async function idByKey(
  tx: Tx,
  table: 'entities' | 'mailboxes',
  key: string,
  insert: () => Promise<number | null>,
): Promise<number> {
  const find = () => tx.first<{ id: number }>(`SELECT id FROM ${table} WHERE ${quoted('key')} = ?`, [key])
  const known = await find()
  if (known) return known.id
  const inserted = await insert()
  const id = inserted ?? (await find())?.id
  if (id === undefined) throw new Error(`${table} ${key} could not be written`)
  return id
}

/** `key` is a reserved word; both databases take it in backquotes. */
const quoted = (column: string) => `\`${column}\``

async function syncGroups(
  tx: Tx,
  settings: ResolvedSettings,
  idOf: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const group of settings.groups) {
    const entityId = idOf.get(group.entity)
    if (entityId === undefined) continue
    await tx.insertOrIgnore('groups', { entity_id: entityId, key: group.key, name: group.name })
    const row = await tx.first<{ id: number }>(
      `SELECT id FROM ${quoted('groups')} WHERE entity_id = ? AND ${quoted('key')} = ?`,
      [entityId, group.key],
    )
    if (row) ids.set(`${group.entity}/${group.key}`, row.id)
  }
  return ids
}

async function syncPerson(
  tx: Tx,
  settings: ResolvedSettings,
  person: PersonSettings,
  idOf: ReadonlyMap<string, number>,
  groupIds: ReadonlyMap<string, number>,
  now: number,
): Promise<number> {
  const id = await findOrInsert(tx, settings, person, now)
  await syncAddresses(tx, id, person.addresses)
  for (const [entity, entityId] of idOf) await syncRole(tx, id, entityId, person.roles[entity] ?? null)
  await tx.run('DELETE FROM group_members WHERE person_id = ?', [id])
  for (const group of person.groups) {
    const groupId = groupIds.get(group)
    if (groupId !== undefined) await tx.insertOrIgnore('group_members', { group_id: groupId, person_id: id })
  }
  return id
}

async function findOrInsert(tx: Tx, settings: ResolvedSettings, person: PersonSettings, now: number): Promise<number> {
  const marks = person.addresses.map(() => '?').join(',')
  const known = await tx.first<{ id: number }>(
    `SELECT person_id AS id FROM person_addresses WHERE address IN (${marks}) ORDER BY id LIMIT 1`,
    person.addresses,
  )
  const home = settings.entities.find(({ key }) => key in person.roles) ?? settings.entities[0]
  const values = {
    name: person.name,
    language: person.language ?? home?.languages[0] ?? 'en',
    time_zone: person.timeZone ?? home?.timeZone ?? 'UTC',
    status: 'active',
  }
  if (!known) return tx.insert('persons', { ...values, created_at: now })
  await tx.update('persons', known.id, values)
  return known.id
}

/** The first address is where answers go. An address that was another's goes to the person whom the settings name. */
async function syncAddresses(tx: Tx, personId: number, addresses: readonly string[]): Promise<void> {
  await tx.run('UPDATE person_addresses SET is_primary = 0 WHERE person_id = ?', [personId])
  for (const [index, address] of addresses.entries()) {
    const is_primary = index === 0 ? 1 : 0
    const inserted = await tx.insertOrIgnore('person_addresses', { person_id: personId, address, is_primary })
    if (inserted === null)
      await tx.run('UPDATE person_addresses SET person_id = ?, is_primary = ? WHERE address = ?', [
        personId,
        is_primary,
        address,
      ])
  }
}

async function syncRole(tx: Tx, personId: number, entityId: number, role: string | null): Promise<void> {
  if (role === null) {
    await tx.run(
      `DELETE FROM person_roles WHERE person_id = ? AND entity_id = ? AND role IN (${workingRoles.map(() => '?').join(',')})`,
      [personId, entityId, ...workingRoles],
    )
    return
  }
  await tx.run('DELETE FROM person_roles WHERE person_id = ? AND entity_id = ? AND role <> ?', [
    personId,
    entityId,
    role,
  ])
  await tx.insertOrIgnore('person_roles', { person_id: personId, entity_id: entityId, role, hears_new: 0 })
}

async function dismissOthers(tx: Tx, named: readonly number[]): Promise<void> {
  const working = await tx.all<{ personId: number }>(
    `SELECT DISTINCT person_id AS personId FROM person_roles WHERE role IN (${workingRoles.map(() => '?').join(',')})`,
    workingRoles,
  )
  const kept = new Set(named)
  for (const { personId } of working) {
    if (!kept.has(personId))
      await tx.run(
        `DELETE FROM person_roles WHERE person_id = ? AND role IN (${workingRoles.map(() => '?').join(',')})`,
        [personId, ...workingRoles],
      )
  }
}

/** Who the settings name; else, or where none of those works here, every technician, manager and administrator of the entity. */
async function chooseWhoHearsNew(tx: Tx, { id, settings }: Entity): Promise<void> {
  const ofStaff = `entity_id = ? AND role IN (${workingRoles.map(() => '?').join(',')})`
  const staff = [id, ...workingRoles]
  await tx.run(`UPDATE person_roles SET hears_new = 0 WHERE ${ofStaff}`, staff)
  let heard = 0
  for (const address of settings.hearsNew)
    heard += await tx.run(
      `UPDATE person_roles SET hears_new = 1 WHERE ${ofStaff} AND person_id = (SELECT person_id FROM person_addresses WHERE address = ?)`,
      [...staff, address],
    )
  // A new ticket of which nobody hears is as good as lost.
  if (heard === 0) await tx.run(`UPDATE person_roles SET hears_new = 1 WHERE ${ofStaff}`, staff)
}
