import { PermanentError } from '../errors.ts'
import type { Statements, Tx } from '../store/types.ts'

/** Somebody registered, with the roles held in the entity at hand. */
export interface KnownPerson {
  id: number
  name: string
  language: string
  timeZone: string
  roles: readonly string[]
}

const workingRoles = new Set(['technician', 'manager', 'administrator'])

const knownColumns = 'p.id AS id, p.name AS name, p.language AS language, p.time_zone AS timeZone, r.role AS role'
const roleHere = 'LEFT JOIN person_roles r ON r.person_id = p.id AND r.entity_id = ?'

/** The active person that an address is registered for, or null. The roles are those of this moment. */
export async function findPerson(store: Statements, entityId: number, address: string): Promise<KnownPerson | null> {
  return readPerson(
    await store.all<RoleRow>(
      `SELECT ${knownColumns} FROM person_addresses a JOIN persons p ON p.id = a.person_id ${roleHere}
       WHERE a.address = ? AND p.status = 'active'`,
      [entityId, address.toLowerCase()],
    ),
  )
}

/** The active person of an id, or null. */
export async function findKnown(store: Statements, entityId: number, personId: number): Promise<KnownPerson | null> {
  return readPerson(
    await store.all<RoleRow>(
      `SELECT ${knownColumns} FROM persons p ${roleHere} WHERE p.id = ? AND p.status = 'active'`,
      [entityId, personId],
    ),
  )
}

type RoleRow = Omit<KnownPerson, 'roles'> & { role: string | null }

/** One row a role. */
function readPerson(rows: readonly RoleRow[]): KnownPerson | null {
  const first = rows[0]
  if (!first) return null
  const { id, name, language, timeZone } = first
  return { id, name, language, timeZone, roles: rows.flatMap(({ role }) => (role === null ? [] : [role])) }
}

/** Whether a person works for the desk here: technician, manager or administrator. */
export function worksHere(person: KnownPerson | null): boolean {
  return person?.roles.some((role) => workingRoles.has(role)) ?? false
}

/** Whether a person may close tickets by command. */
export function mayClose(person: KnownPerson): boolean {
  return person.roles.includes('manager') || person.roles.includes('administrator')
}

interface FirstMail {
  language: string
  timeZone: string
  now: number
}

/** The person of an address, registered as a requester where nobody is. */
export async function findOrRegister(
  tx: Tx,
  entityId: number,
  who: { name: string; address: string },
  first: FirstMail,
): Promise<KnownPerson> {
  return (await findPerson(tx, entityId, who.address)) ?? registerPerson(tx, entityId, who, first)
}

/** Registers somebody by a first mail: a requester. Where another mail was quicker, that person is given. */
export async function registerPerson(
  tx: Tx,
  entityId: number,
  who: { name: string; address: string },
  first: FirstMail,
): Promise<KnownPerson> {
  const { language, timeZone, now } = first
  const name = (who.name || who.address).slice(0, 200)
  const personId = await tx.insert('persons', {
    name,
    language,
    time_zone: timeZone,
    status: 'active',
    created_at: now,
  })
  const address = who.address.toLowerCase().slice(0, 254)
  const registered = await tx.insertOrIgnore('person_addresses', { person_id: personId, address, is_primary: 1 }, 'new')
  if (registered === null) return giveWay(tx, entityId, personId, address)
  await tx.insert('person_roles', { person_id: personId, entity_id: entityId, role: 'requester', hears_new: 0 })
  return { id: personId, name, language, timeZone, roles: ['requester'] }
}

async function giveWay(tx: Tx, entityId: number, personId: number, address: string): Promise<KnownPerson> {
  await tx.run('DELETE FROM persons WHERE id = ?', [personId])
  const other = await findPerson(tx, entityId, address)
  if (!other)
    throw new PermanentError('person-not-active', 'The address belongs to a person who is no longer active.', {
      detail: address,
      french: 'L’adresse appartient à une personne qui n’est plus active.',
    })
  return other
}

/** Whether a person works for the entity at this moment. */
export async function mayActAsTechnician(
  store: Statements,
  entityId: number,
  personId: number | null,
): Promise<boolean> {
  if (personId === null) return false
  const row = await store.first(
    `SELECT r.id FROM person_roles r JOIN persons p ON p.id = r.person_id
     WHERE r.person_id = ? AND r.entity_id = ? AND p.status = 'active' AND r.role IN ('technician', 'manager', 'administrator') LIMIT 1`,
    [personId, entityId],
  )
  return row !== null
}

/** Gives a person one more address, which nobody has; answers go on to the first. */
export async function lendAddress(tx: Tx, personId: number, address: string): Promise<void> {
  await tx.insertOrIgnore('person_addresses', { person_id: personId, address: address.toLowerCase(), is_primary: 0 })
}
