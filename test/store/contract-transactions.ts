import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { UniqueError } from '../../src/store/store-errors.ts'
import type { Tx } from '../../src/store/types.ts'
import type { Database } from './contract.ts'
import { entity, rejection } from './rows.ts'

export function transactionsContract(database: () => Database): void {
  const store = () => database().store

  describe('transactions', () => {
    test('commit what they did and give what `work` gave', async () => {
      const id = await store().transaction(async (tx) => {
        const id = await entity(tx, 'Before')
        await tx.update('entities', id, { name: 'After' })
        expect(await tx.byId('entities', id)).toMatchObject({ name: 'After' })
        return id
      })
      expect(await database().second.byId('entities', id)).toMatchObject({ name: 'After' })
    })

    test('leave nothing of what threw', async () => {
      let id = 0
      const bug = new Error('a bug')
      const failed = store().transaction(async (tx) => {
        id = await entity(tx)
        throw bug
      })
      expect(await rejection(failed)).toBe(bug)
      expect(id).toBeGreaterThan(0)
      expect(await store().byId('entities', id)).toBeNull()
    })

    test('are seen by no other before their commit', async () => {
      const { promise: written, resolve } = Promise.withResolvers<number>()
      const { promise: seen, resolve: goOn } = Promise.withResolvers<void>()
      const transaction = store().transaction(async (tx) => {
        resolve(await entity(tx))
        await seen
      })
      const id = await written
      expect(await store().byId('entities', id)).toBeNull()
      expect(await database().second.byId('entities', id)).toBeNull()
      goOn()
      await transaction
      expect(await store().byId('entities', id)).not.toBeNull()
    })

    test('go on after a unique key that they expected', async () => {
      const id = await store().transaction(async (tx) => {
        const id = await tx.insert('entities', { key: 'expected', name: 'A' })
        expect(await rejection(tx.insert('entities', { key: 'expected', name: 'B' }))).toBeInstanceOf(UniqueError)
        return id
      })
      expect(await store().byId('entities', id)).toMatchObject({ name: 'A' })
    })

    test('wake after the commit, in order, and never when rolled back', async () => {
      const woken: string[] = []
      await store().transaction(async (tx) => {
        tx.afterCommit(() => woken.push('first'))
        tx.afterCommit(() => woken.push('second'))
        await entity(tx)
        expect(woken).toEqual([])
      })
      await rejection(
        store().transaction(async (tx) => {
          tx.afterCommit(() => woken.push('never'))
          throw new Error('rolled back')
        }),
      )
      expect(woken).toEqual(['first', 'second'])
    })

    test('refuse a statement that comes after their end', async () => {
      const kept: Tx[] = []
      await store().transaction(async (tx) => {
        kept.push(tx)
      })
      await expect(kept[0]?.databaseNow()).rejects.toThrow('an await is missing')
    })

    test('lock a row: the next one waits, then sees what the first did', async () => {
      const id = await entity(store(), '0')
      const addOne = (at: Database['store']) =>
        at.transaction(async (tx) => {
          const row = await tx.lock('entities', id)
          await pause(1)
          await tx.update('entities', id, { name: String(Number(row?.name) + 1) })
        })
      await Promise.all(Array.from({ length: 20 }, (_, i) => addOne(i % 2 === 0 ? store() : database().second)))
      expect(await store().byId('entities', id)).toMatchObject({ name: '20' })
      expect(await store().transaction((tx) => tx.lock('entities', -1))).toBeNull()
    })

    test('in opposite orders of locks all succeed, since the loser runs again', async () => {
      const [a, b] = [await entity(store(), '0'), await entity(store(), '0')]
      let runs = 0
      const woken: number[] = []
      const touch = (at: Database['store'], first: number, second: number) =>
        at.transaction(async (tx) => {
          runs += 1
          tx.afterCommit(() => woken.push(first))
          for (const id of [first, second]) {
            const row = await tx.lock('entities', id)
            await tx.update('entities', id, { name: String(Number(row?.name) + 1) })
            await pause(5)
          }
        })
      await Promise.all(
        Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? touch(store(), a, b) : touch(database().second, b, a))),
      )
      expect(await store().byId('entities', a)).toMatchObject({ name: '6' })
      expect(await store().byId('entities', b)).toMatchObject({ name: '6' })
      expect(woken).toHaveLength(6)
      if (store().dialect === 'mariadb') expect(runs).toBeGreaterThan(6)
    })

    test('that wait for a unique key then see the row of the one that won', async () => {
      const entityId = await entity(store())
      const settle = (at: Database['store'], ticket: number) =>
        at.transaction(async (tx) => {
          const row = { entity_id: entityId, hash: 'same', ticket_id: ticket, direction: 'in', created_at: 1 }
          // A read before, as any transaction makes: a snapshot from here would hide the winner.
          await tx.first('SELECT id FROM thread_ids WHERE entity_id = ?', [entityId])
          await tx.insertOrIgnore('thread_ids', row)
          const sql = 'SELECT ticket_id FROM thread_ids WHERE entity_id = ? AND hash = ?'
          const found = await tx.first<{ ticket_id: number }>(sql, [entityId, 'same'])
          await pause(5)
          return found?.ticket_id
        })
      const owners = await Promise.all([1, 2, 3, 4].map((n) => settle(n % 2 ? store() : database().second, n)))
      expect(new Set(owners).size).toBe(1)
      expect(owners[0]).toBeDefined()
    })
  })
}
