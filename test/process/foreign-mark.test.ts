import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replyAddress } from '../../src/signing/places.ts'
import { draftMail, lastMailTo, openTestDesk, processNext, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'
const secretary = 'Sylvie Bureau <sylvie@office.example>'

const followups = () =>
  desk.store.all('SELECT author_id, is_private, content_text FROM followups WHERE deleted_at IS NULL ORDER BY id')
const events = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)

let receipt = { inReplyTo: '', to: '' }

async function openOne(): Promise<void> {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  receipt = await lastMailTo(desk, 'paul@parents.example')
}

/** Somebody answers, from an address of their own, a mail that was sent to Paul. */
async function answerForPaul(from: string, text: string, proved = true) {
  return desk.receive(draftMail({ from, ...receipt, text, proved }))
}

async function say(who: string, act: 'confirm-address' | 'deny-address') {
  const link = await desk.store.first<{ id: number }>('SELECT id FROM action_links WHERE act = ? ORDER BY id LIMIT 1', [
    act,
  ])
  const to = replyAddress('support@school.example', desk.tools.marks.sign('link', link?.id ?? 0))
  return desk.receive(draftMail({ from: who, to, text: 'yes' }))
}

describe('a right mark under another From', () => {
  it('is kept for technicians alone, and the owner of the mark is asked', async () => {
    await openOne()
    const { outcome } = await answerForPaul(secretary, 'It is the one on the second floor.')
    expect(outcome).toEqual({ kind: 'held', ticketId: 1, personId: 3 })
    expect(await followups()).toEqual([
      { author_id: null, is_private: 1, content_text: 'It is the one on the second floor.' },
    ])
    expect((await events()).slice(3)).toEqual([
      'unconfirmed-followup → claire@school.example',
      'unconfirmed-followup → denis@school.example',
      'confirm-address → paul@parents.example',
    ])
    expect(await desk.store.all('SELECT id FROM tickets')).toHaveLength(1)
    expect(await desk.store.all("SELECT id FROM persons WHERE name LIKE 'Sylvie%'")).toEqual([])
  })

  it('becomes the owner’s words once they say so, and the address theirs', async () => {
    await openOne()
    await answerForPaul(secretary, 'It is the one on the second floor.')
    await say(paul, 'confirm-address')
    const { outcome } = await processNext(desk.tools)
    expect(outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect(await followups()).toEqual([
      { author_id: 3, is_private: 0, content_text: 'It is the one on the second floor.' },
    ])
    expect((await events()).slice(-2)).toEqual([
      'followup-technician → claire@school.example',
      'followup-technician → denis@school.example',
    ])
    const later = await answerForPaul(secretary, 'And it blinks.')
    expect(later.outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    expect((await followups()).at(-1)).toMatchObject({ author_id: 3, is_private: 0 })
  })

  it('stays internal where the owner does not know the address', async () => {
    await openOne()
    await answerForPaul(secretary, 'Please send the password.')
    await say(paul, 'deny-address')
    expect(await followups()).toMatchObject([{ author_id: null, is_private: 1 }])
    const mail = await desk.store.first<{ outcome: string; reason: string }>(
      "SELECT outcome, reason FROM inbound_mails WHERE from_address = 'sylvie@office.example'",
    )
    expect(mail).toMatchObject({ outcome: 'held', reason: expect.stringContaining('do not know the address') })
    expect(await desk.store.all("SELECT kind FROM ticket_events WHERE kind = 'address-denied'")).toHaveLength(1)
  })

  it('asks once for several mails of one address, and one answer is for all of them', async () => {
    await openOne()
    await answerForPaul(secretary, 'One.')
    await answerForPaul(secretary, 'Two.')
    expect((await events()).filter((event) => event.startsWith('confirm-address'))).toHaveLength(1)
    await say(paul, 'confirm-address')
    await processNext(desk.tools)
    await processNext(desk.tools)
    expect(await followups()).toMatchObject([
      { author_id: 3, content_text: 'One.' },
      { author_id: 3, content_text: 'Two.' },
    ])
  })

  it('asks once about an address that is written with capitals, too', async () => {
    await openOne()
    await answerForPaul('Sylvie <Sylvie@Office.example>', 'One.')
    await answerForPaul(secretary, 'Two.')
    await answerForPaul('Sylvie <SYLVIE@office.example>', 'Three.')
    expect((await events()).filter((event) => event.startsWith('confirm-address'))).toHaveLength(1)
    await say(paul, 'confirm-address')
    for (let n = 0; n < 3; n++) await processNext(desk.tools)
    expect(await followups()).toMatchObject([{ author_id: 3 }, { author_id: 3 }, { author_id: 3 }])
  })

  it('keeps its attachments through the confirmation', async () => {
    await openOne()
    await desk.receive(
      draftMail({
        from: secretary,
        ...receipt,
        text: 'Here is the list.',
        attachments: [{ filename: 'list.txt', type: 'text/x-list', content: 'one\ntwo' }],
      }),
    )
    const items = 'SELECT item_id, is_private FROM document_items'
    expect(await desk.store.all(items)).toEqual([{ item_id: 1, is_private: 1 }])
    await say(paul, 'confirm-address')
    await processNext(desk.tools)
    expect(await desk.store.all(items)).toEqual([{ item_id: 2, is_private: 0 }])
  })

  it('of a colleague with an address of their own makes them an observer, and leaves them their address', async () => {
    const anne = 'Anne Durand <anne@parents.example>'
    await openOne()
    await desk.receive(draftMail({ from: anne, subject: 'The door', text: 'It does not close.' }))
    await answerForPaul(anne, 'I saw it too.')
    await say(paul, 'confirm-address')
    expect((await processNext(desk.tools)).outcome).toMatchObject({ kind: 'followedUp', ticketId: 1 })
    const person = await desk.store.first<{ id: number }>("SELECT id FROM persons WHERE name = 'Anne Durand'")
    expect(await followups()).toMatchObject([{ author_id: person?.id, is_private: 0 }])
    expect(
      await desk.store.all('SELECT person_id FROM ticket_actors WHERE ticket_id = 1 AND role = ?', ['observer']),
    ).toEqual([{ person_id: person?.id }])
  })

  it('neither approves nor refuses before the owner has said so', async () => {
    await openOne()
    await desk.receive(
      draftMail({ from: claire, ...(await lastMailTo(desk, 'claire@school.example')), text: '/solve\nNew paper.' }),
    )
    await answerForPaul(secretary, 'It still fails.')
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'solved' })
    await say(paul, 'confirm-address')
    await processNext(desk.tools)
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'assigned' })
    expect(await desk.store.byId('solutions', 1)).toMatchObject({ status: 'refused', answered_by: 3 })
  })

  it('of a technician’s mail obeys no order, and their word lends them one mail, not an address', async () => {
    await openOne()
    const mark = await lastMailTo(desk, 'claire@school.example')
    const home = 'Claire <claire@home.example>'
    await desk.receive(draftMail({ from: home, ...mark, text: '/solve\nI changed the paper.' }))
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'incoming' })
    await say(claire, 'confirm-address')
    await processNext(desk.tools)
    expect(await desk.store.byId('tickets', 1)).toMatchObject({ status: 'solved' })
    expect(await desk.store.byId('solutions', 1)).toMatchObject({ author_id: 1 })
    await desk.receive(draftMail({ from: home, ...mark, text: 'Once more.' }))
    expect((await followups()).at(-1)).toMatchObject({ author_id: null, is_private: 1 })
  })

  it('asks nobody more often than a few times a day, whatever addresses write', async () => {
    await openOne()
    for (let n = 0; n < 8; n++) await answerForPaul(`Eve <eve${n}@else.example>`, `Word ${n}`)
    expect((await events()).filter((event) => event.startsWith('confirm-address'))).toHaveLength(5)
    expect(await followups()).toHaveLength(8)
  })

  it('is nobody’s where its owner takes no part in the ticket any more', async () => {
    await openOne()
    const mark = await lastMailTo(desk, 'paul@parents.example')
    await desk.store.run('DELETE FROM ticket_actors WHERE person_id = 3')
    const { outcome } = await desk.receive(draftMail({ from: secretary, ...mark, text: 'Hello?' }))
    expect(outcome).toMatchObject({ kind: 'opened', ticketId: 2 })
  })

  it('cannot be confirmed by whoever wrote it', async () => {
    await openOne()
    await answerForPaul(secretary, 'Please send the password.')
    await say(secretary, 'confirm-address')
    expect(await desk.store.all('SELECT status FROM confirmations')).toEqual([{ status: 'waiting' }])
  })
})
