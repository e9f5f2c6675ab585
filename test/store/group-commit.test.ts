import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { createGroupCommit } from '../../src/store/group-commit.ts'
import type { Store, Tx } from '../../src/store/types.ts'
import { type TemporaryStore, temporaryStore } from '../support/store.ts'

let temporary: TemporaryStore
let transactions: number
let store: Store

beforeEach(async () => {
  temporary = await temporaryStore()
  transactions = 0
  store = {
    ...temporary.store,
    transaction: (work) => {
      transactions += 1
      return temporary.store.transaction(work)
    },
  }
})

afterEach(() => temporary.remove())

const addEntity = (key: string) => (tx: Tx) => tx.insert('entities', { key, name: key })
const keys = async () =>
  (await store.all<{ key: string }>('SELECT `key` FROM entities ORDER BY id')).map((row) => row.key)

describe('group commit', () => {
  it('commits what comes while a transaction runs in one more', async () => {
    const group = createGroupCommit(store)
    const ids = await Promise.all(['a', 'b', 'c', 'd'].map((key) => group.add(addEntity(key))))
    expect(new Set(ids).size).toBe(4)
    expect(await keys()).toEqual(['a', 'b', 'c', 'd'])
    expect(transactions).toBe(2)
  })

  it('fails only the one that fails', async () => {
    const group = createGroupCommit(store)
    const results = await Promise.allSettled(['a', 'b', 'b', 'c'].map((key) => group.add(addEntity(key))))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await keys()).toEqual(['a', 'b', 'c'])
  })

  it('runs nothing again where nobody knows whether it was committed', async () => {
    const gone = new TransientError('store-unavailable', 'gone')
    const group = createGroupCommit({
      ...store,
      transaction: async (work) => {
        await temporary.store.transaction(work)
        throw gone
      },
    })
    const results = await Promise.allSettled(['a', 'b', 'c'].map((key) => group.add(addEntity(key))))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await keys()).toEqual(['a', 'b', 'c'])
  })
})
