import type { Statements, Store } from '../store/types.ts'
import type { InstanceSettings } from './settings.ts'

type Identity = Pick<InstanceSettings, 'id' | 'hostName' | 'dataFolder'>

/** Names in `instance_facts`. */
const idFact = 'instance-id'
const hostFact = 'host-name'
const folderFact = 'data-folder'

/**
 * Why this instance must send nothing, or null where it may. A database remembers which instance it belongs to, on which host it ran,
 * and with which data folder: a copy restored elsewhere, or beside the original, would mail people about tickets that the original
 * still works on, so it stays mute until somebody says `guichet adopt`. The first start writes all three down.
 */
export async function muteReason(store: Store, instance: Identity): Promise<string | null> {
  const known = await readFacts(store)
  const reason = reasonOf(known, instance)
  // The first start, or one before the folder was written down.
  if (reason === null && !known.has(folderFact)) await adoptInstance(store, instance)
  return reason
}

/** Something that the database remembers otherwise. */
export interface Difference {
  what: 'instance' | 'host' | 'data folder'
  known: string
  now: string
}

/** What makes an instance mute, none where it may send. Writes nothing down. */
export async function findDifferences(store: Store, instance: Identity): Promise<Difference[]> {
  return differencesOf(await readFacts(store), instance)
}

function reasonOf(known: ReadonlyMap<string, string>, instance: Identity): string | null {
  const differences = differencesOf(known, instance).map(
    ({ what, known: other, now }) => `${what} (${other}, not ${now})`,
  )
  if (differences.length === 0) return null
  return `This database belongs to another ${differences.join(' and ')}: nothing is sent until \`guichet adopt\` says that it lives here now.`
}

/** Makes the database this instance's, on this host. */
export async function adoptInstance(store: Store, instance: Identity): Promise<void> {
  await store.transaction(async (tx) => {
    for (const [name, value] of [
      [idFact, instance.id],
      [hostFact, instance.hostName],
      [folderFact, instance.dataFolder],
    ] as const) {
      const inserted = await tx.insertOrIgnore('instance_facts', { name, value })
      if (inserted === null) await tx.run('UPDATE instance_facts SET value = ? WHERE name = ?', [value, name])
    }
  })
}

async function readFacts(db: Statements): Promise<Map<string, string>> {
  const rows = await db.all<{ name: string; value: string }>(
    'SELECT name, value FROM instance_facts WHERE name IN (?, ?, ?)',
    [idFact, hostFact, folderFact],
  )
  return new Map(rows.map((row) => [row.name, row.value]))
}

function differencesOf(facts: ReadonlyMap<string, string>, instance: Identity): Difference[] {
  return [
    ...differs('instance', facts.get(idFact), instance.id),
    ...differs('host', facts.get(hostFact), instance.hostName),
    ...differs('data folder', facts.get(folderFact), instance.dataFolder),
  ]
}

function differs(what: Difference['what'], known: string | undefined, now: string): Difference[] {
  return known === undefined || known === now ? [] : [{ what, known, now }]
}
