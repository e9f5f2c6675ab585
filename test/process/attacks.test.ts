import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linkPath, messageId, replyAddress } from '../../src/signing/places.ts'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const denis = 'Denis Roche <denis@school.example>'
const anne = 'Anne Durand <anne@parents.example>'

const lines = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)
const openOne = () => desk.receive(draftMail({ from: paul, text: 'It does not print.', id: '<one@client.example>' }))
const answer = async (from: string, address: string, text: string, more: object = {}) =>
  desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), text, ...more }))
const followups = () =>
  desk.store.all<{ author_id: number; is_private: number; content_text: string; cut_text: string | null }>(
    'SELECT author_id, is_private, content_text, cut_text FROM followups ORDER BY id',
  )
const status = async (id = 1) => (await desk.store.byId('tickets', id))?.status
async function solve(): Promise<void> {
  await openOne()
  await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.')
}
const twin = async (act: string) => {
  const link = await desk.store.first<{ id: number }>('SELECT id FROM action_links WHERE act = ?', [act])
  return replyAddress('support@school.example', desk.tools.marks.sign('link', link?.id ?? 0))
}

describe('a machine in a technician’s place', () => {
  it('obeys no order, whatever sign it gives, and relays nothing to the requester', async () => {
    await openOne()
    const before = await lines()
    await answer(denis, 'denis@school.example', 'Away until Monday.\n/close', {
      headers: ['Auto-Submitted: auto-replied'],
    })
    expect(await status()).toBe('incoming')
    expect(await lines()).toEqual(before)
  })

  it('with a weak sign only keeps words and orders internal, and says so', async () => {
    await openOne()
    await answer(denis, 'denis@school.example', '/solve\nIt was out of paper.', {
      subject: 'Automatic reply: The printer',
    })
    expect(await status()).toBe('incoming')
    expect(await followups()).toMatchObject([{ is_private: 1 }])
    expect((await lines()).filter((line) => line.includes('paul')).length).toBe(1)
    expect((await lines()).at(-1)).toBe('rejected-mail → denis@school.example')
  })
})

describe('what is private', () => {
  const secret = 'He breaks it every week, and I shall not tell him that we know.'
  async function privateNotice() {
    await openOne()
    await answer(claire, 'claire@school.example', 'Taking it.')
    await answer(denis, 'denis@school.example', `/private\n${secret}`)
    const notice = (await desk.outbox()).findLast(({ event }) => event === 'private-followup')
    await desk.store.update('outbox_mails', notice?.id ?? 0, { sent_text: `Denis Roche left a note:\n\n${secret}\n` })
    return lastMailTo(desk, 'claire@school.example')
  }
  const quote = `\n\nOn Tue, Denis wrote:\n> Denis Roche left a note:\n>\n> ${secret}\n`

  it('stays so where a requester answers a notice of it that was passed on to them', async () => {
    const notice = await privateNotice()
    await desk.receive(draftMail({ from: paul, ...notice, text: `What is this?${quote}` }))
    expect((await followups()).at(-1)).toMatchObject({ author_id: 3, is_private: 1 })
    expect((await lines()).filter((line) => line.startsWith('followup →'))).toEqual(['followup → paul@parents.example'])
  })

  it.each(['*/private*\n', '/ private\n', '\\private\n', '« /privé »\n'])(
    'is not published where its order is not quite one: %j',
    async (order) => {
      await openOne()
      await answer(claire, 'claire@school.example', order + secret)
      expect(await followups()).toMatchObject([{ is_private: 1 }])
      expect((await lines()).filter((line) => line.includes('paul'))).toEqual(['new → paul@parents.example'])
    },
  )

  it('is not published where its order stands below the signature', async () => {
    await openOne()
    await answer(claire, 'claire@school.example', `${secret}\n\n-- \nClaire\n/private`)
    expect(await followups()).toMatchObject([{ is_private: 1 }])
    expect((await lines()).at(-1)).toBe('command-unknown → claire@school.example')
  })

  it.each([paul, denis])('enters no new ticket of somebody who forwards it: %s', async (from) => {
    const { inReplyTo } = await privateNotice()
    const block =
      'From: School desk <support@school.example>\nDate: Tue, 24 Nov 2026 at 10:00\nSubject: The printer\nTo: Claire'
    const text = `See below.\n\n---------- Forwarded message ---------\n${block}\n\nDenis Roche left a note:\n\n${secret}\n`
    const { outcome } = await desk.receive(draftMail({ from, inReplyTo, text, subject: 'Fwd: The printer' }))
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    expect(await desk.store.byId('tickets', 2)).toMatchObject({ content_text: 'See below.', content_html: null })
  })

  it('enters no new ticket of somebody who quotes it', async () => {
    const notice = await privateNotice()
    await desk.store.update('tickets', 1, { status: 'closed', closed_at: desk.clock.at })
    await desk.receive(draftMail({ from: paul, ...notice, text: `What is this?${quote}` }))
    const ticket = await desk.store.byId('tickets', 2)
    expect(ticket?.content_text).toContain('What is this?')
    expect(ticket?.content_text).not.toContain('every week')
    expect(ticket?.content_html ?? '').not.toContain('every week')
  })
})

describe('links, addresses and ids of ours in somebody’s words', () => {
  it('are stripped from texts, titles, reasons and what is asked about', async () => {
    await solve()
    const link = await desk.store.first<{ id: number }>("SELECT id FROM action_links WHERE act = 'approve'")
    const mark = desk.tools.marks.sign('link', link?.id ?? 0)
    const path = `https://desk.example${linkPath(mark)}`
    const id = messageId(desk.tools.marks.sign('message', 1), 'school.example')
    await desk.receive(
      draftMail({
        from: anne,
        subject: `Look ${path}`,
        text: `${path}\n${replyAddress('support@school.example', mark)} ${id}`,
      }),
    )
    await desk.receive(draftMail({ from: claire, subject: path, text: path, proved: false }))
    await answer(paul, 'paul@parents.example', `It fails: ${path}`)
    const all = JSON.stringify([
      await desk.store.all('SELECT title, content_text, content_html FROM tickets'),
      await desk.store.all('SELECT content_text, cut_text FROM followups'),
      await desk.store.all('SELECT content_text, answer_reason FROM solutions'),
      await desk.store.all('SELECT data FROM outbox_mails'),
      await desk.store.all('SELECT data FROM ticket_events'),
    ])
    expect(all).not.toContain(mark)
    expect(all).not.toContain(id.slice(3, 20))
  })
})

describe('the mail form of a link', () => {
  it('does not approve where more is written below its line: those words count', async () => {
    await solve()
    const to = await twin('approve')
    await desk.receive(
      draftMail({
        from: paul,
        to,
        subject: 'I approve the solution [DESK #0000001]',
        text: 'I approve the solution\n\nBut it still fails on page two.',
      }),
    )
    expect(await status()).toBe('assigned')
    expect(await desk.store.byId('solutions', 1)).toMatchObject({ status: 'refused' })
  })

  it('keeps such words on the ticket although nothing proves their writer, and decides nothing', async () => {
    await solve()
    await desk.receive(
      draftMail({
        from: paul,
        to: await twin('approve'),
        subject: 'something else',
        text: 'I approve the solution\n\nBut it still fails on page two.',
        proved: false,
      }),
    )
    expect(await status()).toBe('solved')
    expect((await followups()).at(-1)?.content_text).toContain('page two')
  })

  it('approves with thanks, a signature and the line itself in either language', async () => {
    await solve()
    await desk.receive(
      draftMail({
        from: paul,
        to: await twin('approve'),
        text: 'J’approuve la solution\n\nMerci !\n\n-- \nPaul Petit\n06 12 34 56 78',
        proved: false,
      }),
    )
    expect(await status()).toBe('closed')
  })

  it('can be taken back for a day where nothing proves who used it, as after the button', async () => {
    await solve()
    await desk.receive(
      draftMail({ from: paul, to: await twin('approve'), text: 'J’approuve la solution', proved: false }),
    )
    expect(await status()).toBe('closed')
    expect(await desk.store.byId('solutions', 1)).toMatchObject({
      answered_how: 'link',
      answered_via: 'paul@parents.example',
    })
    expect((await lines()).filter((line) => line.includes('paul')).at(-1)).toBe(
      'link-confirmation → paul@parents.example',
    )
    await desk.receive(
      draftMail({ from: paul, to: await twin('undo'), text: 'Je reviens sur ma réponse', proved: false }),
    )
    expect(await status()).toBe('solved')
  })

  it('of somebody who is proved is their own word: they are told that the ticket is closed', async () => {
    await solve()
    await desk.receive(draftMail({ from: paul, to: await twin('approve'), text: 'J’approuve la solution' }))
    expect(await desk.store.byId('solutions', 1)).toMatchObject({ answered_how: 'reply', answered_via: 'mail 3' })
    expect((await lines()).at(-1)).toBe('closed → paul@parents.example')
  })

  it('keeps the picture that shows why a solution is refused', async () => {
    await solve()
    await desk.receive(
      draftMail({
        from: paul,
        to: await twin('refuse'),
        text: 'Je refuse la solution, parce que :\nvoir la photo',
        attachments: [{ filename: 'photo.txt', type: 'text/x-photo', content: 'photo' }],
        proved: false,
      }),
    )
    expect(await status()).toBe('assigned')
    expect(await desk.store.all('SELECT filename FROM document_items')).toEqual([{ filename: 'photo.txt' }])
  })

  it('does nothing in an automatic reply to our mail', async () => {
    await solve()
    await desk.receive(
      draftMail({
        from: paul,
        to: await twin('approve'),
        text: 'I approve the solution',
        headers: ['Auto-Submitted: auto-replied'],
      }),
    )
    expect(await status()).toBe('solved')
  })
})

describe('a forward of one of our own mails', () => {
  it('opens no ticket in the desk’s own name', async () => {
    const text = [
      'What should I answer?',
      '',
      '---------- Forwarded message ---------',
      'From: School desk <support@school.example>',
      'Date: Mon, 23 Nov 2026 at 10:00',
      'Subject: Your ticket',
      'To: Claire Martin <claire@school.example>',
      '',
      'We have received your mail.',
    ].join('\n')
    await desk.receive(draftMail({ from: claire, subject: 'Fwd: Your ticket', text }))
    expect(await desk.store.all("SELECT id FROM person_addresses WHERE address = 'support@school.example'")).toEqual([])
    expect(await desk.store.all('SELECT person_id FROM ticket_actors WHERE role = ?', ['requester'])).toEqual([
      { person_id: 1 },
    ])
  })
})

describe('two machines that answer each other', () => {
  it('end at a few empty replies', async () => {
    await openOne()
    const first = await lastMailTo(desk, 'paul@parents.example')
    for (let n = 0; n < 12; n++) await desk.receive(draftMail({ from: paul, ...first, text: '' }))
    expect((await lines()).filter((line) => line.startsWith('empty-reply')).length).toBeLessThanOrEqual(3)
  })

  it('end where another desk acknowledges our mails', async () => {
    await openOne()
    const sent = (await lines()).length
    await answer(paul, 'paul@parents.example', 'Your request has been received as ticket 77.', {
      subject: '[Other #77] The printer',
      headers: ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All'],
    })
    expect(await lines()).toHaveLength(sent)
  })
})

describe('an approval of something else', () => {
  const waiting = async () =>
    (await desk.store.first<{ id: number }>("SELECT id FROM solutions WHERE status = 'waiting'"))?.id

  it('by the mail form of an earlier solution’s link approves no later one', async () => {
    await solve()
    const to = await twin('approve')
    await answer(paul, 'paul@parents.example', 'It still does not print.')
    desk.clock.at += 60_000
    await answer(claire, 'claire@school.example', '/solve\nNow the cable is in.')
    desk.clock.at += 60_000
    const { trace } = await desk.receive(draftMail({ from: paul, to, text: 'I approve the solution' }))
    expect(trace.map(({ rule }) => rule)).toContain('approve-replaced')
    expect(await status()).toBe('solved')
    expect(await waiting()).toBe(2)
  })

  it('in answer to a question that was sent before the solution does not approve it', async () => {
    await openOne()
    await answer(claire, 'claire@school.example', 'May I order a new one?')
    const question = await lastMailTo(desk, 'paul@parents.example')
    desk.clock.at += 60_000
    await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.')
    desk.clock.at += 60_000
    await desk.receive(draftMail({ from: paul, ...question, text: 'I accept, thanks' }))
    expect(await status()).toBe('solved')
    await answer(paul, 'paul@parents.example', 'I accept, thanks')
    expect(await status()).toBe('closed')
  })

  it('in answer to what was said after the solution approves it', async () => {
    await solve()
    desk.clock.at += 60_000
    await answer(claire, 'claire@school.example', 'Is it all right?')
    await answer(paul, 'paul@parents.example', 'I accept, thanks')
    expect(await status()).toBe('closed')
  })
})

describe('the desk as its own writer', () => {
  const persons = () =>
    desk.store.all("SELECT address FROM person_addresses WHERE address LIKE 'support%' OR address LIKE 'help%'")

  it('is refused under an address with a detail, too', async () => {
    const { outcome } = await desk.receive(
      draftMail({ from: 'School desk <Support+orders@school.example>', text: 'Hello' }),
    )
    expect(outcome).toEqual({ kind: 'ignored', ticketId: null })
    expect(await persons()).toEqual([])
    expect(await lines()).toEqual([])
  })

  it('is nobody’s Reply-To: who passed the mail on is the requester', async () => {
    await desk.receive(
      draftMail({
        from: 'Parents <parents@lists.example>',
        text: 'It does not print.',
        headers: ['Reply-To: help@school.example', 'List-Post: <mailto:parents@lists.example>'],
      }),
    )
    expect(await persons()).toEqual([])
    expect((await lines())[0]).toBe('new → parents@lists.example')
  })
})

describe('a list that rewrites From', () => {
  it('is not the requester; who wrote through it is, unproved', async () => {
    await desk.receive(
      draftMail({
        from: '"Paul Petit via Parents" <parents@lists.example>',
        cc: 'parents@lists.example',
        text: 'It does not print.',
        headers: [
          'Reply-To: Paul Petit <paul@parents.example>',
          'List-Id: <parents.lists.example>',
          'List-Post: <mailto:parents@lists.example>',
        ],
      }),
    )
    expect(await desk.store.all('SELECT person_id FROM ticket_actors')).toEqual([{ person_id: 3 }])
    expect((await lines())[0]).toBe('new → paul@parents.example')
    expect(JSON.parse((await desk.outbox())[1]?.data ?? '').facts).toMatchObject({ proof: 'unverified' })
  })
})

describe('thanks on a solved ticket', () => {
  it.each([
    'Thank you, works now',
    'Merci beaucoup, c’est bon !',
    'Vielen Dank, es funktioniert',
    'Guten Tag, danke schön, es läuft!\n\nMit freundlichen Grüßen',
    'Muchas gracias, ya funciona',
    'Grazie mille, funziona',
    'Muito obrigado, já funciona',
    'Bedankt, het werkt',
  ])('%s', async (text) => {
    await solve()
    await answer(paul, 'paul@parents.example', `${text}\n\nPaul`)
    expect(await status()).toBe('solved')
  })

  it('signed with S/MIME, or with a business card, refuse nothing', async () => {
    await solve()
    await answer(paul, 'paul@parents.example', 'Merci !', {
      attachments: [
        { filename: 'smime.p7s', type: 'application/pkcs7-signature', content: 'signature' },
        { filename: 'paul.vcf', type: 'text/vcard', content: 'BEGIN:VCARD\nEND:VCARD' },
        { filename: 'signature.asc', type: 'application/pgp-signature', content: 'signature' },
      ],
    })
    expect(await status()).toBe('solved')
  })

  it('in HTML alone, above the quoted notice, refuse nothing', async () => {
    await solve()
    await answer(
      paul,
      'paul@parents.example',
      '<html><body><div>Merci !</div><br><div class="gmail_quote"><div class="gmail_attr">Le mar. 24 nov. 2026 à 10:00, School desk &lt;support@school.example&gt; a écrit :<br></div><blockquote class="gmail_quote">It was out of paper.</blockquote></div></body></html>',
      { type: 'text/html; charset=utf-8' },
    )
    expect(await status()).toBe('solved')
  })
})

describe('an answer that says nothing of a solution', () => {
  it.each([
    ['a greeting', 'Bonjour,'],
    ['a greeting above the name', 'Bonjour,\n\nPaul'],
    ['a full stop', '.'],
    ['dots', '…'],
    ['a zero-width space', '\u200b'],
    ['blanks', '\u00a0\n\ufeff\n'],
  ])('changes nothing, and its writer is told: %s', async (_, text) => {
    await solve()
    const before = await followups()
    await answer(paul, 'paul@parents.example', text)
    expect(await status()).toBe('solved')
    expect(await followups()).toEqual(before)
    expect((await lines()).at(-1)).toBe('empty-reply → paul@parents.example')
  })

  it.each(['?', 'Again!', 'Oui, à nouveau', 'Merci :-(', 'It works for now'])(
    'is another than %j: it refuses',
    async (text) => {
      await solve()
      await answer(paul, 'paul@parents.example', text)
      expect(await status()).toBe('assigned')
      expect((await followups()).at(-1)).toMatchObject({ content_text: text })
    },
  )

  it.each(['Bonne journée à vous', 'Merci pour l’intervention', 'RAS', 'J’ai testé, ça marche'])(
    'is another than %j: it is a followup',
    async (text) => {
      await solve()
      await answer(paul, 'paul@parents.example', text)
      expect(await status()).toBe('solved')
      expect((await followups()).at(-1)).toMatchObject({ content_text: text })
    },
  )

  it('reaches the technician on an open ticket, where a name may be what was asked for', async () => {
    await openOne()
    await answer(claire, 'claire@school.example', 'Whose printer is it?')
    await answer(paul, 'paul@parents.example', 'Claire')
    expect((await followups()).at(-1)).toMatchObject({ content_text: 'Claire' })
  })

  it('refuses with a screenshot below the greeting', async () => {
    const picture = {
      filename: 'one.png',
      type: 'image/png',
      content: Buffer.from('89504e470d0a1a0a', 'hex'),
      contentId: 'one',
    }
    const html = { type: 'text/html; charset=utf-8', attachments: [picture] }
    await solve()
    await answer(paul, 'paul@parents.example', '<p>Bonjour,</p><div><img src="cid:one"></div>', html)
    expect(await status()).toBe('assigned')
  })
})

describe('a postscript below a signature', () => {
  it('refuses a solution that was thanked for above it', async () => {
    await solve()
    await answer(
      paul,
      'paul@parents.example',
      'Merci !\n\n-- \nPaul Petit\n\nPS : l’imprimante ne marche toujours pas.',
    )
    expect(await status()).toBe('assigned')
  })
})

describe('a reply without a word', () => {
  const picture = {
    filename: 'IMG_1.png',
    type: 'image/png',
    content: Buffer.from('89504e470d0a1a0a', 'hex'),
    contentId: 'one',
  }
  const asPhoto = { text: '\n\nEnvoyé de mon iPhone', attachments: [picture] }
  const asPdf = {
    text: '',
    attachments: [{ ...picture, filename: 'error.pdf', type: 'application/pdf', content: '%PDF-1.4' }],
  }
  const asScreenshot = {
    text: '<div><img src="cid:one"></div>',
    type: 'text/html; charset=utf-8',
    attachments: [picture],
  }
  const files = () => desk.store.all<{ item_type: string }>('SELECT item_type FROM document_items')

  it.each([
    ['a photo that Apple Mail declares inline', asPhoto],
    ['a PDF that it declares inline', asPdf],
    ['a screenshot pasted into the text', asScreenshot],
  ])('is no empty one where it holds %s: it refuses a solution', async (_, mail) => {
    await solve()
    await answer(paul, 'paul@parents.example', mail.text, mail)
    expect(await status()).toBe('assigned')
    expect(await files()).toEqual([{ item_type: 'followup' }])
    expect(await lines()).not.toContain('empty-reply → paul@parents.example')
  })

  it('reaches the requester where a technician sends a screenshot', async () => {
    await openOne()
    await answer(claire, 'claire@school.example', asScreenshot.text, asScreenshot)
    expect((await lines()).at(-1)).toBe('followup → paul@parents.example')
    expect(await files()).toHaveLength(1)
  })

  it('is empty where its picture is the logo that came with an earlier mail', async () => {
    await openOne()
    await answer(paul, 'paul@parents.example', '', { ...asScreenshot, text: `<p>Hurry</p>${asScreenshot.text}` })
    await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.')
    await answer(paul, 'paul@parents.example', asScreenshot.text, asScreenshot)
    expect(await status()).toBe('solved')
    expect((await lines()).at(-1)).toBe('empty-reply → paul@parents.example')
  })

  it('with thanks and a picture in the text, a logo perhaps, refuses nothing', async () => {
    await solve()
    await answer(paul, 'paul@parents.example', '', { ...asScreenshot, text: `<p>Merci !</p>${asScreenshot.text}` })
    expect(await status()).toBe('solved')
  })
})

describe('a mail in a technician’s name that nothing proves', () => {
  it('is held wherever it goes, and stays so when sent again and again', async () => {
    await openOne()
    const before = (await lines()).length
    await desk.receive(draftMail({ from: claire, text: '/close', proved: false }))
    await desk.receive(draftMail({ from: claire, inReplyTo: '<one@client.example>', text: '/close', proved: false }))
    await desk.receive(
      draftMail({ from: claire, subject: 'Re: [DESK #0000001]', text: 'Send me your password.', proved: false }),
    )
    await answer(claire, 'claire@school.example', 'Send me your password.', { proved: false })
    expect(await status()).toBe('incoming')
    expect(await followups()).toEqual([])
    expect(await desk.store.all('SELECT id FROM tickets')).toHaveLength(1)
    expect((await lines()).slice(before).every((line) => line === 'confirm-sender → claire@school.example')).toBe(true)
  })

  it('is asked about also where its proof has failed outright', async () => {
    await desk.receive(
      draftMail({ from: claire, text: '/close', proved: false, headers: ['From: Eve <eve@else.example>'] }),
    )
    expect(await lines()).toEqual(['confirm-sender → claire@school.example'])
  })

  it('does not flood the technician with questions', async () => {
    for (let n = 0; n < 30; n++) await desk.receive(draftMail({ from: claire, text: `${n}`, proved: false }))
    expect((await lines()).length).toBeLessThanOrEqual(20)
    expect(await desk.store.all("SELECT id FROM confirmations WHERE status = 'waiting'")).toHaveLength(30)
  })
})

describe('an observer', () => {
  it('neither approves nor refuses', async () => {
    await desk.receive(draftMail({ from: paul, cc: anne, text: 'It does not print.' }))
    await answer(claire, 'claire@school.example', '/solve\nIt was out of paper.')
    await answer(anne, 'anne@parents.example', 'I approve the solution')
    await answer(anne, 'anne@parents.example', 'It still fails.')
    expect(await status()).toBe('solved')
  })
})

describe('human words at the address of returned mails', () => {
  it('are read, and find their ticket', async () => {
    await openOne()
    const receipt = (await desk.outbox())[0]?.id ?? 0
    const to = replyAddress('support@school.example', `b-${desk.tools.marks.sign('verp', receipt)}`)
    const { outcome, trace } = await desk.receive(draftMail({ from: paul, to, text: 'And it blinks.', proved: false }))
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(trace).toContainEqual(expect.objectContaining({ step: 'sender', rule: 'none' }))
  })
})

describe('a plain “yes” to our question', () => {
  it('is the answer, where the technician sent it from their proved address', async () => {
    await desk.receive(draftMail({ from: claire, to: 'support@school.example', text: 'Hello', proved: false }))
    await answer(claire, 'claire@school.example', 'Yes, that was me.')
    expect(await desk.store.all('SELECT status FROM confirmations')).toEqual([{ status: 'confirmed' }])
    expect(await desk.store.all('SELECT id FROM tickets')).toEqual([])
  })

  it.each(['No, I did not write this mail', 'Yes, I wrote this mail\n\nNon, ce n’est pas moi !'])(
    'is a no where the mail form of the link to confirm says no: %j',
    async (text) => {
      await openOne()
      await desk.receive(
        draftMail({ from: claire, inReplyTo: '<one@client.example>', text: '/solve\nForged.', proved: false }),
      )
      await desk.receive(draftMail({ from: claire, to: await twin('confirm-sender'), text }))
      expect(await desk.store.all('SELECT status FROM confirmations')).toEqual([{ status: 'denied' }])
    },
  )

  it.each(['Yes, this is spam, delete it!', 'Si c’est un piège, supprimez-le.'])(
    'lets no forged order through by words that say the contrary: %s',
    async (text) => {
      await openOne()
      await desk.receive(
        draftMail({ from: claire, inReplyTo: '<one@client.example>', text: '/solve\nForged.', proved: false }),
      )
      await answer(claire, 'claire@school.example', text)
      expect(await desk.store.all('SELECT status FROM confirmations')).toEqual([{ status: 'waiting' }])
      expect(await status()).toBe('incoming')
    },
  )
})

describe('an id that somebody else named first', () => {
  it('leads to the ticket of whoever wrote the mail', async () => {
    await desk.receive(
      draftMail({ from: 'Eve <eve@else.example>', inReplyTo: '<coming@client.example>', text: 'I was first.' }),
    )
    const own = await desk.receive(draftMail({ from: paul, id: '<coming@client.example>', text: 'It does not print.' }))
    expect(own.outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    const more = await desk.receive(
      draftMail({ from: paul, inReplyTo: '<coming@client.example>', text: 'Nor does it scan.' }),
    )
    expect(more.outcome).toMatchObject({ kind: 'followedUp', ticketId: 2 })
  })
})

describe('a picture that stands in the words of a reply', () => {
  const picture = {
    filename: 'image001.png',
    type: 'image/png',
    content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    contentId: 'image001@client',
  }

  it('is listed where the words are kept as text, since it stands nowhere then', async () => {
    await openOne()
    await answer(paul, 'paul@parents.example', 'See this.\n\nOn Tue, School desk wrote:\n> It was received.', {
      attachments: [picture],
    })
    expect(await desk.store.all('SELECT is_inline FROM document_items')).toEqual([{ is_inline: 0 }])
  })

  it('shows where it stood in a reply of which nothing was taken away', async () => {
    await openOne()
    await answer(paul, 'paul@parents.example', '<p>See <b>this</b>:<img src="cid:image001@client">there</p>', {
      type: 'text/html; charset=utf-8',
      attachments: [picture],
    })
    const [followup] = await desk.store.all<{ content_html: string }>('SELECT content_html FROM followups')
    expect(followup?.content_html).toContain('<b>this</b>')
    expect(followup?.content_html).toContain('cid:image001@client')
    expect(await desk.store.all('SELECT is_inline FROM document_items')).toEqual([{ is_inline: 1 }])
  })

  it('shows where it stood above a quote, and the quote does not come with it', async () => {
    await openOne()
    const html =
      '<div>See <b>this</b>:<br><img src="cid:image001@client" alt="screen.png"></div>' +
      '<div class="gmail_quote"><div class="gmail_attr">On Tue, School desk wrote:</div><blockquote>It was received.</blockquote></div>'
    await answer(
      paul,
      'paul@parents.example',
      bothForms('See *this*:\n[image: screen.png]\n\nOn Tue, School desk wrote:\n> It was received.', html),
      { type: 'multipart/alternative; boundary=alt', attachments: [picture] },
    )
    const [followup] = await desk.store.all<{ content_html: string }>('SELECT content_html FROM followups')
    expect(followup?.content_html).toContain('<b>this</b>')
    expect(followup?.content_html).toContain('cid:image001@client')
    expect(followup?.content_html).not.toContain('received')
    expect(await desk.store.all('SELECT is_inline FROM document_items')).toEqual([{ is_inline: 1 }])
  })

  it('shows in a solution, below the order and above the signature', async () => {
    await openOne()
    const html =
      '<div>/solve</div><div>Press <b>here</b>:</div><img src="cid:image001@client"><div>-- </div><div>Claire</div>'
    await answer(claire, 'claire@school.example', bothForms('/solve\nPress here:\n\n-- \nClaire', html), {
      type: 'multipart/alternative; boundary=alt',
      attachments: [picture],
    })
    const [solution] = await desk.store.all<{ content_html: string }>('SELECT content_html FROM solutions')
    expect(solution?.content_html).toMatch(/^<div>Press <b>here<\/b>:<\/div><img src="cid:image001@client"/)
    expect(solution?.content_html).not.toMatch(/solve|Claire/)
  })
})

/** The two parts of a multipart/alternative whose boundary is `alt`. */
function bothForms(text: string, html: string): string {
  return [
    '--alt',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--alt',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--alt--',
  ].join('\n')
}

describe('words that come in a roundabout way', () => {
  it('of a requester who forwards a mail stay theirs, the forwarded text being content', async () => {
    const text = [
      'Can you help with this?',
      '',
      '---------- Forwarded message ---------',
      'From: Bank <bank@else.example>',
      'Date: Mon, 23 Nov 2026 at 10:00',
      'Subject: Your card',
      'To: Paul Petit <paul@parents.example>',
      '',
      'Your card expires.',
    ].join('\n')
    await openOne()
    const { outcome } = await answer(paul, 'paul@parents.example', text, { subject: 'Fwd: Your card' })
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    expect(await desk.store.byId('tickets', 2)).toMatchObject({ title: 'Your card' })
    expect((await desk.store.byId('tickets', 2))?.content_text).toContain('Your card expires.')
    expect(await desk.store.all('SELECT person_id FROM ticket_actors WHERE ticket_id = 2')).toEqual([{ person_id: 3 }])
    expect(await desk.store.all("SELECT id FROM person_addresses WHERE address = 'bank@else.example'")).toEqual([])
  })

  it('are answered at the registered address, never where Reply-To says', async () => {
    await desk.receive(
      draftMail({ from: paul, text: 'It does not print.', headers: ['Reply-To: Eve <eve@else.example>'] }),
    )
    await answer(claire, 'claire@school.example', 'On my way.')
    expect((await lines()).filter((line) => line.includes('eve'))).toEqual([])
  })

  it('of two authors prove nobody: a technician beside another is held', async () => {
    await openOne()
    const { outcome } = await answer(`${claire}, Eve <eve@else.example>`, 'claire@school.example', '/close')
    expect(outcome).toMatchObject({ kind: 'held' })
    expect(await status()).toBe('incoming')
  })

  it('reach the ticket that took theirs over, and its people', async () => {
    await openOne()
    await desk.receive(draftMail({ from: anne, text: 'Mine does not print either.' }))
    const mine = await lastMailTo(desk, 'anne@parents.example')
    await desk.store.update('tickets', 2, { merged_into: 1 })
    const { outcome } = await desk.receive(draftMail({ from: anne, ...mine, text: 'Any news?' }))
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
  })

  it('with an order of a requester order nothing', async () => {
    await openOne()
    await answer(paul, 'paul@parents.example', '/close\n/solve\nDone.')
    expect(await status()).toBe('incoming')
    expect((await followups())[0]?.content_text).toContain('/close')
  })
})

describe('a machine’s mail in answer to ours', () => {
  const events = () =>
    desk.store.all<{ ticket_id: number }>(
      "SELECT ticket_id FROM ticket_events WHERE kind IN ('machine-mail-recorded', 'mail-bounced') ORDER BY id",
    )
  const away = { headers: ['Auto-Submitted: auto-replied'] }

  it('is noted on the ticket that took the one of its mark over', async () => {
    await openOne()
    await desk.receive(draftMail({ from: anne, text: 'Mine does not print either.' }))
    await desk.store.update('tickets', 1, { merged_into: 2 })
    const { outcome } = await answer(paul, 'paul@parents.example', 'I am away until Monday.', away)
    expect(outcome).toEqual({ kind: 'ignored', ticketId: 2 })
    expect(await events()).toEqual([{ ticket_id: 2 }])
  })

  it('is noted nowhere where that ticket was deleted', async () => {
    await openOne()
    await desk.store.update('tickets', 1, { deleted_at: desk.clock.at })
    const { outcome } = await answer(paul, 'paul@parents.example', 'I am away until Monday.', away)
    expect(outcome).toEqual({ kind: 'ignored', ticketId: null })
    expect(await events()).toEqual([])
  })

  it('is noted nowhere where that ticket is another entity’s', async () => {
    await openOne()
    const elsewhere = await desk.store.insert('entities', { key: 'elsewhere', name: 'Another desk' })
    await desk.store.update('tickets', 1, { entity_id: elsewhere })
    const { outcome } = await answer(paul, 'paul@parents.example', 'I am away until Monday.', away)
    expect(outcome).toEqual({ kind: 'ignored', ticketId: null })
    expect(await events()).toEqual([])
  })

  it('that returns one is told on the ticket that took the other over', async () => {
    await openOne()
    await desk.receive(draftMail({ from: anne, text: 'Mine does not print either.' }))
    await desk.store.update('tickets', 1, { merged_into: 2 })
    const machine = 'Mail Delivery System <mailer-daemon@parents.example>'
    const { outcome } = await answer(machine, 'paul@parents.example', bounceOf('paul@parents.example'), {
      type: 'multipart/report; report-type=delivery-status; boundary=seam',
      subject: 'Undelivered Mail Returned to Sender',
    })
    expect(outcome).toEqual({ kind: 'bounced', ticketId: 2 })
    expect(await events()).toEqual([{ ticket_id: 2 }])
  })

  it.each([
    'I am out of the office until Monday and will answer then.',
    'Hello,\n\nThank you for your message. I am currently away from my\ndesk and back on Monday.',
    'Bonjour,\n\nJe suis absent jusqu’au 30, pour toute urgence écrivez à l’accueil.',
    'Bonjour, merci de votre message. Je serai en congés du 3 au 10.',
    'Actuellement en congés, je vous répondrai à mon retour.',
    'Ich bin derzeit nicht im Büro.',
  ])('refuses no solution although only its words tell of an absence: %j', async (text) => {
    await solve()
    await answer(paul, 'paul@parents.example', text, { subject: 'Re: The printer [DESK #0000001]' })
    expect(await status()).toBe('solved')
    expect((await followups()).at(-1)).toMatchObject({ is_private: 0 })
  })

  it.each([
    'It still fails. I am away until Monday, call me then.',
    'The printer is back on, but I have no access to my e-mail.',
    'Le problème est de retour le matin, quand je suis absent.',
    'Does it print, even when I am away?',
    'Je suis absent de la liste des élèves.',
  ])('is not what a person says who tells of trouble first: %j', async (text) => {
    await solve()
    await answer(paul, 'paul@parents.example', text, { subject: 'Re: The printer [DESK #0000001]' })
    expect(await status()).toBe('assigned')
  })
})

function bounceOf(address: string): string {
  return [
    '--seam',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--seam',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.parents.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--seam--',
  ].join('\n')
}

describe('a notice of ours that is forwarded to the desk', () => {
  const forwarded = (words: string, from = 'Claire Martin (School desk) <support@school.example>') =>
    [
      words,
      '',
      '---------- Forwarded message ---------',
      `From: ${from}`,
      'Date: Tue, 24 Nov 2026 at 10:00',
      'Subject: The printer [DESK #0000001]',
      'To: Paul Petit <paul@parents.example>',
      '',
      'It was out of paper.',
    ].join('\n')
  const forward = async (from: string, text: string, notice: string, more: object = {}) => {
    const { inReplyTo } = await lastMailTo(desk, notice)
    return desk.receive(draftMail({ from, inReplyTo, text, subject: 'Fwd: The printer [DESK #0000001]', ...more }))
  }

  it('by the requester is their answer: the words above it refuse the solution', async () => {
    await solve()
    const { outcome } = await forward(paul, forwarded('It still fails.'), 'paul@parents.example')
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(await status()).toBe('assigned')
    expect((await followups()).at(-1)).toMatchObject({ author_id: 3, content_text: 'It still fails.' })
    expect((await followups()).at(-1)?.cut_text).toContain('It was out of paper.')
  })

  it('without a word above it is an empty answer', async () => {
    await solve()
    const { outcome } = await forward(paul, forwarded(''), 'paul@parents.example')
    expect(outcome).toEqual({ kind: 'ignored', ticketId: 1 })
    expect((await lines()).at(-1)).toBe('empty-reply → paul@parents.example')
  })

  it('that was sent to somebody else opens a ticket of its own', async () => {
    await solve()
    const { outcome } = await forward(anne, forwarded('Is this mine too?'), 'paul@parents.example')
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    expect(await status()).toBe('solved')
  })

  it('with our mark in its text alone leads nowhere', async () => {
    await solve()
    const { to, inReplyTo } = await lastMailTo(desk, 'paul@parents.example')
    const text = `${forwarded('It still fails.')}\n${to} ${inReplyTo}`
    const { outcome } = await desk.receive(draftMail({ from: paul, text, subject: 'Fwd: The printer' }))
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
  })

  it('is another’s mail where the forwarded one is not from us', async () => {
    await solve()
    const text = forwarded('Look what I got.', 'Bank <bank@else.example>')
    const { outcome } = await forward(paul, text, 'paul@parents.example')
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
    expect(await status()).toBe('solved')
  })

  it('by a technician tells the requester nothing', async () => {
    await solve()
    await forward(claire, forwarded('He will break it again.'), 'paul@parents.example')
    expect((await lines()).filter((line) => line.startsWith('followup →'))).toEqual([])
    expect(JSON.stringify(await followups())).not.toContain('break it again')
  })
})

describe('a reply that begins with two dashes', () => {
  it.each([
    '--\nça ne marche toujours pas',
    '--\nIt still fails.',
    '\n--\nBonjour,\nrien ne sort',
    '—-\nIt still fails!',
  ])('says what stands below them: %j', async (text) => {
    await solve()
    await answer(paul, 'paul@parents.example', text)
    expect(await status()).toBe('assigned')
  })

  it.each(['-- \nBe yourself, others are taken.', '--\nPaul Petit\nLycée Moulin', '--\nCordialement,\nPaul Petit'])(
    'is empty where a signature stands below them: %j',
    async (text) => {
      await solve()
      await answer(paul, 'paul@parents.example', text)
      expect(await status()).toBe('solved')
      expect((await lines()).at(-1)).toBe('empty-reply → paul@parents.example')
    },
  )
})
