import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptMail } from '../../src/receive/accept.ts'
import type { IncomingMail } from '../../src/receive/incoming-mail.ts'
import type { MailboxSetup } from '../../src/receive/settings.ts'
import { suggestAlias } from '../../src/store/queries/alias-suggestions.ts'
import { readLedger } from '../../src/store/queries/ledger.ts'
import { pauseMailbox, pauseOf, readMailbox, resumeMailbox } from '../../src/store/queries/mailbox-state.ts'
import {
  abandonOldUids,
  announceUids,
  knownUids,
  markFiled,
  markVanished,
  nextDue,
  postponeFetch,
  postponeFiling,
  takeFilings,
  waitingSightings,
} from '../../src/store/queries/sightings.ts'
import type { Store } from '../../src/store/types.ts'
import { inChunks, type ReceiveBench, rawMail, receiveBench } from '../support/receive.ts'

/** Journal, sightings and ledger, on whichever database. */
export function journalContract(name: string, open: () => Promise<Store | undefined>): void {
  describe(`the journal on ${name}`, () => {
    let bench: ReceiveBench
    let support: MailboxSetup
    let hr: MailboxSetup
    let opened: Store | undefined

    beforeEach(async () => {
      opened = await open()
      bench = await receiveBench(opened)
      support = await bench.addMailbox('support', 'support@desk.example')
      hr = await bench.addMailbox('hr', 'hr@desk.example')
    })
    afterEach(async () => {
      await opened?.close()
      await bench.remove()
    })

    const take = async (raw: string, deliveries: IncomingMail['deliveries'], source: 'imap' | 'lmtp' = 'lmtp') =>
      await acceptMail(
        bench.accept,
        { source, envelopeFrom: null, clientIp: null, clientHelo: null, maxSize: 100_000, deliveries },
        inChunks(raw),
      )
    const to = (mailbox: MailboxSetup) => ({
      entityId: mailbox.entityId,
      mailboxId: mailbox.mailboxId,
      envelopeTo: mailbox.address,
      sighting: { transaction: 't' },
    })
    const space = () => ({ mailboxId: support.mailboxId, uidValidity: '7' })

    it('gives the same mail that comes many times at once, to two entities, one row in each', async () => {
      const runs = Array.from({ length: 12 }, (_, number) =>
        take(rawMail('storm'), number % 2 === 0 ? [to(support), to(hr)] : [to(hr), to(support)]),
      )
      const results = (await Promise.all(runs)).flat()
      expect(results.filter((result) => !result.duplicate)).toHaveLength(2)
      const mails = await bench.mails()
      expect(mails).toHaveLength(2)
      expect(mails.filter((mail) => mail.linked_mail_id !== null)).toHaveLength(1)
      expect(await bench.sightings()).toHaveLength(24)
      expect((await readLedger(bench.store)).every((ledger) => ledger.addsUp && ledger.total === 12)).toBe(true)
    })

    it('announces UIDs once, also by two at a time', async () => {
      await announceUids(bench.store, space(), [5], 'before-start', 1)
      const many = Array.from({ length: 50 }, (_, number) => number + 1)
      const made = await Promise.all([1, 2, 3].map(() => announceUids(bench.store, space(), many, 'waiting', 2)))
      expect(made.reduce((sum, count) => sum + count, 0)).toBe(49)
      expect(await knownUids(bench.store, space(), 10, 20)).toEqual(
        new Set([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]),
      )
    })

    it('follows a sighting from announced to filed', async () => {
      await announceUids(bench.store, space(), [1, 2, 3], 'waiting', 1)
      const [one, two, three] = await waitingSightings(bench.store, space(), 10, 50)
      if (!one || !two || !three) throw new Error('not announced')
      await postponeFetch(bench.store, two, { nextAt: 500, error: 'later' })
      expect(await markVanished(bench.store, three.id)).toBe(true)
      expect(await markVanished(bench.store, three.id)).toBe(false)
      expect((await waitingSightings(bench.store, space(), 10, 50)).map((sighting) => sighting.uid)).toEqual([1])
      expect(await nextDue(bench.store, support.mailboxId)).toEqual({ at: 500, waiting: 2 })

      const [taken] = await take(
        rawMail('x'),
        [{ ...to(support), sighting: { id: one.id, filing: 'pending' } }],
        'imap',
      )
      const later = Date.now() + 1000
      const takeDue = (now: number) => takeFilings(bench.store, space(), now, { limit: 50, takenMs: 60_000 })
      expect(await takeDue(later)).toEqual([])
      const decided = { status: 'done', category: 'accepted' }
      await bench.store.update('inbound_mails', taken?.inboundMailId ?? 0, decided)
      // Of processes that look at once one takes it, and the others only once its time is over.
      const [filing, ...twice] = (await Promise.all([1, 2, 3].map(() => takeDue(later)))).flat()
      expect(twice).toEqual([])
      expect(await takeDue(later + 59_000)).toEqual([])
      expect(await takeDue(later + 61_000)).toEqual([filing])
      expect(filing).toMatchObject({ uid: 1, ...decided })
      if (!filing) throw new Error('nothing to file')
      await postponeFiling(bench.store, filing, { nextAt: 300, error: 'not now' })
      expect((await nextDue(bench.store, support.mailboxId)).at).toBe(300)
      await markFiled(bench.store, [filing.id], 'Guichet/Accepted')
      expect((await bench.sightings())[0]).toMatchObject({ filing: 'done', filed_to: 'Guichet/Accepted' })
    })

    it('forgets UIDs of a folder that was rebuilt', async () => {
      await announceUids(bench.store, space(), [1], 'waiting', 1)
      await abandonOldUids(bench.store, { ...space(), uidValidity: '8' })
      expect(await bench.sightings()).toMatchObject([{ state: 'vanished', fetch_error: 'UIDVALIDITY changed' }])
    })

    it('counts every sighting in exactly one category, and says what it does not know', async () => {
      const names = ['accepted', 'refused', 'ignored', 'bounced', 'held', 'parked', 'waiting', 'strange']
      for (const category of names) {
        const [mail] = await take(rawMail(category), [to(support)])
        const id = mail?.inboundMailId ?? 0
        if (category === 'parked') await bench.store.update('inbound_mails', id, { status: 'parked', category })
        else if (category !== 'waiting') await bench.store.update('inbound_mails', id, { status: 'done', category })
      }
      await take(rawMail('accepted'), [to(support)])
      await announceUids(bench.store, space(), [1, 2], 'before-start', 1)
      await announceUids(bench.store, space(), [3], 'waiting', 1)
      const [ledger, other] = await readLedger(bench.store)
      expect(ledger).toMatchObject({ key: 'support', total: 12, addsUp: false, unknown: { strange: 1 } })
      expect(ledger?.counts).toEqual({
        accepted: 1,
        refused: 1,
        duplicate: 1,
        ignored: 1,
        bounced: 1,
        held: 1,
        parked: 1,
        waiting: 2,
        'before-start': 2,
        vanished: 0,
      })
      expect(other).toMatchObject({ key: 'hr', total: 0, addsUp: true })
    })

    it('keeps a mailbox’s pause until it is ended', async () => {
      await pauseMailbox(bench.store, support.mailboxId, 'uidvalidity', 'x'.repeat(1000), 5)
      expect(pauseOf(await readMailbox(bench.store, support.mailboxId))).toBe('uidvalidity')
      await resumeMailbox(bench.store, support.mailboxId, 'leave')
      expect(pauseOf(await readMailbox(bench.store, support.mailboxId))).toBeNull()
    })

    it('counts how often an unknown alias was seen', async () => {
      await suggestAlias(bench.store, support.entityId, 'Info@Desk.example', 1)
      await suggestAlias(bench.store, support.entityId, 'info@desk.example', 2)
      const rows = await bench.store.all('SELECT address, seen, last_seen_at FROM alias_suggestions')
      expect(rows).toEqual([{ address: 'info@desk.example', seen: 2, last_seen_at: 2 }])
    })
  })
}
