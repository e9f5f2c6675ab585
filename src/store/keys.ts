import { schema, type TableName } from './schema.ts'

/** Names of unique keys, indexes and foreign keys: short enough for both databases, and unique in the whole schema. */
export const uniqueName = (table: string, columns: readonly string[]) => keyName('uq', table, columns)
export const indexName = (table: string, columns: readonly string[]) => keyName('ix', table, columns)
export const foreignKeyName = (table: string, column: string) => keyName('fk', table, [column])

const longestName = 64

function keyName(kind: string, table: string, columns: readonly string[]): string {
  const name = [kind, table, ...columns].join('_')
  if (name.length > longestName) throw new Error(`The name ${name} is longer than ${longestName} characters`)
  return name
}

export const isTable = (name: string): name is TableName => Object.hasOwn(schema, name)

export const quoted = (name: string) => `\`${name}\``
export const quotedList = (names: readonly string[]) => names.map(quoted).join(', ')
