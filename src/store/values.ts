import { PermanentError } from '../errors.ts'
import type { Column } from './column.ts'
import { storeLimits } from './connection.ts'
import { schema, type TableName } from './schema.ts'
import type { SqlValue } from './types.ts'

const columnsByTable = new Map<string, [string, Column][]>(
  Object.entries(schema).map(([table, { columns }]) => [
    table,
    Object.entries<Column>(columns).filter(([, column]) => column.kind !== 'id'),
  ]),
)

/** The columns of a table but its id, in order. */
export function columnsOf(table: TableName): [string, Column][] {
  return columnsByTable.get(table) ?? []
}

/**
 * The values of a row in the order of the table's columns; null where one is left out. Lengths are checked here, so that both
 * databases refuse the same values: SQLite would take any, MariaDB would say it differently.
 */
export function valuesOf(table: TableName, row: object): SqlValue[] {
  const given = new Map<string, unknown>(Object.entries(row))
  const values = columnsOf(table).map(([name, column]) => {
    const value = checked(table, name, column, given.get(name))
    given.delete(name)
    return value
  })
  refuseUnknown(table, given.keys())
  return values
}

/** The columns that a patch sets, and their values. */
export function patchOf(table: TableName, patch: object): { names: string[]; values: SqlValue[] } {
  const given = new Map<string, unknown>(Object.entries(patch).filter(([, value]) => value !== undefined))
  const set = columnsOf(table).filter(([name]) => given.has(name))
  const names = set.map(([name]) => name)
  const values = set.map(([name, column]) => checked(table, name, column, given.get(name)))
  for (const name of names) given.delete(name)
  refuseUnknown(table, given.keys())
  return { names, values }
}

function refuseUnknown(table: string, names: Iterable<string>): void {
  for (const name of names) throw new Error(`${table} has no column ${name} that can be set`)
}

function checked(table: string, name: string, column: Column, value: unknown): SqlValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (typeof value !== 'string') throw new Error(`${table}.${name} was given a ${typeof value} that it cannot hold`)
  if (column.length !== undefined && value.length > column.length && characters(value) > column.length)
    throw tooLong(`${table}.${name} holds ${column.length} characters, not ${characters(value)}`)
  return value
}

/** As MariaDB counts: an emoji is one, where `length` says two. */
const characters = (value: string) => value.length - (value.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)

/** Refuses what MariaDB could not be sent, on both databases alike. */
export function checkSize(values: readonly SqlValue[]): void {
  let bytes = 0
  for (const value of values) if (typeof value === 'string') bytes += value.length
  if (bytes * 3 <= storeLimits.statementBytes) return
  bytes = values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 8), 0)
  if (bytes > storeLimits.statementBytes)
    throw tooLong(`a statement takes ${storeLimits.statementBytes} bytes, not ${bytes}`)
}

const tooLong = (detail: string) =>
  new PermanentError('store-value-too-long', 'This is longer than what can be stored.', {
    detail,
    french: 'Ceci est plus long que ce qui peut être enregistré.',
  })
