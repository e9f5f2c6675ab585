import { beforeEach, describe, expect, test } from 'vitest'
import { claim, dueSqls, holdsLease, type Lease, renew } from '../../src/store/leases.ts'
import type { NewRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/types.ts'
import type { Database } from './contract.ts'
import { entity } from './rows.ts'

export function leasesContract(database: () => Database): void {
  describe('leases', () => {
    const store = () => database().store
    const claimed = (owner: string, limit = 10, seconds = 60, at: Store = store()) =>
      claim(at, { owner, statuses: ['waiting'], limit, seconds })
    const one = async (owner: string, seconds = 60): Promise<Lease> => {
      const [lease] = await claimed(owner, 1, seconds)
      if (lease === undefined) throw new Error('nothing was claimed')
      return lease
    }
    beforeEach(async () => {
      await store().run('DELETE FROM inbound_mails')
    })

    test('what is due is taken, the oldest first, and counts an attempt', async () => {
      const now = await store().databaseNow()
      const [late, early, atOnce] = [
        await addMail(store(), 'waiting', now - 10),
        await addMail(store(), 'waiting', now - 500),
        await addMail(store(), 'waiting', null),
      ]
      await addMail(store(), 'waiting', now + 60_000)
      await addMail(store(), 'done', now - 1000)
      expect(await claimed('a', 2)).toEqual(
        [atOnce, early].map((id) => ({ id, owner: 'a', attempt: 1, abandoned: false })),
      )
      expect((await claimed('b')).map(({ id }) => id)).toEqual([late])
      expect(await claimed('c')).toEqual([])
      const row = await store().byId('inbound_mails', early)
      expect(row).toMatchObject({ status: 'processing', lease_owner: 'a', attempts: 1 })
      expect(row?.lease_until).toBeGreaterThan(now + 50_000)
      expect(row?.next_attempt_at).toBe(row?.lease_until)
    })

    test('many that claim at once never get the same mail', async () => {
      const ids = await Promise.all(Array.from({ length: 40 }, () => addMail(store(), 'waiting', 1)))
      const stores = [store(), database().second]
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, i) => claimed(`o${i}`, 5, 60, stores[i % 2] ?? store())),
      )
      const all = [...taken.flat(), ...(await claimed('last', 100))].map(({ id }) => id)
      expect(all.toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
    })

    test('one that ran out is taken again, and its first owner no longer holds it', async () => {
      await addMail(store(), 'waiting', null)
      const old = await one('a', -1)
      const lease = await one('a')
      expect(lease).toEqual({ ...old, attempt: 2, abandoned: true })
      expect(await holds(store(), old)).toBe(false)
      expect(await renew(store(), old, 60)).toBe(false)
      expect(await holds(store(), lease)).toBe(true)
      expect(await renew(store(), lease, 600)).toBe(true)
      const now = await store().databaseNow()
      expect((await store().byId('inbound_mails', lease.id))?.lease_until).toBeGreaterThan(now + 500_000)
    })

    test('no more abandoned ones are taken than asked for', async () => {
      for (let count = 0; count < 3; count++) await addMail(store(), 'waiting', null)
      await claimed('a', 10, -1)
      const fresh = await addMail(store(), 'waiting', null)
      const take = (abandoned: number) =>
        claim(store(), { owner: 'b', statuses: ['waiting'], limit: 10, abandoned, seconds: 60 })
      expect((await take(0)).map(({ id }) => id)).toEqual([fresh])
      expect(await take(1)).toHaveLength(1)
      expect(await take(5)).toHaveLength(2)
    })

    test('one whose time has passed still holds while nobody else took the mail', async () => {
      await addMail(store(), 'waiting', null)
      expect(await holds(store(), await one('a', -1))).toBe(true)
    })

    test('one whose mail is done or gone does not hold', async () => {
      const id = await addMail(store(), 'waiting', null)
      const lease = await one('a')
      await store().update('inbound_mails', id, { status: 'done' })
      expect(await holds(store(), lease)).toBe(false)
      expect(await renew(store(), lease, 60)).toBe(false)
      expect(await holds(store(), { ...lease, id: -1 })).toBe(false)
    })

    test('finding what is due reads an index in its order, however many mails there are', async () => {
      await addMany(store(), 3000)
      for (const sql of dueSqls(store())) {
        const explain = store().dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
        const plan = JSON.stringify(await store().all(`${explain} ${sql}`, ['waiting', 10]))
        expect(plan).toContain('ix_inbound_mails_status_next_attempt_at')
        expect(plan).not.toMatch(/filesort|TEMP B-TREE|SCAN/)
      }
    })
  })
}

const holds = (store: Store, lease: Lease) => store.transaction((tx) => holdsLease(tx, lease))

const addMail = async (store: Store, status: string, due: number | null) =>
  store.insert('inbound_mails', { ...mail(await entity(store), status), next_attempt_at: due })

async function addMany(store: Store, many: number): Promise<void> {
  const entityId = await entity(store)
  const rows = Array.from({ length: many }, (_, i) => ({
    ...mail(entityId, i % 100 === 0 ? 'waiting' : 'done'),
    next_attempt_at: i,
  }))
  await store.insertAll('inbound_mails', rows)
  await store.all(store.dialect === 'sqlite' ? 'ANALYZE' : 'ANALYZE TABLE inbound_mails')
}

let count = 0

function mail(entityId: number, status: string): NewRow<'inbound_mails'> {
  count += 1
  const sums = { fingerprint: `f${count}`, sha256: 'x' }
  return { entity_id: entityId, ...sums, size: 1, source: 'lmtp', received_at: 1, status, attempts: 0 }
}
