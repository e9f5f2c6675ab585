import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { type AcceptContext, acceptMail } from '../../src/receive/accept.ts'
import type { IncomingMail } from '../../src/receive/incoming-mail.ts'
import { refuseTooLarge } from '../../src/receive/refuse-too-large.ts'
import type { MailboxSetup } from '../../src/receive/settings.ts'
import { createGroupCommit } from '../../src/store/group-commit.ts'
import { announceUids } from '../../src/store/queries/sightings.ts'
import { inChunks, type ReceiveBench, rawMail, receiveBench } from '../support/receive.ts'

let bench: ReceiveBench
let support: MailboxSetup
let hr: MailboxSetup

beforeEach(async () => {
  bench = await receiveBench()
  support = await bench.addMailbox('support', 'support@desk.example')
  hr = await bench.addMailbox('hr', 'hr@desk.example')
})
afterEach(() => bench.remove())

const toMailbox = (mailbox: MailboxSetup, transaction: string) => ({
  entityId: mailbox.entityId,
  mailboxId: mailbox.mailboxId,
  envelopeTo: mailbox.address,
  sighting: { transaction },
})

const incoming = (deliveries: IncomingMail['deliveries'], more: Partial<IncomingMail> = {}): IncomingMail => ({
  source: 'lmtp',
  envelopeFrom: 'ada@example.org',
  clientIp: '192.0.2.1',
  clientHelo: 'mail.example.org',
  maxSize: 100_000,
  deliveries,
  ...more,
})

async function rawFiles(): Promise<string[]> {
  const entries = await readdir(`${bench.folder}/files`, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('acceptMail', () => {
  it('has the raw bytes, the row and the sighting once it resolves, and wakes the worker', async () => {
    const raw = rawMail('printer')
    const [accepted] = await acceptMail(bench.accept, incoming([toMailbox(support, 't1')]), inChunks(raw))
    const [mail] = await bench.mails()
    expect(accepted).toEqual({ inboundMailId: mail?.id, duplicate: false })
    expect(mail).toMatchObject({
      entity_id: support.entityId,
      mailbox_id: support.mailboxId,
      status: 'waiting',
      message_id: '<printer@example.org>',
      size: Buffer.byteLength(raw),
      sha256: createHash('sha256').update(raw).digest('hex'),
      envelope_from: 'ada@example.org',
      envelope_to: 'support@desk.example',
      client_ip: '192.0.2.1',
      client_helo: 'mail.example.org',
    })
    expect((await bench.files.read(mail?.raw_key ?? '')).toString()).toBe(raw)
    expect(await bench.sightings()).toMatchObject([
      { inbound_mail_id: mail?.id, transaction: 't1', state: 'journaled' },
    ])
    expect(bench.wakes()).toBe(1)
  })

  it('gives the same mail by another route a second sighting and no second row or file', async () => {
    const first = rawMail('printer', { headers: ['Received: from a by b', 'Delivered-To: support@desk.example'] })
    const second = rawMail('printer', { headers: ['Received: from c by d', 'X-Spam-Score: 1'] })
    await acceptMail(bench.accept, incoming([toMailbox(support, 't1')]), inChunks(first))
    const again = await acceptMail(bench.accept, incoming([toMailbox(support, 't2')]), inChunks(second))
    expect(again).toMatchObject([{ duplicate: true }])
    expect(await bench.mails()).toHaveLength(1)
    expect(await bench.sightings()).toHaveLength(2)
    expect(await rawFiles()).toHaveLength(1)
  })

  it('keeps mails apart that use one Message-ID twice', async () => {
    await acceptMail(bench.accept, incoming([toMailbox(support, 't1')]), inChunks(rawMail('one', { id: 'same' })))
    await acceptMail(bench.accept, incoming([toMailbox(support, 't2')]), inChunks(rawMail('two', { id: 'same' })))
    expect(await bench.mails()).toHaveLength(2)
  })

  it('makes two linked mails of one delivery to two entities, each with a file of its own', async () => {
    const deliveries = [toMailbox(support, 't1'), toMailbox(hr, 't1')]
    await acceptMail(bench.accept, incoming(deliveries), inChunks(rawMail('both')))
    const [one, other] = await bench.mails()
    expect(other).toMatchObject({ entity_id: hr.entityId, linked_mail_id: one?.id })
    expect(one?.linked_mail_id).toBeNull()
    expect(one?.raw_key).not.toBe(other?.raw_key)
    expect(await rawFiles()).toHaveLength(2)
  })

  it('links what reaches a second entity later', async () => {
    await acceptMail(bench.accept, incoming([toMailbox(support, 't1')]), inChunks(rawMail('later')))
    await acceptMail(bench.accept, incoming([toMailbox(hr, 't2')]), inChunks(rawMail('later')))
    const [one, other] = await bench.mails()
    expect(other?.linked_mail_id).toBe(one?.id)
  })

  it('makes one mail with two sightings of two recipients in one entity', async () => {
    const sales = await bench.addMailbox('sales', 'sales@desk.example', { entityId: support.entityId })
    await acceptMail(bench.accept, incoming([toMailbox(support, 't1'), toMailbox(sales, 't1')]), inChunks(rawMail('x')))
    expect(await bench.mails()).toHaveLength(1)
    expect((await bench.sightings()).map((seen) => seen.mailbox_id)).toEqual([support.mailboxId, sales.mailboxId])
  })

  it('journals an announced UID, for its filing to follow, and only once', async () => {
    await announceUids(bench.store, { mailboxId: support.mailboxId, uidValidity: '7' }, [3], 'waiting', 1)
    const [seen] = await bench.sightings()
    const delivery = { ...toMailbox(support, ''), sighting: { id: seen?.id ?? 0, filing: 'pending' as const } }
    await acceptMail(bench.accept, incoming([delivery], { source: 'imap' }), inChunks(rawMail('x')))
    expect(await bench.sightings()).toMatchObject([{ uid: 3, state: 'journaled', filing: 'pending' }])
    await bench.store.run(`UPDATE sightings SET filing = 'done'`)
    await acceptMail(bench.accept, incoming([delivery], { source: 'imap' }), inChunks(rawMail('x')))
    expect(await bench.sightings()).toMatchObject([{ uid: 3, state: 'journaled', filing: 'done' }])
  })

  it('refuses what is too large, and leaves nothing behind', async () => {
    const mail = incoming([toMailbox(support, 't1')], { maxSize: 500 })
    const large = rawMail('large', { body: 'x'.repeat(1000) })
    await expect(acceptMail(bench.accept, mail, inChunks(large))).rejects.toMatchObject({ code: 'mail-too-large' })
    expect(await bench.mails()).toEqual([])
    expect(await rawFiles()).toEqual([])
  })

  it('passes on the error of a stream that breaks off, and leaves nothing behind', async () => {
    async function* broken() {
      yield Buffer.from('From: a@example.org\r\n')
      throw new Error('cut')
    }
    await expect(acceptMail(bench.accept, incoming([toMailbox(support, 't1')]), broken())).rejects.toThrow('cut')
    expect(await rawFiles()).toEqual([])
  })

  it('takes a mail without header or body', async () => {
    await acceptMail(bench.accept, incoming([toMailbox(support, 't1')]), inChunks(''))
    expect(await bench.mails()).toMatchObject([{ size: 0, message_id: null }])
  })

  it('clips hostile envelope values to what the journal holds', async () => {
    const mail = incoming([toMailbox(support, 't1')], { envelopeFrom: `\r\n\0${'x'.repeat(1000)}@example.org` })
    await acceptMail(bench.accept, mail, inChunks(rawMail('x')))
    expect((await bench.mails())[0]?.envelope_from).toBe('x'.repeat(320))
  })

  it('keeps the file where the commit failed, since it may have come through', async () => {
    const gone = new TransientError('store-unavailable', 'gone')
    const context: AcceptContext = {
      ...bench.accept,
      group: createGroupCommit({ ...bench.store, transaction: () => Promise.reject(gone) }),
    }
    await expect(acceptMail(context, incoming([toMailbox(support, 't1')]), inChunks(rawMail('x')))).rejects.toBe(gone)
    expect(await rawFiles()).toHaveLength(1)
    expect(bench.wakes()).toBe(0)
  })

  it('passes trouble of the disk on as something that may go away', async () => {
    const full = new TransientError('files-disk', 'full')
    const context: AcceptContext = { ...bench.accept, files: { ...bench.files, put: () => Promise.reject(full) } }
    await expect(acceptMail(context, incoming([toMailbox(support, 't1')]), inChunks(rawMail('x')))).rejects.toBe(full)
    expect(await bench.mails()).toEqual([])
  })

  it('gives the same mail that comes over several connections at once one row', async () => {
    const runs = Array.from({ length: 8 }, (_, number) =>
      acceptMail(bench.accept, incoming([toMailbox(support, `t${number}`)]), inChunks(rawMail('storm'))),
    )
    const results = (await Promise.all(runs)).flat()
    expect(results.filter((result) => !result.duplicate)).toHaveLength(1)
    expect(await bench.mails()).toHaveLength(1)
    expect(await bench.sightings()).toHaveLength(8)
    expect(await rawFiles()).toHaveLength(1)
  })
})

describe('refuseTooLarge', () => {
  it('writes down why, with the head in place of the whole', async () => {
    const mail = incoming([toMailbox(support, 't1')], { maxSize: 1000 })
    await refuseTooLarge(bench.accept, mail, inChunks(rawMail('large')), 5_000_000)
    const [row] = await bench.mails()
    expect(row).toMatchObject({ status: 'done', outcome: 'rejected', category: 'refused', size: 5_000_000 })
    expect(row?.reason).toContain('too-large: the mail has 5000000 octets')
    expect((await bench.files.read(row?.raw_key ?? '')).toString()).toContain('Subject: large')
    expect(bench.wakes()).toBe(0)
    expect(bench.refusals()).toBe(1)
  })

  it('counts it once, however often it is seen', async () => {
    for (const seen of ['t1', 't2'])
      await refuseTooLarge(bench.accept, incoming([toMailbox(support, seen)]), inChunks(rawMail('large')), 5_000_000)
    expect(bench.refusals()).toBe(1)
  })
})
