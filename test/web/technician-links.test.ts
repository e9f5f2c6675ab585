import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, openTestDesk, processNext, type TestDesk } from '../support/desk.ts'
import { newestLink, openTestWeb, type TestWeb, trail } from '../support/web.ts'

let desk: TestDesk
let web: TestWeb

beforeEach(async () => {
  desk = await openTestDesk()
  web = await openTestWeb(desk)
  await desk.receive(draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }))
})
afterEach(async () => {
  await web.close()
  await desk.remove()
})

const ticket = () => desk.store.byId('tickets', 1)
const noRights = () => desk.store.run("DELETE FROM person_roles WHERE role IN ('technician', 'manager')")

async function changesNothing(path: string, act: string, ...words: string[]): Promise<void> {
  const before = await trail(desk)
  // Later than a double click.
  desk.clock.at += 60_000
  const { body } = await web.post(path, { act })
  for (const word of [...words, 'Nothing was changed.']) expect(body).toContain(word)
  expect(await trail(desk)).toEqual(before)
}

describe('closing on the requester’s word', () => {
  let path: string
  beforeEach(async () => {
    const reply = await lastMailTo(desk, 'paul@parents.example')
    await desk.receive(
      draftMail({ from: 'paul@parents.example', ...reply, text: 'It works now, thank you. Forget it.' }),
    )
    path = await newestLink(desk, 'close')
  })

  it('is asked, in the technician’s language, then done', async () => {
    const before = await trail(desk)
    const { body } = await web.get(path)
    expect(body).toContain('<html lang="en">')
    expect(body).toContain('Close this ticket?')
    expect(await trail(desk)).toEqual(before)
    expect((await web.post(path, { act: 'close' })).body).toContain('The ticket is closed')
    expect(await ticket()).toMatchObject({ status: 'closed', closed_how: 'technician' })
    await changesNothing(path, 'close', 'This link has done its work', 'The ticket was closed on')
  })

  it('is confirmed, and can be taken back for a day', async () => {
    const { body } = await web.post(path, { act: 'close' })
    expect(body).toContain('We are sending a confirmation to denis@school.example.')
    const undo = await newestLink(desk, 'undo')
    expect((await web.get(undo)).body).toContain('was used to close the ticket')
    expect((await web.post(undo, { act: 'undo' })).body).toContain('The ticket is open again')
    expect(await ticket()).toMatchObject({ status: 'incoming', closed_at: null })
    await changesNothing(undo, 'undo', 'This link has done its work')
  })

  it('that was undone and done again otherwise is not undone by the first link', async () => {
    await web.post(path, { act: 'close' })
    const undo = await newestLink(desk, 'undo')
    await desk.store.update('tickets', 1, { closed_at: desk.clock.at + 1000 })
    await changesNothing(undo, 'undo', 'This can no longer be done')
  })

  it('is taken back by nobody who no longer works here', async () => {
    await web.post(path, { act: 'close' })
    await noRights()
    await changesNothing(await newestLink(desk, 'undo'), 'undo', 'This is no longer yours to decide')
  })

  it('needs the right at that moment', async () => {
    await noRights()
    await changesNothing(path, 'close', 'This is no longer yours to decide')
    expect((await web.get(path)).body).not.toContain('The printer')
  })
})

describe('a mail held in a technician’s name', () => {
  let confirm: string
  let deny: string
  beforeEach(async () => {
    const { outcome } = await desk.receive(
      draftMail({
        from: 'Claire Martin <claire@school.example>',
        proved: false,
        ...(await lastMailTo(desk, 'claire@school.example')),
        to: 'support@school.example',
        subject: 'Re: <b>printer</b>',
        text: 'I shall come.',
      }),
    )
    expect(outcome.kind).toBe('held')
    confirm = await newestLink(desk, 'confirm-sender')
    deny = await newestLink(desk, 'deny-sender')
  })

  it('is shown by sender, subject and time, with two buttons', async () => {
    const before = await trail(desk)
    const { body } = await web.get(confirm)
    expect(body).toContain('Did you write this mail?')
    expect(body).toContain('<dd>claire@school.example</dd>')
    expect(body).toContain('Re: &lt;b&gt;printer&lt;/b&gt;')
    expect(body).toMatch(/value="confirm-sender".*value="deny-sender"/s)
    expect(body).not.toContain('I shall come.')
    expect(await trail(desk)).toEqual(before)
  })

  it('is processed once it is confirmed', async () => {
    expect((await web.post(confirm, { act: 'confirm-sender' })).body).toContain('We now take your mail in')
    expect(web.confirmed()).toBe(1)
    expect((await processNext(desk.tools)).outcome).toMatchObject({ kind: 'followedUp' })
    await changesNothing(confirm, 'confirm-sender', 'This link has done its work', 'The answer was yes')
    await changesNothing(deny, 'deny-sender', 'This has been answered')
  })

  it('stays where it is once it is denied, from either page', async () => {
    expect((await web.post(confirm, { act: 'deny-sender' })).body).toContain('please tell your administrator')
    expect(web.confirmed()).toBe(0)
    expect(await desk.store.first("SELECT status, outcome, reason FROM inbound_mails WHERE outcome = 'held'")).toEqual({
      status: 'done',
      outcome: 'held',
      reason: 'held: the technician says that this mail is not theirs',
    })
    await changesNothing(deny, 'deny-sender', 'This has been answered', 'The answer was no')
  })

  it('cannot be confirmed by somebody who no longer works here', async () => {
    await noRights()
    await changesNothing(confirm, 'confirm-sender', 'This is no longer yours to decide')
  })
})

describe('an answer from another address', () => {
  it('is asked about with that address alone, and confirmed by whoever the mail was for', async () => {
    const reply = await lastMailTo(desk, 'paul@parents.example')
    await desk.receive(draftMail({ from: 'Lea <lea@elsewhere.example>', ...reply, text: 'For Paul: it is on.' }))
    const path = await newestLink(desk, 'confirm-address')
    const { body } = await web.get(path)
    expect(body).toContain('Cette adresse est-elle la vôtre')
    expect(body).toContain('<dd>lea@elsewhere.example</dd>')
    expect(body).not.toContain('it is on')
    expect((await web.post(path, { act: 'confirm-address' })).body).toContain('Nous prenons maintenant en compte')
    expect(web.confirmed()).toBe(1)
  })

  it('is denied from either page', async () => {
    const reply = await lastMailTo(desk, 'paul@parents.example')
    await desk.receive(draftMail({ from: 'Lea <lea@elsewhere.example>', ...reply, text: 'For Paul: it is on.' }))
    const path = await newestLink(desk, 'confirm-address')
    expect((await web.post(path, { act: 'deny-address' })).body).toContain('que vous ne la connaissez pas')
    expect((await web.get(path)).body).toContain('La réponse a été non')
  })
})

describe('an observer who is proposed', () => {
  it('is added by a press, not by a look', async () => {
    await desk.receive(
      draftMail({
        from: 'stranger@elsewhere.example',
        proved: false,
        cc: 'lea@elsewhere.example',
        subject: 'Another',
        text: 'The screen is dark.',
      }),
    )
    const path = await newestLink(desk, 'add-observer')
    const before = await trail(desk)
    expect((await web.get(path)).body).toContain('Add lea@elsewhere.example?')
    expect(await trail(desk)).toEqual(before)
    expect((await web.post(path, { act: 'add-observer' })).body).toContain('They now observe this ticket')
    expect(await desk.store.all("SELECT ticket_id FROM ticket_actors WHERE role = 'observer'")).toEqual([
      { ticket_id: 2 },
    ])
    await changesNothing(path, 'add-observer', 'This link has done its work')
  })
})
