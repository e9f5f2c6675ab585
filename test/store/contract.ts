import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, pendingMigrations } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/types.ts'
import { leasesContract } from './contract-leases.ts'
import { schemaContract, upgradeContract } from './contract-schema.ts'
import { statementsContract } from './contract-statements.ts'
import { transactionsContract } from './contract-transactions.ts'

export interface Database {
  store: Store
  /** A second store on the same database, as another process would have. */
  second: Store
  stop(): Promise<void>
}

/** What every store does, whichever the database. */
export function storeContract(name: string, start: () => Promise<Database>): void {
  describe(`the store on ${name}`, () => {
    let database: Database
    beforeAll(async () => {
      database = await start()
    })
    afterAll(() => database.stop())

    test('is migrated once, also by two processes', async () => {
      expect(await pendingMigrations(database.store)).toEqual([])
      expect(await Promise.all([migrate(database.store), migrate(database.second)])).toEqual([[], []])
    })
    statementsContract(() => database)
    transactionsContract(() => database)
    leasesContract(() => database)
    schemaContract(() => database)
    upgradeContract(() => database)
  })
}
