import type { Column, Table } from './column.ts'
import { foreignKeyName, indexName, quoted, quotedList, uniqueName } from './keys.ts'
import type { Tx } from './types.ts'

type Dialect = 'sqlite' | 'mariadb'

/** The statements that make one table with its keys. Each can run again after a death half-way. */
export function createTable(dialect: Dialect, name: string, table: Table): string[] {
  const columns = Object.entries(table.columns).map(
    ([column, type]) => `${quoted(column)} ${columnType(dialect, type)}`,
  )
  const foreign = Object.entries(table.columns).flatMap(([column, { ref }]) =>
    ref === undefined
      ? []
      : [
          `CONSTRAINT ${quoted(foreignKeyName(name, column))} FOREIGN KEY (${quoted(column)}) REFERENCES ${quoted(ref)} (id)`,
        ],
  )
  const inside =
    dialect === 'mariadb' ? [...columns, ...mariadbKeys(name, table), ...foreign] : [...columns, ...foreign]
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (\n  ${inside.join(',\n  ')}\n)${tableOptions(dialect)}`,
    ...(dialect === 'mariadb' ? [] : sqliteKeys(name, table)),
  ]
}

/** Adds a column unless it is there: a database that was made since has it. On MariaDB no row is touched (instant DDL). */
export async function addColumn(tx: Tx, dialect: Dialect, table: string, name: string, column: Column): Promise<void> {
  const sql =
    dialect === 'sqlite'
      ? 'SELECT name FROM pragma_table_info(?) WHERE name = ?'
      : 'SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?'
  if ((await tx.first(sql, [table, name])) !== null) return
  await tx.run(`ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(name)} ${columnType(dialect, column)}`)
}

/**
 * Keys compare byte for byte, trailing spaces too (plain `_bin` ignores those); texts as people do. unicode_520 tells one
 * emoji from another, which the default of utf8mb4 does not.
 */
const collation = { key: 'utf8mb4_nopad_bin', text: 'utf8mb4_unicode_520_ci' }

function columnType(dialect: Dialect, column: Column): string {
  if (column.kind === 'id')
    return dialect === 'sqlite' ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : 'BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY'
  const type = dialect === 'sqlite' ? sqliteType(column) : mariadbType(column)
  return column.null ? type : `${type} NOT NULL`
}

function mariadbType({ kind, length }: Column): string {
  if (kind === 'key') return `VARCHAR(${length}) COLLATE ${collation.key}`
  if (kind === 'text') return `VARCHAR(${length}) COLLATE ${collation.text}`
  if (kind === 'long') return `LONGTEXT COLLATE ${collation.text}`
  return kind === 'flag' ? 'TINYINT' : 'BIGINT'
}

/** NOCASE knows the letters of ASCII only; what must find accents too compares in another way. */
function sqliteType({ kind }: Column): string {
  if (kind === 'key') return 'TEXT COLLATE BINARY'
  return kind === 'text' || kind === 'long' ? 'TEXT COLLATE NOCASE' : 'INTEGER'
}

const mariadbKeys = (name: string, table: Table) => [
  ...table.unique.map((columns) => `UNIQUE KEY ${quoted(uniqueName(name, columns))} (${quotedList(columns)})`),
  ...table.indexes.map((columns) => `KEY ${quoted(indexName(name, columns))} (${quotedList(columns)})`),
]

const sqliteKeys = (name: string, table: Table) => [
  ...table.unique.map((columns) => createIndex('UNIQUE INDEX', uniqueName(name, columns), name, columns)),
  ...table.indexes.map((columns) => createIndex('INDEX', indexName(name, columns), name, columns)),
]

const createIndex = (kind: string, index: string, table: string, columns: readonly string[]) =>
  `CREATE ${kind} IF NOT EXISTS ${quoted(index)} ON ${quoted(table)} (${quotedList(columns)})`

const tableOptions = (dialect: Dialect) =>
  dialect === 'mariadb' ? ` ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=${collation.text}` : ''
