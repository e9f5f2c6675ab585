import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followup, start, type TestDesk, testDesk } from './desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
})
afterEach(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

async function sent() {
  await desk.deliver()
  const taken = desk.smtp.taken.at(-1)
  if (!taken) throw new Error('nothing was sent')
  return simpleParser(taken.raw)
}

/** A solution of Tom's that Ana answered. */
function solution(answer: { status: string; reason?: string; at?: number }): Promise<number> {
  return desk.store.insert('solutions', {
    ticket_id: desk.ids.ticket,
    author_id: desk.ids.tom,
    content_text: 'I took the paper out.',
    status: answer.status,
    answered_at: answer.at ?? start + 2000,
    answered_by: desk.ids.ana,
    answered_how: 'link',
    answer_reason: answer.reason ?? '',
    created_at: start + 1000,
  })
}

const toTom = { toAddress: 'tom.weber@staff.example.org', isAutomatic: false } as const

describe('the notice of a refusal', () => {
  it('comes from who refused, and quotes the solution below the reason', async () => {
    desk.clock.at = start + 3000
    const itemId = await solution({ status: 'refused', reason: 'It jams again.' })
    await desk.mail({ ...toTom, personId: desk.ids.tom, event: 'solution-refused', itemType: 'solution', itemId })
    const { from, text = '' } = await sent()
    expect(from?.value[0]?.name).toBe('Ana Lopez (Support)')
    expect(text.match(/It jams again/g)).toHaveLength(1)
    expect(text).toContain('> I took the paper out.')
    expect(text).toContain('paper jam')
  })

  it('says the reason once where it came by mail, and so is a followup too', async () => {
    desk.clock.at = start + 3000
    await followup(desk, { author: desk.ids.ana, text: 'It jams again.', at: start + 2000 })
    const itemId = await solution({ status: 'refused', reason: 'It jams again.' })
    await desk.mail({ ...toTom, personId: desk.ids.tom, event: 'solution-refused', itemType: 'solution', itemId })
    expect((await sent()).text?.match(/It jams again/g)).toHaveLength(1)
  })
})

it('what was said with a refusal is quoted in later mails, once', async () => {
  await solution({ status: 'refused', reason: 'It jams again.' })
  const itemId = await followup(desk, { text: 'Which tray?', at: start + 3000 })
  await desk.mail({ event: 'followup', itemType: 'followup', itemId, isAutomatic: false })
  const { text = '' } = await sent()
  expect(text.match(/It jams again/g)).toHaveLength(1)
  expect(text.indexOf('> It jams again.')).toBeLessThan(text.indexOf('> I took the paper out.'))
})

it('the notice of a refusal carries the files of the reply that refused', async () => {
  const followupId = await followup(desk, { author: desk.ids.ana, text: 'See the picture.', at: start + 2000 })
  await attach('followup', followupId)
  const itemId = await solution({ status: 'refused', reason: 'See the picture.' })
  const notice = { ...toTom, personId: desk.ids.tom, event: 'solution-refused', itemType: 'solution', itemId } as const
  await desk.mail({ ...notice, data: { followupId } })
  const { text, attachments } = await sent()
  expect(attachments.map(({ filename }) => filename)).toEqual(['tray.png'])
  expect(text).toContain('- tray.png')
  await desk.mail(notice)
  expect((await sent()).attachments).toEqual([])
})

describe('the notice that the ticket is closed', () => {
  const closedBy = (id: number) => ({
    how: 'by-approval',
    at: new Date(start + 2000).toISOString(),
    reopenUntil: null,
    closedById: id,
  })

  it('speaks to who closed it as you, and to others by name', async () => {
    desk.clock.at = start + 3000
    await solution({ status: 'accepted' })
    await desk.mail({ event: 'closed', data: closedBy(desk.ids.ana) })
    expect((await sent()).text).toContain('You have told us that it works')
    const toOlga = { personId: desk.ids.olga, toAddress: 'olga@example.net' }
    await desk.mail({ ...toOlga, event: 'closed', data: closedBy(desk.ids.ana) })
    expect((await sent()).text).toContain('Ana Lopez has told us that it works')
  })

  it('quotes the conversation and carries no file of it', async () => {
    desk.clock.at = start + 3000
    await solution({ status: 'accepted' })
    await attach('ticket', desk.ids.ticket)
    await desk.mail({ event: 'closed', data: closedBy(desk.ids.ana) })
    const { text, attachments } = await sent()
    expect(attachments).toEqual([])
    expect(text).toContain('> I took the paper out.')
    expect(text).toContain('paper jam')
  })
})

async function attach(item_type: string, item_id: number): Promise<void> {
  const { key, size } = await desk.files.put('document', [Buffer.from('PNG')])
  const document_id = await desk.store.insert('documents', {
    entity_id: desk.ids.entity,
    sha256: 'hash',
    size,
    content_type: 'image/png',
    storage_key: key,
    scan: 'clean',
    created_at: start,
  })
  await desk.store.insert('document_items', {
    document_id,
    ticket_id: desk.ids.ticket,
    item_type,
    item_id,
    filename: 'tray.png',
    content_id: null,
    is_inline: 0,
    is_private: 0,
    added_at: start,
  })
}
