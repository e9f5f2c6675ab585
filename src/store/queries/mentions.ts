import type { Column } from '../column.ts'
import { isTable, quoted } from '../keys.ts'
import { schema, type TableName } from '../schema.ts'
import type { Statements } from '../types.ts'

/** Who and what there is by configuration or for its own sake: a word of them is not about the person who is looked for. */
const notSearched: ReadonlySet<string> = new Set([
  'entities',
  'groups',
  'persons',
  'person_addresses',
  'instance_facts',
])

/** Rows looked through by one statement. */
const span = 5000

export interface Mention {
  table: TableName
  id: number
  ticketId: number | null
}

/** Columns in which an address or a name could stand. */
export function wordColumns(table: TableName): { name: string; length: number }[] {
  const holds = ({ kind, length }: Column) =>
    kind === 'text' || kind === 'long' || (kind === 'key' && (length ?? 0) >= 100)
  return Object.entries<Column>(schema[table].columns).flatMap(([name, column]) =>
    holds(column) ? [{ name, length: column.length ?? Number.POSITIVE_INFINITY }] : [],
  )
}

/**
 * Every row of the database that may say one of these, whatever the case; the caller looks closer. Reads all tables whole, a stretch of ids
 * at a time: for what happens once in a while and must miss nothing.
 */
export async function* findMentions(db: Statements, sought: readonly string[]): AsyncGenerator<Mention> {
  const patterns = sought.map(likePattern)
  if (patterns.length === 0) return
  for (const table of Object.keys(schema)) {
    if (!isTable(table) || notSearched.has(table) || wordColumns(table).length === 0) continue
    const { last } = (await db.first<{ last: number | null }>(`SELECT MAX(id) AS last FROM ${quoted(table)}`)) ?? {
      last: 0,
    }
    for (let from = 0; from < (last ?? 0); from += span) yield* await inSpan(db, table, patterns, from)
  }
}

async function inSpan(db: Statements, table: TableName, patterns: readonly string[], from: number): Promise<Mention[]> {
  const says = wordColumns(table).flatMap(({ name }) => patterns.map(() => `LOWER(${quoted(name)}) LIKE ? ESCAPE '!'`))
  const values = wordColumns(table).flatMap(() => patterns)
  const ticket = table === 'tickets' ? 'id' : 'ticket_id' in schema[table].columns ? 'ticket_id' : 'NULL'
  const rows = await db.all<{ id: number; ticketId: number | null }>(
    `SELECT id, ${ticket} AS ticketId FROM ${quoted(table)} WHERE id > ? AND id <= ? AND (${says.join(' OR ')}) ORDER BY id`,
    [from, from + span, ...values],
  )
  return rows.map((row) => ({ table, ...row }))
}

/**
 * What lies between words may be anything; letters beyond ASCII too, since SQLite does not know their case, and an accent may be
 * a letter of its own (Unicode's NFD).
 */
function likePattern(sought: string): string {
  const words = sought.normalize('NFC').split(/\s+/)
  return `%${words.map((word) => Array.from(word, likeLetter).join('')).join('%')}%`
}

function likeLetter(letter: string): string {
  if (/["\\]/.test(letter)) return '%'
  if (/[!%_]/.test(letter)) return `!${letter}`
  if (/[\x20-\x7e]/.test(letter)) return letter.toLowerCase()
  return letter.normalize('NFD') === letter ? '_' : '_%'
}
