import type { Connection } from './connection.ts'
import { insertAll } from './insert-all.ts'
import { quoted, quotedList } from './keys.ts'
import { type NewRow, type Row, schema, type TableName } from './schema.ts'
import { UniqueError } from './store-errors.ts'
import type { SqlValue, Statements } from './types.ts'
import { checkSize, columnsOf, patchOf, valuesOf } from './values.ts'

/** Lends the connection that a statement runs on. */
export type Lend = <R>(kind: 'read' | 'write', work: (connection: Connection) => Promise<R>) => Promise<R>

/** The statements that a caller sees, over whatever lends the connection: the pool, or one transaction. */
export function statementsOver(lend: Lend, nowSql: string): Statements {
  const all = <R extends object>(sql: string, values: readonly SqlValue[] = []): Promise<R[]> =>
    lend(changes.test(sql) ? 'write' : 'read', (connection) => readRows<R>(connection, sql, values))
  const first = async <R extends object>(sql: string, values?: readonly SqlValue[]) =>
    (await all<R>(sql, values))[0] ?? null
  const write = (sql: string, values: readonly SqlValue[]) => {
    checkSize(values)
    return lend('write', (connection) => connection.write(sql, values))
  }
  return {
    all,
    first,
    run: async (sql, values = []) => (await write(sql, values)).matched,
    insert: async (table, row) => (await write(insertSql(table), valuesOf(table, row))).lastId,
    insertOrIgnore: (table, row, expect) =>
      lend('write', (connection) => insertOrIgnore(connection, table, row, expect)),
    insertAll: (table, rows) => insertAll(table, rows, write),
    update: async (table, id, patch) => {
      const { names, values } = patchOf(table, patch)
      if (names.length === 0) return
      const { matched } = await write(updateSql(table, names), [...values, id])
      if (matched === 0) throw new Error(`There is no row ${id} in ${table} to update`)
    },
    byId: <T extends TableName>(table: T, id: number) => first<Row<T>>(selectByIdSql(table), [id]),
    databaseNow: async () => {
      const row = await first<{ now: number }>(`SELECT ${nowSql} AS now`)
      if (row === null) throw new Error('The database gave no time')
      return row.now
    },
  }
}

/** Statements that give rows and change some (INSERT … RETURNING). */
const changes = /^\s*(insert|update|delete|replace)\b/i

async function readRows<R extends object>(connection: Connection, sql: string, values: readonly SqlValue[]) {
  checkSize(values)
  // The caller names the columns that it asked for: the only place where rows get their type.
  const rows = await connection.read(sql, values)
  return rows.filter((row): row is R => typeof row === 'object')
}

/**
 * Looks before it inserts. INSERT IGNORE would also swallow every other error, and on both databases an ignored insert
 * uses up an id. Where another connection inserts in between, the unique key decides.
 */
async function insertOrIgnore<T extends TableName>(connection: Connection, table: T, row: NewRow<T>, expect?: 'new') {
  const values = valuesOf(table, row)
  checkSize(values)
  if (expect !== 'new' && (await alreadyThere(connection, table, row))) return null
  try {
    return (await connection.write(insertSql(table), values)).lastId
  } catch (error) {
    if (error instanceof UniqueError) return null
    throw error
  }
}

async function alreadyThere(connection: Connection, table: TableName, row: object): Promise<boolean> {
  const given = new Map<string, SqlValue>(Object.entries(row))
  for (const key of schema[table].unique) {
    const values = key.map((name) => given.get(name) ?? null)
    if (values.includes(null)) continue // NULLs are distinct: the key forbids nothing
    const where = key.map((name) => `${quoted(name)} = ?`).join(' AND ')
    const found = await connection.read(`SELECT id FROM ${quoted(table)} WHERE ${where}`, values)
    if (found.length > 0) return true
  }
  return false
}

const insertSqls = new Map<string, string>()

/** Always every column, so that a table needs one prepared statement only. */
function insertSql(table: TableName): string {
  const known = insertSqls.get(table)
  if (known !== undefined) return known
  const names = columnsOf(table).map(([name]) => name)
  const sql = `INSERT INTO ${quoted(table)} (${quotedList(names)}) VALUES (${names.map(() => '?').join(', ')})`
  insertSqls.set(table, sql)
  return sql
}

const updateSql = (table: string, names: readonly string[]) =>
  `UPDATE ${quoted(table)} SET ${names.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE id = ?`

export const selectByIdSql = (table: string) => `SELECT * FROM ${quoted(table)} WHERE id = ?`
