import { storeLimits, type Written } from './connection.ts'
import { quoted, quotedList } from './keys.ts'
import type { NewRow, TableName } from './schema.ts'
import type { SqlValue } from './types.ts'
import { columnsOf, valuesOf } from './values.ts'

type Write = (sql: string, values: SqlValue[]) => Promise<Written>

/** Inserts rows in statements of bounded size. Outside of a transaction, rows of a former statement stay when a later one fails. */
export async function insertAll<T extends TableName>(
  table: T,
  rows: readonly NewRow<T>[],
  write: Write,
): Promise<void> {
  for (const chunk of chunks(rows.map((row) => valuesOf(table, row))))
    await write(insertManySql(table, chunk.length), chunk.flat())
}

function* chunks(rows: readonly SqlValue[][]): Generator<SqlValue[][]> {
  let chunk: SqlValue[][] = []
  let bytes = 0
  for (const row of rows) {
    const size = sizeOf(row)
    if (
      chunk.length === storeLimits.rowsAStatement ||
      (chunk.length > 0 && bytes + size > storeLimits.bytesAStatement)
    ) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push(row)
    bytes += size
  }
  if (chunk.length > 0) yield chunk
}

/** At most: three bytes a unit of UTF-16. */
const sizeOf = (row: readonly SqlValue[]) =>
  row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length * 3 : 8), 0)

function insertManySql(table: TableName, count: number): string {
  const names = columnsOf(table).map(([name]) => name)
  const places = `(${names.map(() => '?').join(', ')})`
  return `INSERT INTO ${quoted(table)} (${quotedList(names)}) VALUES ${Array.from({ length: count }, () => places).join(', ')}`
}
