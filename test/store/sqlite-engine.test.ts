import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { migrate, pendingMigrations } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/types.ts'
import { entity, rejection } from './rows.ts'

let folder: string
let file: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-sqlite-'))
  file = join(folder, 'guichet.sqlite')
  store = await openStore({ dialect: 'sqlite', file, writeWaitMs: 300 })
  await migrate(store)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

test('a new file needs every migration; two that migrate it at once do it once', async () => {
  const path = join(folder, 'new.sqlite')
  const [a, b] = [
    await openStore({ dialect: 'sqlite', file: path }),
    await openStore({ dialect: 'sqlite', file: path }),
  ]
  expect(await pendingMigrations(a)).toEqual(['0001-schema', '0002-quoted-words'])
  const ran = await Promise.all([migrate(a), migrate(b)])
  expect(ran.flat()).toEqual(['0001-schema', '0002-quoted-words'])
  expect(await pendingMigrations(b)).toEqual([])
  await a.close()
  await b.close()
})

describe('writers of one process', () => {
  test('that forget their transaction are told so, by their SQL, and the transaction goes on', async () => {
    const id = await store.transaction(async (tx) => {
      const id = await entity(tx, 'Inside')
      const error = await rejection(store.run('UPDATE entities SET name = ?', ['Outside']))
      expect(String(error)).toContain('UPDATE entities SET name = ?')
      expect(String(error)).toContain('INSERT INTO `entities`')
      expect(String(error)).toContain('outside of its transaction')
      return id
    })
    expect(await store.byId('entities', id)).toMatchObject({ name: 'Inside' })
    await store.update('entities', id, { name: 'After' })
  })

  test('take turns, and let the event loop turn', async () => {
    let turns = 0
    let next = setImmediate(function turn() {
      turns += 1
      next = setImmediate(turn)
    })
    await Promise.all(Array.from({ length: 100 }, () => store.transaction((tx) => entity(tx))))
    clearImmediate(next)
    expect(turns).toBeGreaterThan(50)
    expect(await store.first('SELECT COUNT(*) AS n FROM entities')).toEqual({ n: 100 })
  })
})

describe('transactions that wait for each other', () => {
  const add = (name: string) => store.transaction((tx) => entity(tx, name))

  test('are told of success once all is committed, and one that fails takes no other with it', async () => {
    const other = await openStore({ dialect: 'sqlite', file })
    const fails = store.transaction(async (tx) => {
      await entity(tx, 'Nobody')
      throw new Error('its own')
    })
    const seen = async (name: string) => {
      await add(name)
      return await other.first('SELECT name FROM entities WHERE name = ?', [name])
    }
    const results = await Promise.allSettled([
      seen('One'),
      fails,
      seen('Two'),
      ...Array.from({ length: 40 }, (_, n) => seen(`More ${n}`)),
    ])
    expect(results[1]).toMatchObject({ status: 'rejected', reason: { message: 'its own' } })
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(results[2]).toMatchObject({ value: { name: 'Two' } })
    expect(await other.first('SELECT COUNT(*) AS n FROM entities')).toEqual({ n: 42 })
    await other.close()
  })

  test('begin anew where the disk was full for one of them', async () => {
    const { page_count } = (await store.first<{ page_count: number }>('PRAGMA page_count')) ?? { page_count: 0 }
    await store.transaction((tx) => tx.first(`PRAGMA max_page_count = ${page_count + 10}`))
    const big = store.transaction((tx) => tx.insert('instance_facts', { name: 'big', value: 'x'.repeat(1_000_000) }))
    const results = await Promise.allSettled([add('Before'), add('With'), big, add('After')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await store.first('SELECT COUNT(*) AS n FROM entities')).toEqual({ n: 3 })
  })

  test('of two stores on one file take turns', async () => {
    const other = await openStore({ dialect: 'sqlite', file })
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store : other).transaction((tx) => entity(tx))),
    )
    expect(await store.first('SELECT COUNT(*) AS n FROM entities')).toEqual({ n: 20 })
    await other.close()
  })
})

test('a commit that fails leaves nothing behind, no lock either', async () => {
  const failed = store.transaction(async (tx) => {
    await tx.run('PRAGMA defer_foreign_keys = ON')
    await tx.insert('group_members', { group_id: -1, person_id: -1 })
  })
  expect(String(await rejection(failed))).toContain('FOREIGN KEY constraint failed')
  await store.transaction((tx) => entity(tx))
  expect(await store.all('SELECT id FROM group_members')).toEqual([])
})

test('a full disk is trouble that may pass, leaves nothing behind, and the store goes on afterwards', async () => {
  const pages = async (limit: string) => store.transaction((tx) => tx.first(`PRAGMA max_page_count = ${limit}`))
  const { page_count } = (await store.first<{ page_count: number }>('PRAGMA page_count')) ?? { page_count: 0 }
  await pages(String(page_count + 10))
  const error = await rejection(
    store.transaction(async (tx) => {
      await entity(tx)
      await tx.insert('instance_facts', { name: 'big', value: 'x'.repeat(1_000_000) })
    }),
  )
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ code: 'store-unavailable' })
  await pages('1000000')
  expect(await store.all('SELECT id FROM entities')).toEqual([])
  expect(await store.transaction((tx) => entity(tx))).toBe(1)
})

test('a transaction within a transaction is a bug that says so, and both end', async () => {
  const error = await rejection(store.transaction(() => store.transaction((tx) => entity(tx))))
  expect(String(error)).toContain('BEGIN IMMEDIATE')
  expect(await entity(store)).toBe(1)
})

describe('another process that writes', () => {
  test('is waited for, without losing a write', async () => {
    const other = await holdLock(800)
    const id = await entity(store)
    expect(await store.transaction((tx) => entity(tx))).toBe(id + 1)
    await other.ended
  })

  test('and never ends is trouble that may pass', async () => {
    const other = await holdLock(60_000)
    const error = await rejection(entity(store))
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ code: 'store-conflict' })
    other.stop()
    await other.ended
    expect(await entity(store)).toBe(1)
  })
})

test('a file that cannot be opened is said to be so', async () => {
  const error = await rejection(openStore({ dialect: 'sqlite', file: folder }))
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ code: 'store-unavailable' })
})

/** Starts a process that holds the lock of writers for so long. */
async function holdLock(ms: number): Promise<{ ended: Promise<unknown>; stop(): void }> {
  const script = `const { DatabaseSync } = require('node:sqlite')
    const database = new DatabaseSync(process.argv[1])
    database.exec('BEGIN IMMEDIATE')
    process.stdout.write('locked')
    setTimeout(() => database.exec('COMMIT'), Number(process.argv[2]))`
  const other = spawn(process.execPath, ['-e', script, file, String(ms)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(other, 'exit')
  await once(other.stdout, 'data')
  return { ended, stop: () => other.kill() }
}
