import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { describeRaces } from './race-contract.ts'

let server: PrivateMariadb
beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())

describeRaces(async () => {
  const options = await server.newDatabase()
  const [store, second] = [await openStore(options), await openStore(options)]
  await migrate(store)
  const folder = await mkdtemp(join(tmpdir(), 'guichet-race-'))
  const remove = async () => {
    await Promise.all([store.close(), second.close()])
    await rm(folder, { recursive: true, force: true })
  }
  return { store, second, folder, remove }
})
