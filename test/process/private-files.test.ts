import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadItemFiles } from '../../src/store/queries/outbox-items.ts'
import { draftMail, lastMailTo, type MailDraft, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  notice = await lastMailTo(desk, 'claire@school.example')
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const denis = 'Denis Roche <denis@school.example>'
const plan = { filename: 'plan.pdf', type: 'application/pdf', content: '%PDF-1.4 who has which key' }

async function answer(from: string, address: string, draft: Partial<MailDraft> & { text: string }): Promise<void> {
  await desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), ...draft }))
}
/** Claire answers the notice of the ticket, whatever she was sent since. */
async function answerNotice(draft: Partial<MailDraft> & { text: string }): Promise<void> {
  await desk.receive(draftMail({ from: claire, ...notice, ...draft }))
}
let notice: Awaited<ReturnType<typeof lastMailTo>>
const note = (draft: Partial<MailDraft> = {}) =>
  answer(denis, 'denis@school.example', { text: '/private\nHe breaks it every week.', ...draft })

/** Names of the files of the last item of a type that may reach requesters. */
async function shown(type: 'followup' | 'solution' | 'ticket'): Promise<string[]> {
  const item = await desk.store.first<{ id: number }>(`SELECT id FROM ${type}s ORDER BY id DESC LIMIT 1`)
  const files = await loadItemFiles(desk.store, { type, id: item?.id ?? 0 }, { withPrivate: false, most: 10 })
  return files.map(({ filename }) => filename)
}
const listed = async () => desk.store.all('SELECT filename, is_private FROM document_items ORDER BY id')
const told = async () => {
  const mail = (await desk.outbox()).findLast(({ event }) => event === 'attachment-dropped')
  return mail ? { to: mail.to_address, ...JSON.parse(mail.data).facts } : null
}
/** A mail saved as a file. */
const saved = (headers: string, type = 'message/rfc822') => ({
  filename: 'note.eml',
  type,
  content: `From: support@school.example\r\nSubject: The printer\r\n${headers}\r\n\r\nHe breaks it every week.\r\n`,
})

describe('a technician’s public answer', () => {
  it('does not publish a file that stands on the ticket for technicians alone, and says so', async () => {
    await note({ attachments: [plan] })
    await answerNotice({
      text: 'Here is what we found.',
      attachments: [
        { ...plan, filename: 'again.pdf' },
        { ...plan, filename: 'bill.pdf', content: '%PDF-1.4 bill' },
      ],
    })
    expect(await shown('followup')).toEqual(['bill.pdf'])
    expect(await listed()).toContainEqual({ filename: 'again.pdf', is_private: 1 })
    expect(await told()).toEqual({
      to: 'claire@school.example',
      dropped: [{ filename: 'again.pdf', reason: 'kept-back' }],
    })
  })

  it('does not publish it by a solution either', async () => {
    await note({ attachments: [plan] })
    await answerNotice({ text: '/solve\nIt was out of paper.', attachments: [plan] })
    expect(await shown('solution')).toEqual([])
    expect((await told())?.to).toBe('claire@school.example')
  })

  it('publishes what stands there for all as well', async () => {
    await answer(paul, 'paul@parents.example', { text: 'See.', attachments: [plan] })
    await note({ attachments: [plan] })
    await answerNotice({ text: 'Thanks.', attachments: [plan] })
    expect(await told()).toBeNull()
  })

  it.each(['message/rfc822', 'application/octet-stream'])(
    'does not publish a private notice of ours that is attached as %s',
    async (type) => {
      await note()
      const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
      await answerNotice({
        text: 'What Denis says:',
        attachments: [saved(`Message-ID: ${inReplyTo}`, type)],
      })
      expect(await shown('followup')).toEqual([])
      expect(await told()).toMatchObject({ dropped: [{ filename: 'note.eml', reason: 'kept-back' }] })
    },
  )

  it('does not publish the mail by which a note came', async () => {
    await note({ id: '<note@client.example>' })
    await answerNotice({
      text: 'What Denis says:',
      attachments: [saved('Message-ID: <note@client.example>')],
    })
    expect(await shown('followup')).toEqual([])
  })

  it('publishes any other mail that is attached', async () => {
    await answerNotice({
      text: 'What the maker says:',
      attachments: [saved('Message-ID: <maker@else.example>')],
    })
    expect(await shown('followup')).toEqual(['note.eml'])
    expect(await told()).toBeNull()
  })

  it('says nothing where it is private itself', async () => {
    await note({ attachments: [plan] })
    await answerNotice({ text: '/private\nSame plan.', attachments: [plan] })
    expect(await told()).toBeNull()
  })
})

it('a new ticket of a technician does not show a private notice of ours to those in Cc', async () => {
  await note()
  const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
  await desk.receive(
    draftMail({ from: claire, cc: paul, text: 'See what he wrote.', attachments: [saved(`Message-ID: ${inReplyTo}`)] }),
  )
  expect(await shown('ticket')).toEqual([])
  expect(await listed()).toEqual([{ filename: 'note.eml', is_private: 1 }])
  expect(await told()).toMatchObject({ to: 'claire@school.example' })
})

it('a ticket that a technician opens for somebody tells that one of no private file', async () => {
  await note()
  const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
  const text = [
    '---------- Forwarded message ---------',
    'From: Anne Durand <anne@parents.example>',
    'Date: Tue, 24 Nov 2026 at 10:00',
    'Subject: The door',
    'To: Claire Martin <claire@school.example>',
    '',
    'The door does not close.',
  ].join('\n')
  await desk.receive(
    draftMail({ from: claire, subject: 'Fwd: The door', text, attachments: [saved(`Message-ID: ${inReplyTo}`)] }),
  )
  const receipt = (await desk.outbox()).findLast(({ event }) => event === 'new')
  expect(receipt).toMatchObject({ to_address: 'anne@parents.example' })
  expect(JSON.parse(receipt?.data ?? '').facts.dropped).toEqual([])
  expect(await told()).toMatchObject({ to: 'claire@school.example' })
})

it('a technician who answers their own closed ticket is told of a private file once', async () => {
  await note()
  const { inReplyTo } = await lastMailTo(desk, 'claire@school.example')
  await desk.receive(draftMail({ from: claire, subject: 'My lamp', text: 'It is dark.' }))
  const receipt = await lastMailTo(desk, 'claire@school.example')
  await desk.store.run("UPDATE tickets SET status = 'closed', closed_at = 1 WHERE id = 2")
  const attachments = [saved(`Message-ID: ${inReplyTo}`)]
  await desk.receive(draftMail({ from: claire, ...receipt, text: 'It is dark again.', attachments }))
  expect(await desk.store.all('SELECT id FROM tickets')).toHaveLength(3)
  expect(await told()).toMatchObject({ dropped: [{ filename: 'note.eml', reason: 'kept-back' }] })
})
