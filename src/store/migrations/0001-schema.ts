import { createTable } from '../ddl.ts'
import { schema } from '../schema.ts'
import type { Migration } from './migration.ts'

/**
 * The first schema. It follows schema.ts until the first release, with a migration beside it for databases that are there already; from
 * then on it keeps a copy of what it made (the test that compares both with the database says when a migration is missing).
 */
export const firstSchema: Migration = {
  name: '0001-schema',
  up: async (tx, dialect) => {
    for (const [name, table] of Object.entries(schema))
      for (const sql of createTable(dialect, name, table)) await tx.run(sql)
  },
}
