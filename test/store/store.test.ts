import { describe, expect, test } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { type Connection, type Engine, storeLimits } from '../../src/store/connection.ts'
import { storeOver } from '../../src/store/store.ts'
import { ConflictError, unavailable } from '../../src/store/store-errors.ts'
import { rejection } from './rows.ts'

/** No pauses between two runs. */
const impatient = { hex: () => '', fraction: () => 0 }

const connection: Connection = { read: async () => [{ id: 1 }], write: async () => ({ matched: 1, lastId: 7 }) }

/** An engine whose statements fail as they are told to, one after the other. */
function engineThat(failures: (Error | null)[], ended: string[] = []): Engine {
  const fail = async () => {
    const failure = failures.shift()
    if (failure) throw failure
  }
  const failing: Connection = {
    read: async (sql, values) => fail().then(() => connection.read(sql, values)),
    write: async (sql, values) => fail().then(() => connection.write(sql, values)),
  }
  const attempt: Engine['attempt'] = async (work) => {
    try {
      const result = await work(failing)
      ended.push('commit')
      return result
    } catch (error) {
      ended.push('rollback')
      throw error
    }
  }
  return {
    dialect: 'sqlite',
    nowSql: '0',
    forUpdate: '',
    lend: (_, work) => work(failing),
    attempt,
    close: async () => {},
  }
}

const conflict = () => new ConflictError('a deadlock', undefined)
const entity = { key: 'a', name: 'A' }

describe('a conflict', () => {
  test('runs the whole transaction again, and only the run that was committed wakes', async () => {
    const ended: string[] = []
    const store = storeOver(engineThat([null, conflict(), null, null], ended), impatient)
    let woken = 0
    const id = await store.transaction(async (tx) => {
      tx.afterCommit(() => woken++)
      await tx.insert('entities', entity)
      return tx.insert('entities', entity)
    })
    expect(id).toBe(7)
    expect(ended).toEqual(['rollback', 'commit'])
    await Promise.resolve()
    expect(woken).toBe(1)
  })

  test('runs a single statement again', async () => {
    const store = storeOver(engineThat([conflict(), conflict(), null]), impatient)
    expect(await store.insert('entities', entity)).toBe(7)
  })

  test('is given up in the end, and may pass later', async () => {
    let runs = 0
    const store = storeOver(engineThat([]), impatient)
    const error = await rejection(
      store.transaction(async () => {
        runs += 1
        throw conflict()
      }),
    )
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ code: 'store-conflict' })
    expect(runs).toBe(storeLimits.attempts)
  })

  test('that the work swallows is not committed: the database has rolled back by itself', async () => {
    const ended: string[] = []
    const store = storeOver(engineThat([conflict(), null, null], ended), impatient)
    const runs: unknown[] = []
    await store.transaction(async (tx) => {
      const first = await tx.insert('entities', entity).catch((error: unknown) => error)
      runs.push(first)
      // Would be committed bit by bit.
      const second = await tx.insert('entities', entity).catch((error: unknown) => error)
      if (first !== 7) expect(second).toBe(first)
    })
    expect(runs).toHaveLength(2)
    expect(ended).toEqual(['rollback', 'commit'])
  })
})

test('a lost connection is not run again: what was committed is unknown', async () => {
  let runs = 0
  const store = storeOver(engineThat([unavailable('gone', undefined)]), impatient)
  const error = await rejection(
    store.transaction(async (tx) => {
      runs += 1
      return tx.insert('entities', entity)
    }),
  )
  expect(error).toMatchObject({ code: 'store-unavailable' })
  expect(runs).toBe(1)
})

test('a wake that throws is a bug of its own: the committed transaction does not look failed', async () => {
  const store = storeOver(engineThat([null]), impatient)
  const bug = new Error('a bug in a wake')
  const { id, uncaught } = await withoutListeners(async () => {
    const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve))
    const id = await store.transaction(async (tx) => {
      tx.afterCommit(() => {
        throw bug
      })
      return tx.insert('entities', entity)
    })
    return { id, uncaught: await uncaught }
  })
  expect(id).toBe(7)
  expect(uncaught).toBe(bug)
})

/** The test runner listens too, and would take the bug for its own. */
async function withoutListeners<R>(work: () => Promise<R>): Promise<R> {
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  try {
    return await work()
  } finally {
    for (const listener of listeners) process.on('uncaughtException', listener)
  }
}
