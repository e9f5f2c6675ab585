import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replyAddress } from '../../src/signing/places.ts'
import { draftMail, journalMail, lastMailTo, openTestDesk, processNext, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const denis = 'Denis Roche <denis@school.example>'

const ticketRow = (id: number) => desk.store.byId('tickets', id)
const events = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)
const lastTo = (address: string) => lastMailTo(desk, address)
const answer = async (from: string, address: string, text: string) =>
  draftMail({ from, ...(await lastTo(address)), text })

async function openOne(): Promise<number> {
  const { outcome } = await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  if (outcome.kind !== 'opened') throw new Error(outcome.kind)
  return outcome.ticketId
}

async function solveOne(): Promise<number> {
  const id = await openOne()
  await desk.receive(await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.'))
  expect((await ticketRow(id))?.status).toBe('solved')
  return id
}

describe('a mail that answers nothing', () => {
  it('opens a ticket; the requester gets the receipt, the technicians the notice', async () => {
    const id = await openOne()
    expect(await ticketRow(id)).toMatchObject({
      title: 'The printer',
      status: 'incoming',
      content_text: 'It does not print.',
      language: 'fr',
    })
    expect(await events()).toEqual([
      'new → paul@parents.example',
      'new-ticket → claire@school.example',
      'new-ticket → denis@school.example',
    ])
  })

  it.each([
    ['Hello,\n\nThe door does not close.\n\nPaul', 'The door does not close.'],
    ['Help!', 'Help!'],
  ])('without a subject is called by its first line that says something: %j', async (text, title) => {
    await desk.receive(draftMail({ from: paul, subject: 'Re: [DESK #0000077]', text }))
    expect(await ticketRow(1)).toMatchObject({ title })
  })

  it('is called by its file where it holds nothing else', async () => {
    const photo = { filename: 'IMG_1.png', type: 'image/png', content: 'not a picture', contentId: 'one' }
    const html = { text: '<img src="cid:one">', type: 'text/html; charset=utf-8' }
    await desk.receive(draftMail({ from: paul, subject: '', ...html, attachments: [photo] }))
    expect(await ticketRow(1)).toMatchObject({ title: 'IMG_1.png', content_text: '' })
  })

  it('registers a stranger once', async () => {
    await desk.receive(draftMail({ from: 'New One <new@parents.example>', text: 'one' }))
    await desk.receive(draftMail({ from: 'New One <NEW@parents.example>', text: 'two' }))
    expect(await desk.store.all('SELECT id FROM persons WHERE name = ?', ['New One'])).toHaveLength(1)
  })

  it('gives an unproved sender few receipts a day, and a ticket each time', async () => {
    for (let n = 0; n < 7; n++) await desk.receive(draftMail({ from: paul, proved: false, text: `mail ${n}` }))
    expect(await desk.store.all('SELECT id FROM tickets')).toHaveLength(7)
    expect((await events()).filter((event) => event.startsWith('new →'))).toHaveLength(5)
  })

  it('counts an address once, whatever capitals a forger writes it with', async () => {
    for (let n = 0; n < 7; n++)
      await desk.receive(
        draftMail({ from: `${'Paula'.slice(0, n)}${'paula'.slice(n)}@parents.example`, proved: false, text: `${n}` }),
      )
    expect((await events()).filter((event) => event.startsWith('new →'))).toHaveLength(5)
  })

  it('with nothing in it is refused, and its sender told once a day', async () => {
    const empty = () => draftMail({ from: paul, subject: '', text: '' })
    expect((await desk.receive(empty())).outcome).toEqual({ kind: 'rejected', code: 'empty-mail' })
    expect((await desk.receive(empty())).outcome).toEqual({ kind: 'rejected', code: 'empty-mail' })
    expect(await events()).toEqual(['rejected-mail → paul@parents.example'])
  })

  it('names observers in Cc where the sender is proved, and proposes them else', async () => {
    await desk.receive(
      draftMail({ from: paul, cc: 'Anne <anne@parents.example>, no-reply@x.example', text: 'both of us' }),
    )
    expect(await desk.store.all("SELECT id FROM ticket_actors WHERE role = 'observer'")).toHaveLength(1)
    await desk.receive(draftMail({ from: paul, proved: false, cc: 'Zoe <zoe@parents.example>', text: 'both of us' }))
    expect(await desk.store.all("SELECT id FROM ticket_actors WHERE role = 'observer'")).toHaveLength(1)
    expect(await events()).toContain('observer-proposed → claire@school.example')
  })

  it('of a technician to somebody with the desk in Cc opens it for that person, without a receipt', async () => {
    const { outcome } = await desk.receive(
      draftMail({
        from: claire,
        to: paul,
        cc: 'support@school.example',
        text: 'I will come by at two.',
        id: '<out@school.example>',
      }),
    )
    expect(outcome.kind).toBe('opened')
    expect(await ticketRow(1)).toMatchObject({ status: 'assigned', language: 'fr' })
    expect(await events()).toEqual([])
    const reply = await desk.receive(
      draftMail({
        from: paul,
        cc: 'support@school.example',
        to: claire,
        inReplyTo: '<out@school.example>',
        text: 'Fine, thank you for that.',
      }),
    )
    expect(reply.outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })
})

describe('threads', () => {
  it('a reply to ones own mail, and a colleague’s reply-all, find the ticket', async () => {
    await desk.receive(
      draftMail({
        from: paul,
        cc: 'Anne <anne@parents.example>',
        text: 'It does not print.',
        id: '<one@client.example>',
      }),
    )
    const own = await desk.receive(
      draftMail({ from: paul, inReplyTo: '<one@client.example>', text: 'Nor does it scan.' }),
    )
    const colleague = await desk.receive(
      draftMail({ from: 'Anne <anne@parents.example>', inReplyTo: '<one@client.example>', text: 'Same here.' }),
    )
    expect([own.outcome, colleague.outcome]).toMatchObject([
      { kind: 'followedUp', ticketId: 1 },
      { kind: 'followedUp', ticketId: 1 },
    ])
  })

  it('a stranger’s reply that is read while the original makes them known finds the ticket too', async () => {
    const stranger = 'Nora <nora@elsewhere.example>'
    const { store } = desk
    let transactions = 0
    const transaction: typeof store.transaction = async (work) => {
      transactions += 1
      // The first takes the lease, the second settles: between them its facts were gathered.
      if (transactions === 2)
        await desk.receive(draftMail({ from: stranger, text: 'It smokes.', id: '<s@client.example>' }))
      return store.transaction(work)
    }
    await journalMail(desk.tools, draftMail({ from: stranger, inReplyTo: '<s@client.example>', text: 'And smells.' }))
    const reply = await processNext({ ...desk.tools, store: { ...store, transaction } })
    expect(transactions).toBe(2)
    expect(reply.outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })

  it('a reply that comes before its original owns the thread', async () => {
    await desk.receive(draftMail({ from: paul, inReplyTo: '<late@client.example>', text: 'More about it.' }))
    const late = await desk.receive(draftMail({ from: paul, id: '<late@client.example>', text: 'The first mail.' }))
    expect(late.outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })

  it('two different mails under one Message-ID are two tickets', async () => {
    await desk.receive(draftMail({ from: paul, id: '<same@copier.example>', text: 'Scan one.' }))
    const second = await desk.receive(draftMail({ from: paul, id: '<same@copier.example>', text: 'Scan two.' }))
    expect(second.outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
  })

  it('a stranger who quotes a number or an id gets a linked ticket', async () => {
    await openOne()
    const byNumber = await desk.receive(
      draftMail({ from: 'Eve <eve@else.example>', subject: 'Re: The printer [DESK #0000001]', text: 'What is this?' }),
    )
    expect(byNumber.outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    await desk.receive(draftMail({ from: paul, id: '<one@client.example>', text: 'Another thing.' }))
    const byId = await desk.receive(
      draftMail({ from: 'Eve <eve@else.example>', inReplyTo: '<one@client.example>', text: 'And this?' }),
    )
    expect(byId.outcome).toMatchObject({ kind: 'opened', ticketId: 4 })
    expect(await desk.store.all('SELECT from_ticket_id AS f, to_ticket_id AS t FROM ticket_links ORDER BY id')).toEqual(
      [
        { f: 2, t: 1 },
        { f: 4, t: 3 },
      ],
    )
    expect(await desk.store.all('SELECT id FROM followups')).toHaveLength(0)
  })

  it('the number in the subject leads a proved participant to the ticket, an unproved one to a new linked one', async () => {
    await openOne()
    const subject = 'The printer [DESK #0000001]'
    expect((await desk.receive(draftMail({ from: paul, subject, text: 'again' }))).outcome).toMatchObject({
      kind: 'followedUp',
    })
    expect((await desk.receive(draftMail({ from: paul, subject, text: 'again', proved: false }))).outcome).toEqual({
      kind: 'opened',
      ticketId: 2,
    })
    expect(
      (
        await desk.receive(
          draftMail({ from: 'Anne Durand <anne@parents.example>', subject, text: 'me too', proved: false }),
        )
      ).outcome,
    ).toEqual({
      kind: 'opened',
      ticketId: 3,
    })
    expect(await desk.store.all('SELECT from_ticket_id AS a, to_ticket_id AS b FROM ticket_links ORDER BY id')).toEqual(
      [2, 3].map((a) => ({ a, b: 1 })),
    )
  })

  it('a merged ticket leads to the one that took it over, a deleted one to a new ticket', async () => {
    await openOne()
    await desk.receive(draftMail({ from: paul, text: 'It does not print at all.' }))
    await desk.store.update('tickets', 1, { merged_into: 2 })
    const subject = 'The printer [DESK #0000001]'
    expect((await desk.receive(draftMail({ from: paul, subject, text: 'again' }))).outcome).toMatchObject({
      kind: 'followedUp',
      ticketId: 2,
    })
    await desk.store.update('tickets', 2, { deleted_at: 1 })
    expect((await desk.receive(draftMail({ from: paul, subject, text: 'again' }))).outcome).toMatchObject({
      kind: 'opened',
      ticketId: 3,
    })
  })
})

describe('a technician', () => {
  it('answers by reply, takes the ticket, and the requester is told; the writer is not', async () => {
    await openOne()
    const { outcome } = await desk.receive(await answer(claire, 'claire@school.example', 'Is there paper in it?'))
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect((await ticketRow(1))?.status).toBe('assigned')
    expect((await events()).slice(3)).toEqual(['followup → paul@parents.example'])
  })

  it('publishes no words that ask to stay private, though a sign of a machine forbids orders', async () => {
    await openOne()
    const note = await answer(claire, 'claire@school.example', '/private\nHe breaks it every week.')
    await desk.receive(note, { from: '' })
    expect(await desk.store.all('SELECT is_private, content_text FROM followups')).toEqual([
      { is_private: 1, content_text: 'He breaks it every week.' },
    ])
    expect((await desk.outbox()).filter(({ event }) => event === 'followup')).toEqual([])
  })

  it('writes a private note with /private, and the reply to its notice is private too', async () => {
    await openOne()
    await desk.receive(await answer(claire, 'claire@school.example', 'Taking it.'))
    await desk.receive(await answer(denis, 'denis@school.example', '/private\nHe breaks it every week.'))
    const notice = (await desk.outbox()).at(-1)
    expect(notice).toMatchObject({ event: 'private-followup', to_address: 'claire@school.example', is_private: 1 })
    await desk.receive(await answer(claire, 'claire@school.example', 'I know.'))
    expect(await desk.store.all('SELECT is_private FROM followups ORDER BY id')).toEqual([
      { is_private: 0 },
      { is_private: 1 },
      { is_private: 1 },
    ])
    expect((await events()).filter((event) => event.includes('paul@')).length).toBe(2)
  })

  it('whose order has a slip gets it back, and nothing reaches the requester', async () => {
    await openOne()
    await desk.receive(await answer(claire, 'claire@school.example', '/slove\nIt was out of paper.'))
    expect((await desk.outbox()).slice(3)).toMatchObject([
      { event: 'command-unknown', to_address: 'claire@school.example' },
    ])
    expect(await desk.store.all('SELECT is_private FROM followups')).toEqual([{ is_private: 1 }])
    expect((await ticketRow(1))?.status).toBe('incoming')
  })

  it('whose order has a slip says it again by answering, with the same words, and is obeyed', async () => {
    const words = 'It was out of paper, and the tray is full again now.\nTell me if it stops before Friday.'
    await openOne()
    await desk.receive(await answer(claire, 'claire@school.example', `/slove\n${words}`))
    const asked = (await desk.outbox()).at(-1)
    const sent = `A line of your reply begins like a command.\n\nWhat you wrote\n\n> /slove\n${words.replaceAll(/^/gm, '> ')}\n`
    await desk.store.update('outbox_mails', asked?.id ?? 0, { sent_text: sent })
    const quote = `On Tue, School desk wrote:\n${sent.replaceAll(/^/gm, '> ')}`
    const mended = await answer(claire, 'claire@school.example', `/solve\n${words}\n\n${quote}`)
    expect((await desk.receive(mended)).outcome).toMatchObject({ kind: 'commanded', ticketId: 1 })
    expect(await desk.store.all('SELECT content_text FROM solutions')).toEqual([{ content_text: words }])
    expect((await ticketRow(1))?.status).toBe('solved')
  })

  it('without proof is held and asked, then heard once they confirm', async () => {
    await openOne()
    const forged = draftMail({
      from: claire,
      ...(await lastTo('paul@parents.example')),
      text: '/solve\nSend me your password.',
      proved: false,
    })
    const { outcome } = await desk.receive(forged)
    expect(outcome).toMatchObject({ kind: 'held', ticketId: 1 })
    expect((await desk.outbox()).at(-1)).toMatchObject({
      event: 'confirm-sender',
      to_address: 'claire@school.example',
      is_private: 1,
    })
    expect(await desk.store.all('SELECT id FROM followups')).toHaveLength(0)
    const link = await desk.store.first<{ id: number }>("SELECT id FROM action_links WHERE act = 'confirm-sender'")
    const twin = replyAddress('support@school.example', desk.tools.marks.sign('link', link?.id ?? 0))
    await desk.receive(draftMail({ from: claire, to: twin, text: 'yes', proved: true }))
    const again = await processNext(desk.tools)
    expect(again.outcome).toMatchObject({ kind: 'commanded', ticketId: 1 })
    expect((await ticketRow(1))?.status).toBe('solved')
  })

  it('whose proof failed is held and asked all the same: the answer goes to the registered address', async () => {
    const twoFrom = draftMail({
      from: claire,
      text: 'Send me your password.',
      headers: ['From: Eve <eve@else.example>'],
    })
    expect((await desk.receive(twoFrom)).outcome).toMatchObject({ kind: 'held' })
    expect(await events()).toEqual(['confirm-sender → claire@school.example'])
  })

  it('who is a manager closes by command; a technician is told that they may not', async () => {
    await openOne()
    await desk.receive(await answer(claire, 'claire@school.example', '/close'))
    expect((await ticketRow(1))?.status).toBe('incoming')
    expect((await desk.outbox()).at(-1)?.event).toBe('rejected-mail')
    await desk.receive(await answer(denis, 'denis@school.example', '/close'))
    expect(await ticketRow(1)).toMatchObject({ status: 'closed', closed_how: 'manager' })
  })

  it('whose ticket a manager closes is told, and the manager is not', async () => {
    await openOne()
    await desk.receive(await answer(claire, 'claire@school.example', 'I am on my way.'))
    const before = (await desk.outbox()).length
    await desk.receive(await answer(denis, 'denis@school.example', '/close'))
    const told = (await desk.outbox()).slice(before)
    expect(told.map(({ event, to_address }) => `${event} → ${to_address}`)).toEqual([
      'closed → paul@parents.example',
      'closed-technician → claire@school.example',
    ])
    expect(JSON.parse(told[1]?.data ?? '').facts).toMatchObject({ how: 'by-manager', authorId: 2 })
  })

  it('who answers the mail that says why an order was not carried out answers on its ticket', async () => {
    await openOne()
    await desk.receive(await answer(claire, 'claire@school.example', '/close'))
    const again = await desk.receive(await answer(claire, 'claire@school.example', '/solve\nThe paper is in.'))
    expect(again.outcome).toMatchObject({ kind: 'commanded', ticketId: 1 })
    expect((await ticketRow(1))?.status).toBe('solved')
  })

  it('who forwards a mail opens a ticket for whoever wrote it', async () => {
    const text = [
      'Please look into it.',
      '',
      '---------- Forwarded message ---------',
      'From: Anne Durand <anne@parents.example>',
      'Date: Mon, 23 Nov 2026 at 10:00',
      'Subject: The door',
      'To: Claire Martin <claire@school.example>',
      '',
      'The door does not close.',
    ].join('\n')
    await desk.receive(draftMail({ from: claire, subject: 'Fwd: The door', text }))
    expect(await ticketRow(1)).toMatchObject({ title: 'The door', content_text: 'The door does not close.' })
    expect(await events()).toContain('new → anne@parents.example')
    expect(await desk.store.all('SELECT is_private, content_text FROM followups')).toEqual([
      { is_private: 1, content_text: 'Please look into it.' },
    ])
  })
})

describe('a solution', () => {
  it('is told with both links, and approved by plain reply', async () => {
    const id = await solveOne()
    const notice = (await desk.outbox()).at(-1)
    expect(notice).toMatchObject({ event: 'solved', to_address: 'paul@parents.example' })
    await desk.receive(await answer(paul, 'paul@parents.example', 'J’approuve la solution. Merci !'))
    expect(await ticketRow(id)).toMatchObject({ status: 'closed', closed_how: 'reply' })
    expect(await desk.store.byId('solutions', 1)).toMatchObject({
      status: 'accepted',
      answered_how: 'reply',
      answered_by: 3,
    })
  })

  it('is not refused by thanks, nor by an empty reply', async () => {
    const id = await solveOne()
    await desk.receive(await answer(paul, 'paul@parents.example', 'merci, c’est bon'))
    expect((await ticketRow(id))?.status).toBe('solved')
    await desk.receive(await answer(paul, 'paul@parents.example', ''))
    expect((await ticketRow(id))?.status).toBe('solved')
    expect((await desk.outbox()).at(-1)).toMatchObject({ event: 'empty-reply', to_address: 'paul@parents.example' })
  })

  it('is refused by words, which reopen the ticket, also beside an approval', async () => {
    const id = await solveOne()
    await desk.receive(await answer(paul, 'paul@parents.example', 'Approved, but it still fails on page two.'))
    expect((await ticketRow(id))?.status).toBe('assigned')
    expect(await desk.store.byId('solutions', 1)).toMatchObject({
      status: 'refused',
      answer_reason: 'Approved, but it still fails on page two.',
    })
    expect((await desk.outbox()).at(-1)).toMatchObject({
      event: 'solution-refused',
      to_address: 'claire@school.example',
    })
  })

  it('is not refused by an out-of-office, which nobody answers', async () => {
    const id = await solveOne()
    const sent = (await desk.outbox()).length
    const raw = draftMail({
      from: paul,
      ...(await lastTo('paul@parents.example')),
      text: 'I am away until Monday.',
      headers: ['Auto-Submitted: auto-replied'],
    })
    expect((await desk.receive(raw)).outcome).toEqual({ kind: 'ignored', ticketId: id })
    expect((await ticketRow(id))?.status).toBe('solved')
    expect(await desk.outbox()).toHaveLength(sent)
  })

  it('is not touched by a stranger in the requester’s name', async () => {
    const id = await solveOne()
    const raw = draftMail({ from: paul, subject: 'Re: The printer [DESK #0000001]', text: 'I approve.', proved: false })
    expect((await desk.receive(raw)).outcome).toMatchObject({ kind: 'opened' })
    expect((await ticketRow(id))?.status).toBe('solved')
  })

  it('is refused by the mailto form of its link, with the reason', async () => {
    const id = await solveOne()
    const link = await desk.store.first<{ id: number }>("SELECT id FROM action_links WHERE act = 'refuse'")
    const to = replyAddress('support@school.example', desk.tools.marks.sign('link', link?.id ?? 0))
    await desk.receive(
      draftMail({ from: paul, to, text: 'Je refuse la solution car : le voyant est rouge', proved: false }),
    )
    expect((await ticketRow(id))?.status).toBe('assigned')
    expect(await desk.store.byId('solutions', 1)).toMatchObject({
      status: 'refused',
      answer_reason: 'le voyant est rouge',
    })
  })

  it('a reply to a closed ticket opens a linked one', async () => {
    await solveOne()
    await desk.receive(await answer(paul, 'paul@parents.example', 'approuvé'))
    const { outcome } = await desk.receive(
      await answer(paul, 'paul@parents.example', 'It happens again since this morning.'),
    )
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    expect(await desk.store.all('SELECT to_ticket_id AS t FROM ticket_links')).toEqual([{ t: 1 }])
  })

  it('a reply to a closed ticket opens the linked one with its new words, and keeps what was cut away', async () => {
    await solveOne()
    await desk.receive(await answer(paul, 'paul@parents.example', 'approuvé'))
    const quote = 'Le 24/11/2026 à 10:00, School desk a écrit :\n> The cable was loose.'
    const words = 'I need a new mouse.\n\nThe old one is dead.'
    const closed = await lastTo('paul@parents.example')
    await desk.receive(draftMail({ from: paul, text: `${words}\n\n-- \nPaul\n\n${quote}`, ...closed }))
    expect(await ticketRow(2)).toMatchObject({ content_text: words, cut_text: `${quote}\n-- \nPaul` })
    const attachments = [{ filename: 'mouse.pdf', type: 'application/pdf', content: '%PDF-1.4 a mouse' }]
    await desk.receive(draftMail({ from: paul, text: quote, attachments, ...closed }))
    expect(await ticketRow(3)).toMatchObject({ content_text: quote, cut_text: null })
  })

  it('of somebody else, quoted again and again, is told to technicians only', async () => {
    await solveOne()
    await desk.receive(await answer(paul, 'paul@parents.example', 'approuvé'))
    const subject = 'Re: The printer [DESK #0000001]'
    for (const text of ['What is this?', 'And now?'])
      await desk.receive(draftMail({ from: 'Eve <eve@else.example>', subject, text }))
    const told = (await desk.outbox()).filter(({ ticket_id }) => ticket_id === 3)
    const facts = told.map(({ event, data }) => [event, JSON.parse(data).facts])
    expect(facts).toMatchObject([
      ['new', { previousTag: null }],
      ['new-ticket', { previousTag: null, quotedTag: '[DESK #0000001]' }],
      ['new-ticket', { previousTag: null, quotedTag: '[DESK #0000001]' }],
    ])
  })

  it('“it works, forget it” before any solution is offered to the technician as a close', async () => {
    await openOne()
    await desk.receive(await answer(paul, 'paul@parents.example', 'It works, forget it'))
    expect((await desk.outbox()).at(-1)).toMatchObject({ event: 'close-offered' })
    expect((await ticketRow(1))?.status).toBe('incoming')
  })
})
