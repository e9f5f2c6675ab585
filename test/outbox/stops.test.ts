import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adoptInstance } from '../../src/outbox/mute.ts'
import { followup, marks, start, type TestDesk, testDesk } from './desk.ts'

const minute = 60_000

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk({ limits: { perTicketAndHour: 5, perAddressAndHour: 8 } })
})
afterEach(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

const tom = () => ({ personId: desk.ids.tom, toAddress: 'tom.weber@staff.example.org' })

describe('just before the first attempt', () => {
  const toAna = { event: 'followup', itemType: 'followup' } as const

  it.each<[string, (id: number) => Promise<void>]>([
    ['the followup became private', (id) => desk.store.update('followups', id, { is_private: 1 })],
    ['the followup was deleted', (id) => desk.store.update('followups', id, { deleted_at: 1 })],
    ['the ticket was deleted', () => desk.store.update('tickets', desk.ids.ticket, { deleted_at: 1 })],
    ['the person is no longer known', () => desk.store.update('persons', desk.ids.ana, { status: 'erased' })],
    [
      'the person no longer takes part in the ticket',
      async () => void (await desk.store.run('DELETE FROM ticket_actors WHERE person_id = ?', [desk.ids.ana])),
    ],
  ])('cancels a mail when %s', async (reason, change) => {
    const itemId = await followup(desk, {})
    const id = await desk.mail({ ...toAna, itemId })
    await change(itemId)
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(0)
    expect(await desk.row(id)).toMatchObject({ status: 'cancelled', reason, raw_key: null, next_attempt_at: null })
  })

  it('cancels it also when that happens between two attempts', async () => {
    const itemId = await followup(desk, {})
    const id = await desk.mail({ ...toAna, itemId })
    desk.smtp.script.rcpt = '450 4.7.1 greylisted'
    await desk.deliver()
    desk.smtp.script.rcpt = undefined
    await desk.store.update('followups', itemId, { is_private: 1 })
    desk.clock.at += 10 * minute
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(0)
    expect((await desk.row(id)).status).toBe('cancelled')
  })

  it('sends nothing private to who does not work for the entity', async () => {
    const itemId = await followup(desk, { isPrivate: true })
    const wrong = await desk.mail({ event: 'private-followup', itemType: 'followup', itemId, isPrivate: true })
    const right = await desk.mail({
      event: 'private-followup',
      itemType: 'followup',
      itemId,
      isPrivate: true,
      ...tom(),
    })
    await desk.deliver()
    expect((await desk.row(wrong)).status).toBe('cancelled')
    expect((await desk.row(right)).status).toBe('sent')
  })

  it('sends to a member of a group that takes part', async () => {
    await desk.store.run('DELETE FROM ticket_actors WHERE person_id = ?', [desk.ids.ana])
    const group_id = await desk.store.insert('groups', { entity_id: desk.ids.entity, key: 'floor', name: 'Floor 2' })
    await desk.store.insert('group_members', { group_id, person_id: desk.ids.ana })
    const group = { ticket_id: desk.ids.ticket, person_id: 0, group_id, role: 'observer', added_at: 1 }
    await desk.store.insert('ticket_actors', group)
    const id = await desk.mail({ ...toAna, itemId: await followup(desk, {}) })
    await desk.deliver()
    expect((await desk.row(id)).status).toBe('sent')
  })

  it('holds what a mailbox that only listens would have sent', async () => {
    const silent = desk.another({ desk: (...of) => ({ ...desk.settings.desk(...of), listenOnly: true }) })
    const id = await desk.mail()
    await silent.drain()
    expect(desk.smtp.taken).toHaveLength(0)
    expect(await desk.row(id)).toMatchObject({ status: 'held', reason: 'support@example.org is set to listen only' })
  })
})

describe('bounds', () => {
  it('hold what is beyond them to a requester, and let mail through again an hour later', async () => {
    for (let index = 0; index < 7; index += 1) await desk.mail()
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(5)
    expect(await desk.row(6)).toMatchObject({
      status: 'held',
      reason: 'more than 5 mails to this person about this ticket within an hour',
    })
    desk.clock.at += 61 * minute
    const later = await desk.mail()
    await desk.deliver()
    expect((await desk.row(later)).status).toBe('sent')
  })

  it('count an address over all its tickets', async () => {
    for (let index = 0; index < 10; index += 1)
      await desk.mail({ event: 'rejected-mail', ticketId: null, itemType: null, itemId: null, data: rejection })
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(8)
  })

  it('tell in a digest what each notice is about, and whose words it quotes', async () => {
    const itemId = await followup(desk, { author: desk.ids.ana, text: 'word' })
    for (let index = 0; index < 5; index += 1)
      await desk.mail({ event: 'followup-technician', itemType: 'followup', itemId, ...tom() })
    const solution = await desk.store.insert('solutions', {
      ticket_id: desk.ids.ticket,
      author_id: desk.ids.tom,
      content_text: 'The tray was open.',
      status: 'refused',
      created_at: start,
      answered_at: start,
      answered_by: desk.ids.ana,
      answer_reason: 'It smokes.',
    })
    await desk.mail({ event: 'new-ticket', ...tom() })
    await desk.mail({ event: 'solution-refused', itemType: 'solution', itemId: solution, ...tom() })
    const bounce = { recipient: 'ana@example.net', diagnostic: '552 5.2.2 full' }
    await desk.mail({ event: 'bounce-notice', itemType: null, itemId: null, data: bounce, ...tom() })
    await desk.deliver()
    desk.clock.at += 16 * minute
    await desk.deliver()
    const { text = '', html } = await simpleParser(desk.smtp.taken.at(-1)?.raw ?? '')
    expect(text).toMatch(/Ana Lopez, on .*: new ticket\n\n> It says "paper jam"/)
    expect(text).toMatch(/Ana Lopez, on .*: it does not work yet, the ticket is\s+open again\n\n> It smokes\./)
    expect(text).toMatch(/Support, on .*: a mail of ours has not arrived\n\n> ana@example\.net: 552 5\.2\.2 full/)
    expect(`${text}${html}`).not.toContain('The tray was open.')
  })

  it('leave each notice of a digest its links and the address of its replies', async () => {
    const itemId = await followup(desk, { author: desk.ids.ana, text: 'It works, forget it.' })
    for (let index = 0; index < 5; index += 1)
      await desk.mail({ event: 'followup-technician', itemType: 'followup', itemId, ...tom() })
    const link = (name: string, act: 'close' | 'add-observer') => ({ name, act, expiresAt: start * 2 })
    const about = { itemType: 'followup', itemId, ...tom() } as const
    const offered = await desk.mail({ event: 'close-offered', links: [link('close', 'close')], ...about })
    await desk.mail({
      event: 'observer-proposed',
      data: { addresses: ['zoe@example.net'] },
      links: [link('add-0', 'add-observer')],
      ...about,
    })
    await desk.mail({
      event: 'private-followup',
      itemType: 'followup',
      isPrivate: true,
      itemId: await followup(desk, { isPrivate: true }),
      ...tom(),
    })
    await desk.deliver()
    desk.clock.at += 16 * minute
    await desk.deliver()
    const { text = '', html } = await simpleParser(desk.smtp.taken.at(-1)?.raw ?? '')
    for (const shown of [text, String(html).replaceAll('&#x3D;', '=')]) {
      expect(shown.match(/https:\/\/desk\.example\.org\/l\/[a-z2-7]+/g)).toHaveLength(2)
      expect(shown).toContain(
        `mailto:support+${marks.sign('reply', offered)}@example.org?subject=Re%3A%20%5BDESK%20%230000001%5D%20The%20printer%20is%20jammed`,
      )
    }
    expect(text).toMatch(/Reply on this ticket:[\s\S]+Reply on this ticket:[\s\S]+Reply in private:/)
    expect(text).toContain('Let them follow the ticket (zoe@example.net):')
  })

  it('gather a technician’s notices in a digest: nothing is dropped', async () => {
    const notice = { event: 'followup-technician', itemType: 'followup', isAutomatic: false } as const
    for (let index = 0; index < 9; index += 1)
      await desk.mail({
        ...notice,
        ...tom(),
        itemId: await followup(desk, { author: desk.ids.ana, text: `word ${index}` }),
      })
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(5)
    expect(await desk.row(6)).toMatchObject({ status: 'digest' })
    await desk.store.update('followups', 7, { deleted_at: 1 })
    desk.clock.at += 16 * minute
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(6)
    const raw = desk.smtp.taken[5]?.raw ?? ''
    for (const shown of ['word 5', 'word 7', 'word 8']) expect(raw).toContain(shown)
    expect(raw).not.toContain('word 6')
    expect(await desk.row(6)).toMatchObject({
      status: 'digest',
      next_attempt_at: null,
      reason: 'in the digest of mail 10',
    })
    desk.clock.at += 60 * minute
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(6)
  })

  const rejection = { code: 'empty-mail', subject: 'Hello', at: '2026-11-24T09:00:00Z', filename: null }
})

describe('a copy of the database', () => {
  it('sends nothing until it is adopted', async () => {
    await desk.deliver()
    const elsewhere = { ...desk.settings.instance, hostName: 'copy.example.org' }
    const copy = desk.another({ instance: elsewhere })
    await desk.mail()
    await copy.drain()
    expect(desk.smtp.taken).toHaveLength(0)
    expect(await copy.muted()).toContain('guichet adopt')
    await adoptInstance(desk.store, elsewhere)
    desk.clock.at += minute
    await copy.drain()
    expect(desk.smtp.taken).toHaveLength(1)
  })

  it.each([
    ['instance', { id: 'another' }],
    ['data folder', { dataFolder: '/desk-copy' }],
  ])('is known by another %s too', async (what, change) => {
    await desk.deliver()
    const copy = desk.another({ instance: { ...desk.settings.instance, ...change } })
    expect(await copy.muted()).toContain(what)
  })

  it('is no copy where the database comes from before its folder was written down', async () => {
    await desk.deliver()
    await desk.store.run("DELETE FROM instance_facts WHERE name = 'data-folder'")
    expect(await desk.another().muted()).toBeNull()
    expect(await desk.another({ instance: { ...desk.settings.instance, dataFolder: '/copy' } }).muted()).toContain(
      '/copy',
    )
  })
})
