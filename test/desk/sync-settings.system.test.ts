import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncSettings } from '../../src/desk/sync-settings.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { deskSettings } from '../support/desk.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'

let mariadb: PrivateMariadb
beforeAll(async () => {
  mariadb = await privateMariadb()
})
afterAll(() => mariadb.stop())

test('processes that start at once on an empty database make each person once', async () => {
  const options = await mariadb.newDatabase()
  const stores = await Promise.all([openStore(options), openStore(options), openStore(options)])
  const [store] = stores
  await migrate(store)
  await Promise.all(stores.map((one) => syncSettings(one, deskSettings, 0)))
  const persons = await store.all<{ name: string }>('SELECT name FROM persons ORDER BY name')
  const roles = await store.all('SELECT role FROM person_roles WHERE hears_new = 1 ORDER BY role')
  await Promise.all(stores.map((one) => one.close()))
  expect(persons.map(({ name }) => name)).toEqual(deskSettings.persons.map(({ name }) => name).toSorted())
  expect(roles).toEqual([{ role: 'manager' }, { role: 'technician' }])
})
