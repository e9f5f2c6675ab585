import type { Store } from '../../src/store/types.ts'

export interface RealTable {
  columns: { name: string; kind: string; optional: boolean }[]
  unique: Record<string, string[]>
  indexes: Record<string, string[]>
  /** `column → table`, sorted. */
  references: string[]
}

interface Key {
  name: string
  isUnique: number
  column: string
}

/** What a table of the database really is. */
export async function readSchema(store: Store, table: string): Promise<RealTable> {
  const columns = await store.all<{ name: string; kind: string; required: number }>(sqls[store.dialect].columns, [
    table,
  ])
  const keys = await store.all<Key>(sqls[store.dialect].keys, [table])
  const references = await store.all<{ name: string; to: string }>(sqls[store.dialect].references, [table])
  return {
    columns: columns.map(({ name, kind, required }) => ({ name, kind, optional: required === 0 })),
    unique: grouped(keys.filter(({ isUnique }) => isUnique === 1)),
    indexes: grouped(keys.filter(({ isUnique }) => isUnique === 0)),
    references: references.map(({ name, to }) => `${name} → ${to}`).toSorted(),
  }
}

function grouped(keys: readonly Key[]): Record<string, string[]> {
  const all: Record<string, string[]> = {}
  for (const { name, column } of keys) all[name] = [...(all[name] ?? []), column]
  return all
}

const sqls = {
  sqlite: {
    // The id may not be null although SQLite does not say so.
    columns: 'SELECT name, type AS kind, MAX("notnull", pk) AS required FROM pragma_table_info(?) ORDER BY cid',
    keys: `SELECT l.name, l."unique" AS isUnique, i.name AS "column" FROM pragma_index_list(?) l, pragma_index_info(l.name) i
      ORDER BY l.name, i.seqno`,
    references: 'SELECT "from" AS name, "table" AS "to" FROM pragma_foreign_key_list(?)',
  },
  mariadb: {
    columns: `SELECT column_name AS name, CONCAT_WS(' ', column_type, collation_name) AS kind, is_nullable = 'NO' AS required
      FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`,
    // MariaDB makes an index for each reference that has none.
    keys: `SELECT index_name AS name, non_unique = 0 AS isUnique, column_name AS \`column\` FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = ? AND index_name <> 'PRIMARY' AND index_name NOT LIKE 'fk\\_%'
      ORDER BY index_name, seq_in_index`,
    references: `SELECT column_name AS name, referenced_table_name AS \`to\` FROM information_schema.key_column_usage
      WHERE table_schema = DATABASE() AND table_name = ? AND referenced_table_name IS NOT NULL`,
  },
}
