import { describe, expect, test } from 'vitest'
import { PermanentError } from '../../src/errors.ts'
import { UniqueError } from '../../src/store/store-errors.ts'
import type { Database } from './contract.ts'
import { entity, mailbox, rejection } from './rows.ts'

/** Single statements, outside of any transaction. */
export function statementsContract(database: () => Database): void {
  const store = () => database().store

  describe('statements', () => {
    test('a row comes back as it was given, with null where nothing was', async () => {
      const id = await entity(store())
      const added = await store().insert('mailboxes', {
        entity_id: id,
        key: `m${id}`,
        address: 'support@example.org',
        last_uid: 2 ** 40,
        paused_reason: 'été 🎉\n"it\'s" \\ \u0000 end ',
      })
      expect(await store().byId('mailboxes', added)).toEqual({
        id: added,
        entity_id: id,
        key: `m${id}`,
        address: 'support@example.org',
        uid_validity: null,
        first_uid: null,
        last_uid: 2 ** 40,
        connected_at: null,
        read_at: null,
        paused_at: null,
        paused_reason: 'été 🎉\n"it\'s" \\ \u0000 end ',
      })
    })

    test('what is not there is null', async () => {
      expect(await store().byId('tickets', 999_999)).toBeNull()
      expect(await store().first('SELECT id FROM tickets WHERE id = ?', [-1])).toBeNull()
      expect(await store().all('SELECT id FROM tickets WHERE id = ?', [-1])).toEqual([])
    })

    test('all reads with values, limits and sums as numbers', async () => {
      const ids = [await entity(store()), await entity(store()), await entity(store())]
      const rows = await store().all<{ id: number }>(
        'SELECT id FROM entities WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ? OFFSET ?',
        [ids[0] ?? 0, ids[2] ?? 0, 2, 1],
      )
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(1))
      const sums = await store().first('SELECT COUNT(*) AS n, SUM(id) AS s FROM entities WHERE id IN (?, ?, ?)', ids)
      expect(sums).toEqual({ n: 3, s: ids.reduce((sum, id) => sum + id, 0) })
    })

    test('run says how many rows it matched, changed or not', async () => {
      const id = await entity(store(), 'Same')
      expect(await store().run('UPDATE entities SET name = ? WHERE id = ?', ['Same', id])).toBe(1)
      expect(await store().run('UPDATE entities SET name = ? WHERE id = ?', ['Same', -1])).toBe(0)
      expect(await store().run('DELETE FROM entities WHERE id = ?', [id])).toBe(1)
    })

    test('update sets what is named and nothing else', async () => {
      const id = await mailbox(store())
      await store().update('mailboxes', id, { paused_at: 5, paused_reason: 'why' })
      await store().update('mailboxes', id, { paused_at: null })
      await store().update('mailboxes', id, {})
      expect(await store().byId('mailboxes', id)).toMatchObject({
        paused_at: null,
        paused_reason: 'why',
        last_uid: null,
      })
    })

    test('update of a row that is not there is a bug, and says so', async () => {
      await expect(store().update('mailboxes', -1, { paused_at: 5 })).rejects.toThrow('no row -1 in mailboxes')
    })

    test('a column that does not exist is a bug, and says so', async () => {
      const row = { key: 'nope', name: 'Nope', colour: 'red' }
      await expect(store().insert('entities', row)).rejects.toThrow('entities has no column colour')
      await expect(store().update('entities', 1, row)).rejects.toThrow('entities has no column colour')
    })

    test('a unique key names its table and itself', async () => {
      const key = 'unique-key'
      const id = await store().insert('entities', { key, name: 'A' })
      const other = await entity(store())
      const errors = [
        await rejection(store().insert('entities', { key, name: 'B' })),
        await rejection(store().insertAll('entities', [{ key, name: 'B' }])),
        await rejection(store().update('entities', other, { key })),
        await rejection(store().run('UPDATE entities SET `key` = ? WHERE id = ?', [key, other])),
      ]
      for (const error of errors) {
        expect(error).toBeInstanceOf(UniqueError)
        expect(error).toMatchObject({ table: 'entities', index: 'uq_entities_key', code: 'store-unique' })
      }
      expect(await store().byId('entities', id)).toMatchObject({ name: 'A' })
    })

    test('insertOrIgnore gives the id or null, ignores nothing but unique keys and uses up no id', async () => {
      const key = 'or-ignore'
      const id = await store().insertOrIgnore('entities', { key, name: 'A' })
      for (let i = 0; i < 3; i++) expect(await store().insertOrIgnore('entities', { key, name: 'B' })).toBeNull()
      expect(await store().insertOrIgnore('entities', { key: `${key}2`, name: 'C' })).toBe((id ?? 0) + 1)
      expect(await store().byId('entities', id ?? 0)).toMatchObject({ name: 'A' })
      const orphan = { group_id: -1, person_id: -1 }
      await expect(store().insertOrIgnore('group_members', orphan)).rejects.toThrow(/foreign key/i)
    })

    test('insertOrIgnore of the same row at once: one gets the id', async () => {
      const stores = [store(), database().second]
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, i) => stores[i % 2]?.insertOrIgnore('entities', { key: 'race', name: 'R' })),
      )
      expect(results.filter((id) => id !== null)).toHaveLength(1)
    })

    test('a unique key with a null forbids nothing', async () => {
      const row = { mailbox_id: await mailbox(store()), source: 'lmtp', state: 'journaled', seen_at: 1 }
      const sighting = { ...row, filing: 'none', filing_attempts: 0 }
      expect(await store().insertOrIgnore('sightings', sighting)).not.toBeNull()
      expect(await store().insertOrIgnore('sightings', sighting)).not.toBeNull()
    })

    test('insertAll inserts thousands, with and without their optional columns', async () => {
      const entityId = await entity(store())
      const rows = Array.from({ length: 2345 }, (_, i) => ({
        entity_id: entityId,
        hash: `h${i}`,
        direction: 'in',
        created_at: i,
        ...(i % 2 === 0 ? { ticket_id: i } : {}),
      }))
      await store().insertAll('thread_ids', rows)
      await store().insertAll('thread_ids', [])
      const sql =
        'SELECT COUNT(*) AS n, COUNT(ticket_id) AS t, MAX(created_at) AS m FROM thread_ids WHERE entity_id = ?'
      expect(await store().first(sql, [entityId])).toEqual({ n: 2345, t: 1173, m: 2344 })
    })

    test('insertAll of long texts keeps below the size of a statement', async () => {
      const value = 'é'.repeat(1_000_000)
      await store().insertAll(
        'instance_facts',
        Array.from({ length: 12 }, (_, i) => ({ name: `long-${i}`, value })),
      )
      const sql = 'SELECT COUNT(*) AS n, MIN(LENGTH(HEX(value))) AS bytes FROM instance_facts WHERE name LIKE ?'
      expect(await store().first(sql, ['long-%'])).toEqual({ n: 12, bytes: 4_000_000 })
    })
  })

  describe('values', () => {
    test('keys differ by every byte: case, accents, emoji, trailing space', async () => {
      const keys = ['k', 'K', 'é', 'e', 'É', 'k ', ' k', '🎉', '🎊', 'e\u0301', 'ß', 'ss', '']
      for (const key of keys) await store().insert('entities', { key: `x:${key}`, name: key })
      for (const key of keys)
        expect(await store().all('SELECT name FROM entities WHERE `key` = ?', [`x:${key}`])).toEqual([{ name: key }])
    })

    test('texts are found without regard to case', async () => {
      await store().insert('entities', { key: 'texts', name: 'Accounting' })
      expect(await store().all('SELECT `key` FROM entities WHERE name = ?', ['ACCOUNTING'])).toEqual([{ key: 'texts' }])
    })

    test('an emoji is one character, and one too many is refused by name', async () => {
      const id = await entity(store())
      const fits = '🎉'.repeat(200)
      await store().update('entities', id, { name: fits })
      expect(await store().byId('entities', id)).toMatchObject({ name: fits })
      const error = await rejection(store().update('entities', id, { name: `${fits}!` }))
      expect(error).toBeInstanceOf(PermanentError)
      expect(error).toMatchObject({
        code: 'store-value-too-long',
        detail: 'entities.name holds 200 characters, not 201',
      })
    })

    test('a text of 15 MB is stored, one byte more refused', async () => {
      const fits = 'a'.repeat(15 * 1024 * 1024 - 8)
      const id = await store().insert('instance_facts', { name: '12345678', value: fits })
      expect((await store().byId('instance_facts', id))?.value.length).toBe(fits.length)
      const error = await rejection(store().update('instance_facts', id, { value: `${fits}éa` }))
      expect(error).toMatchObject({ code: 'store-value-too-long' })
    })

    test('a statement that is wrong names itself', async () => {
      await expect(store().all('SELECT nothing FROM entities')).rejects.toThrow('SELECT nothing FROM entities')
    })

    test('the clock of the database is near ours, and is used inside of statements', async () => {
      const id = await mailbox(store())
      await store().run(`UPDATE mailboxes SET read_at = ${store().nowSql} + 1000 WHERE id = ?`, [id])
      const now = await store().databaseNow()
      expect(Math.abs(now - Date.now())).toBeLessThan(2000)
      expect(Number.isInteger(now)).toBe(true)
      const row = await store().first<{ left: number }>(
        `SELECT read_at - ${store().nowSql} AS \`left\` FROM mailboxes WHERE id = ?`,
        [id],
      )
      expect(row?.left).toBeLessThanOrEqual(1000)
      expect(row?.left).toBeGreaterThan(-20_000)
    })
  })
}
