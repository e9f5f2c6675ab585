import { describe, expect, test } from 'vitest'
import type { Column } from '../../src/store/column.ts'
import { indexName, uniqueName } from '../../src/store/keys.ts'
import { migrate } from '../../src/store/migrate.ts'
import { schema } from '../../src/store/schema.ts'
import type { Database } from './contract.ts'
import { readSchema } from './read-schema.ts'

/** The database has what schema.ts says: a change of the one without a migration for the other shows here. */
export function schemaContract(database: () => Database): void {
  describe.each(Object.entries(schema))('the table %s', (name, table) => {
    test('has the columns, the keys and the references of the schema, and no others', async () => {
      const real = await readSchema(database().store, name)
      expect(real.columns).toEqual(
        Object.entries<Column>(table.columns).map(([column, { kind, length, null: optional }]) => ({
          name: column,
          kind: kindOf(database().store.dialect, kind, length),
          optional,
        })),
      )
      expect(real.unique).toEqual(keysOf(uniqueName, name, table.unique))
      expect(real.indexes).toEqual(keysOf(indexName, name, table.indexes))
      const references = Object.entries<Column>(table.columns).filter(([, { ref }]) => ref !== undefined)
      expect(real.references).toEqual(references.map(([column, { ref }]) => `${column} → ${ref}`).toSorted())
    })
  })
}

/** As `guichet migrate` finds it after an upgrade. */
export function upgradeContract(database: () => Database): void {
  test('a database from before the second migration gets its columns, and keeps its rows', async () => {
    const { store } = database()
    const entity = await store.insert('entities', { key: 'before', name: 'Before' })
    await store.run('ALTER TABLE outbox_mails DROP COLUMN sent_html_text')
    await store.run('ALTER TABLE tickets DROP COLUMN cut_text')
    await store.run("DELETE FROM migrations WHERE name = '0002-quoted-words'")
    expect(await migrate(store)).toEqual(['0002-quoted-words'])
    const { outbox_mails, tickets } = schema
    for (const [table, column, { kind }] of [
      ['outbox_mails', 'sent_html_text', outbox_mails.columns.sent_html_text],
      ['tickets', 'cut_text', tickets.columns.cut_text],
    ] as const) {
      expect((await readSchema(store, table)).columns).toContainEqual({
        name: column,
        kind: kindOf(store.dialect, kind, undefined),
        optional: true,
      })
    }
    expect(await store.byId('entities', entity)).toMatchObject({ name: 'Before' })
  })
}

const keysOf = (
  nameOf: typeof uniqueName,
  table: string,
  keys: readonly (readonly string[])[],
): Record<string, readonly string[]> => Object.fromEntries(keys.map((columns) => [nameOf(table, columns), columns]))

function kindOf(dialect: 'sqlite' | 'mariadb', kind: Column['kind'], length: number | undefined): string {
  if (dialect === 'sqlite') return kind === 'key' || kind === 'text' || kind === 'long' ? 'TEXT' : 'INTEGER'
  if (kind === 'key') return `varchar(${length}) utf8mb4_nopad_bin`
  if (kind === 'text') return `varchar(${length}) utf8mb4_unicode_520_ci`
  if (kind === 'long') return 'longtext utf8mb4_unicode_520_ci'
  return kind === 'flag' ? 'tinyint(4)' : 'bigint(20)'
}
