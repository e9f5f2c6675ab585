import { afterEach, describe, expect, it } from 'vitest'
import type { ProcessTools } from '../../src/process/tools.ts'
import { loadItemFiles } from '../../src/store/queries/outbox-items.ts'
import { draftMail, lastMailTo, openTestDesk, settingsWith, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const list = { filename: 'list.txt', type: 'text/x-list', content: 'one\ntwo' }

const usual = { maxMegabytes: 25, maxCount: 100, drop: ['application/x-msdownload'], refuse: [] as string[] }

async function open(attachments: Partial<typeof usual>, scan: ProcessTools['scan'] = null): Promise<void> {
  desk = await openTestDesk(settingsWith({ attachments: { ...usual, ...attachments } }))
  desk.tools.scan = scan
}

const lastEvents = async (count: number) =>
  (await desk.outbox()).slice(-count).map(({ event, to_address }) => `${event} → ${to_address}`)
const factsOf = async (event: string) => {
  const mail = (await desk.outbox()).find((row) => row.event === event)
  return mail ? JSON.parse(mail.data).facts : null
}
const sendable = async (type: string, id: number) =>
  (await loadItemFiles(desk.store, { type, id }, { withPrivate: true, most: 10 })).map(({ filename }) => filename)
const listed = async () =>
  (await desk.store.all<{ filename: string }>('SELECT filename FROM document_items ORDER BY id')).map(
    ({ filename }) => filename,
  )

describe('an attachment of a type that the entity refuses', () => {
  it('has the whole mail refused, and its sender told which file', async () => {
    await open({ refuse: ['application/x-msdownload'] })
    const mail = draftMail({
      from: paul,
      text: 'Please run this.',
      attachments: [list, { filename: 'holidays.pdf', type: 'application/pdf', content: program }],
    })
    expect((await desk.receive(mail)).outcome).toEqual({ kind: 'rejected', code: 'attachment-refused' })
    expect(await lastEvents(1)).toEqual(['rejected-mail → paul@parents.example'])
    expect(await factsOf('rejected-mail')).toMatchObject({ code: 'attachment-refused', filename: 'holidays.pdf' })
    expect(await desk.store.all('SELECT id FROM tickets')).toEqual([])
  })

  it('says nothing to a machine, and counts as nothing there', async () => {
    await open({ refuse: ['application/x-msdownload'] })
    await desk.receive(
      draftMail({
        from: paul,
        text: 'I am away.',
        headers: ['Auto-Submitted: auto-replied'],
        attachments: [{ filename: 'a.exe', type: 'application/x-msdownload', content: program }],
      }),
    )
    expect(await desk.outbox()).toEqual([])
  })
})

describe('an attachment that is left out', () => {
  const dropped = { filename: 'tool.exe', type: 'application/octet-stream', content: program }

  it('of a new ticket is told in the receipt, in the notice and on the ticket', async () => {
    await open({})
    await desk.receive(draftMail({ from: paul, text: 'See this.', attachments: [list, dropped] }))
    const said = [{ filename: 'tool.exe', reason: 'type' }]
    expect(await factsOf('new')).toMatchObject({ dropped: said })
    expect(await factsOf('new-ticket')).toMatchObject({ dropped: said })
    expect(await lastEvents(5)).toHaveLength(3)
    expect(await listed()).toEqual(['list.txt'])
  })

  it('of a followup is told to its writer, to technicians and on the ticket', async () => {
    await open({ maxCount: 1 })
    await desk.receive(draftMail({ from: paul, text: 'See this.' }))
    await desk.receive(
      draftMail({
        from: paul,
        ...(await lastMailTo(desk, 'paul@parents.example')),
        text: 'Here.',
        attachments: [list, { ...list, filename: 'second.txt', content: 'three' }],
      }),
    )
    const said = [{ filename: 'second.txt', reason: 'too-many' }]
    expect(await factsOf('attachment-dropped')).toEqual({ dropped: said })
    expect(await factsOf('followup-technician')).toMatchObject({ dropped: said })
    const event = await desk.store.first<{ data: string }>(
      "SELECT data FROM ticket_events WHERE kind = 'followup-added'",
    )
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ dropped: said })
  })

  it('of a technician who forwards, or solves, is told to the technician', async () => {
    await open({})
    await desk.receive(draftMail({ from: paul, text: 'See this.' }))
    await desk.receive(
      draftMail({
        from: claire,
        ...(await lastMailTo(desk, 'claire@school.example')),
        text: '/solve\nRun this.',
        attachments: [dropped],
      }),
    )
    expect(await lastEvents(2)).toEqual(['solved → paul@parents.example', 'attachment-dropped → claire@school.example'])
  })

  it('makes no empty reply of a mail that held nothing else', async () => {
    await open({})
    await desk.receive(draftMail({ from: paul, text: 'See this.' }))
    const { outcome } = await desk.receive(
      draftMail({ from: paul, ...(await lastMailTo(desk, 'paul@parents.example')), text: '', attachments: [dropped] }),
    )
    expect(outcome.kind).not.toBe('parked')
    expect(await lastEvents(1)).toEqual(['attachment-dropped → paul@parents.example'])
  })
})

describe('a file that the scanner', () => {
  it('finds infected stands on the ticket, says so to all, and leaves in no mail', async () => {
    await open({}, async () => ({ verdict: 'infected', detail: 'Eicar' }))
    await desk.receive(draftMail({ from: paul, text: 'See this.', attachments: [list] }))
    expect(await listed()).toEqual(['list.txt'])
    expect(await sendable('ticket', 1)).toEqual([])
    expect(await factsOf('new')).toMatchObject({ dropped: [{ filename: 'list.txt', reason: 'infected' }] })
  })

  it('could not look at is kept back until it has', async () => {
    await open({}, async () => ({ verdict: 'waiting', detail: 'no connection' }))
    await desk.receive(draftMail({ from: paul, text: 'See this.', attachments: [list] }))
    expect(await sendable('ticket', 1)).toEqual([])
    expect(await factsOf('new-ticket')).toMatchObject({ dropped: [{ filename: 'list.txt', reason: 'unscanned' }] })
    desk.tools.scan = async () => ({ verdict: 'clean', detail: null })
    await desk.receive(draftMail({ from: paul, text: 'Again.', attachments: [list] }))
    expect(await sendable('ticket', 1)).toEqual(['list.txt'])
  })

  it('knew as clean once and finds infected now is kept back wherever it stands', async () => {
    await open({}, async () => ({ verdict: 'clean', detail: null }))
    await desk.receive(draftMail({ from: paul, text: 'See this.', attachments: [list] }))
    expect(await sendable('ticket', 1)).toEqual(['list.txt'])
    desk.tools.scan = async () => ({ verdict: 'infected', detail: 'Eicar' })
    await desk.receive(draftMail({ from: paul, text: 'Again.', attachments: [list] }))
    expect(await sendable('ticket', 1)).toEqual([])
  })

  it('never sees, since there is none, is sent on', async () => {
    await open({})
    await desk.receive(draftMail({ from: paul, text: 'See this.', attachments: [list] }))
    expect(await sendable('ticket', 1)).toEqual(['list.txt'])
  })
})

describe('a logo', () => {
  const logo = { filename: 'logo.png', type: 'image/png', content: png, contentId: 'logo@x' }

  it('that comes with every mail of a sender is listed once', async () => {
    await open({})
    await desk.receive(draftMail({ from: paul, text: 'See this.', attachments: [logo] }))
    await desk.receive(
      draftMail({
        from: paul,
        ...(await lastMailTo(desk, 'paul@parents.example')),
        text: 'Here.',
        attachments: [logo, list],
      }),
    )
    expect(await listed()).toEqual(['logo.png', 'list.txt'])
  })

  it('that stood in a private note only is listed where it comes in public', async () => {
    await open({})
    await desk.receive(draftMail({ from: paul, text: 'See this.' }))
    const mine = await lastMailTo(desk, 'paul@parents.example')
    await desk.receive(
      draftMail({
        from: claire,
        ...(await lastMailTo(desk, 'claire@school.example')),
        text: '/private\nLook.',
        attachments: [list],
      }),
    )
    await desk.receive(draftMail({ from: paul, ...mine, text: 'Here.', attachments: [list] }))
    expect(await desk.store.all('SELECT item_id, is_private FROM document_items ORDER BY id')).toEqual([
      { item_id: 1, is_private: 1 },
      { item_id: 2, is_private: 0 },
    ])
  })
})
