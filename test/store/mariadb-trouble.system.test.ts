import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PermanentError, TransientError } from '../../src/errors.ts'
import { claim } from '../../src/store/leases.ts'
import { migrate, pendingMigrations } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store, Tx } from '../../src/store/types.ts'
import { type MariadbStoreOptions, type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { entity, rejection } from './rows.ts'

let server: PrivateMariadb
let options: MariadbStoreOptions
let store: Store

beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())

beforeEach(async () => {
  options = await server.newDatabase()
  store = await openStore(options)
})
afterEach(() => store.close())

const expectTransient = async (promise: Promise<unknown>) => {
  const error = await rejection(promise)
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ code: 'store-unavailable' })
}

const connectionId = async (tx: Tx) => (await tx.first<{ id: number }>('SELECT CONNECTION_ID() AS id'))?.id ?? 0

test('a new database needs every migration; two that migrate it at once do it once', async () => {
  const second = await openStore(options)
  expect(await pendingMigrations(store)).toEqual(['0001-schema', '0002-quoted-words'])
  const ran = await Promise.all([migrate(store), migrate(second)])
  expect(ran.flat()).toEqual(['0001-schema', '0002-quoted-words'])
  expect(await pendingMigrations(second)).toEqual([])
  await second.close()
})

describe('a server that is killed', () => {
  test('in the middle of a transaction: nothing of it stays, and the store recovers', async () => {
    await migrate(store)
    const before = await entity(store)
    await expectTransient(
      store.transaction(async (tx) => {
        await entity(tx)
        await server.kill()
        return entity(tx)
      }),
    )
    await expectTransient(store.byId('entities', before))
    await expectTransient(store.transaction(async () => undefined))
    await expectTransient(openStore(options))
    await server.start()
    expect(await store.all('SELECT id FROM entities')).toEqual([{ id: before }])
    expect(await store.transaction((tx) => entity(tx))).toBeGreaterThan(before)
  })

  test('just before the commit: the transaction says that its end is unknown', async () => {
    await migrate(store)
    await expectTransient(
      store.transaction(async (tx) => {
        await entity(tx)
        await server.kill()
      }),
    )
    await server.start()
    expect(await store.all('SELECT id FROM entities')).toEqual([])
  })
})

describe('a connection that is cut', () => {
  test('while it waits in the pool: the next statement takes another, at the latest the one after', async () => {
    await migrate(store)
    const id = await store.transaction(connectionId)
    const other = await openStore(options)
    await other.run(`KILL ${id}`)
    await entity(store).catch((error: unknown) => expect(error).toBeInstanceOf(TransientError))
    expect(await entity(store)).toBeGreaterThan(0)
    await other.close()
  })

  test('in a transaction: nothing of it stays', async () => {
    await migrate(store)
    const other = await openStore(options)
    await expectTransient(
      store.transaction(async (tx) => {
        await entity(tx)
        await other.run(`KILL ${await connectionId(tx)}`)
        return entity(tx)
      }),
    )
    expect(await store.all('SELECT id FROM entities')).toEqual([])
    await other.close()
  })
})

test('a wrong password, a database that is not there, and too small packets are said to be so', async () => {
  await store.run("CREATE USER 'some'@'localhost' IDENTIFIED BY 'right'")
  await expectTransient(openStore({ ...options, user: 'some', password: 'wrong' }))
  await expectTransient(openStore({ ...options, database: 'nowhere' }))
  await store.run("DROP USER 'some'@'localhost'")
  await store.run('SET GLOBAL max_allowed_packet = 1048576')
  const error = await rejection(openStore(options))
  await store.run('SET GLOBAL max_allowed_packet = 16777216')
  expect(error).toBeInstanceOf(PermanentError)
  expect(error).toMatchObject({ code: 'store-packet' })
})

test('claims go past mails that another transaction holds, without waiting for it', async () => {
  await migrate(store)
  const entityId = await entity(store)
  const mail = {
    entity_id: entityId,
    sha256: 'x',
    size: 1,
    source: 'lmtp',
    received_at: 1,
    status: 'waiting',
    attempts: 0,
  }
  const held = await store.insert('inbound_mails', { ...mail, fingerprint: 'a' })
  const free = await store.insert('inbound_mails', { ...mail, fingerprint: 'b' })
  await store.transaction(async (tx) => {
    await tx.lock('inbound_mails', held)
    const leases = await claim(store, { owner: 'x', statuses: ['waiting'], limit: 10, seconds: 60 })
    expect(leases.map(({ id }) => id)).toEqual([free])
  })
})

test('sessions do not depend on the settings of the server', async () => {
  const row = await store.first<{ isolation: string; mode: string; zone: string }>(
    'SELECT @@tx_isolation AS isolation, @@sql_mode AS mode, @@time_zone AS zone',
  )
  expect(row).toMatchObject({ isolation: 'READ-COMMITTED', zone: '+00:00' })
  expect(row?.mode).toContain('STRICT_ALL_TABLES')
})
