import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'
import { newestLink, openTestWeb, solveAgain, solveTicket, type TestWeb, trail } from '../support/web.ts'

const day = 86_400_000
let desk: TestDesk
let web: TestWeb
let id: number
let approve: string
let refuse: string

beforeEach(async () => {
  desk = await openTestDesk()
  web = await openTestWeb(desk)
  id = await solveTicket(desk)
  approve = await newestLink(desk, 'approve')
  refuse = await newestLink(desk, 'refuse')
})
afterEach(async () => {
  await web.close()
  await desk.remove()
})

const ticket = () => desk.store.byId('tickets', id)

/** Both the page and the button: they say why, what is true now, and change nothing. */
async function saysKindly(path: string, act: string, ...words: string[]): Promise<void> {
  const before = await trail(desk)
  const page = (await web.get(path)).body
  const answer = (await web.post(path, { act, reason: 'non' })).body
  for (const word of words) {
    expect(page).toContain(word)
    expect(answer).toContain(word)
  }
  expect(page).not.toContain('<button')
  expect(answer).toContain('Rien n’a été modifié.')
  expect(await trail(desk)).toEqual(before)
}

describe('the page of a decision', () => {
  it('lets words that run from right to left do so, in the solution, the title and the reason', async () => {
    await desk.store.run('UPDATE solutions SET content_html = NULL, content_text = ?', ['נגמר הנייר.'])
    await desk.store.run('UPDATE tickets SET title = ?', ['המדפסת'])
    const { body } = await web.get(approve)
    expect(body).toContain('<div class="words lines" dir="auto">נגמר הנייר.</div>')
    expect(body).toContain('<bdi>המדפסת</bdi>')
    expect(body).toMatch(/<textarea [^>]*dir="auto"/)
  })

  it('shows title, solution, whose decision it is, two buttons and a field, in the person’s language', async () => {
    const { body } = await web.get(approve, { 'accept-language': 'en' })
    expect(body).toContain('<html lang="fr">')
    expect(body).toContain('[DESK #0000001] · <bdi>The printer</bdi>')
    expect(body).toContain('It was out of paper.')
    expect(body).toContain('Claire Martin, le 24 novembre 2026 à 10\u00a0h\u00a000')
    expect(body).toContain('C’est à Paul Petit d’en décider\u00a0: le lien a été envoyé à paul@parents.example.')
    expect(body).toMatch(/value="approve"[^>]*>Oui, ça marche</)
    expect(body).toMatch(/value="refuse"[^>]*>Non, pas encore</)
    expect(body).toMatch(/<label for="reason">.*<textarea id="reason"/s)
  })

  it('puts first what the link stands for', async () => {
    const order = async (path: string) =>
      [...(await web.get(path)).body.matchAll(/value="(\w+)"/g)].map(([, act]) => act)
    expect(await order(approve)).toEqual(['approve', 'refuse'])
    expect(await order(refuse)).toEqual(['refuse', 'approve'])
  })

  it('escapes what people wrote, and runs nothing', async () => {
    await desk.store.update('tickets', id, { title: '<script>alert(1)</script>"&' })
    await desk.store.run('UPDATE solutions SET content_text = ?', ['<img src=x onerror=alert(1)>'])
    const { body } = await web.get(approve)
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;')
    expect(body).toContain('&lt;img src=x')
    expect(body).not.toMatch(/<script|<img|javascript:/i)
  })

  it('shows the solution’s HTML as the sanitiser left it, and refuses what none has seen', async () => {
    await desk.store.run('UPDATE solutions SET content_html = ?', ['<p>Out of <b>paper</b>.</p>'])
    expect((await web.get(approve)).body).toContain('<p>Out of <b>paper</b>.</p>')
    await desk.store.run('UPDATE solutions SET content_html = ?', ['<script>1</script>'])
    const { statusCode, body } = await web.get(approve)
    expect(statusCode).toBe(500)
    expect(body).not.toContain('<script')
  })

  it.each([
    ['HEAD', {}],
    ['GET', { 'sec-purpose': 'prefetch' }],
    ['GET', { purpose: 'prefetch' }],
    ['GET', { 'user-agent': 'a scanner of links' }],
  ] as const)('changes nothing: %s %o', async (method, headers) => {
    const before = await trail(desk)
    const { statusCode, body } = await web.server.inject({ method, url: approve, headers })
    expect(statusCode).toBe(200)
    if (method === 'HEAD') expect(body).toBe('')
    expect(await trail(desk)).toEqual(before)
  })

  it('reads a link in capitals, or with the dot of its sentence', async () => {
    expect((await web.get(approve.toUpperCase().replace('/L/', '/l/'))).statusCode).toBe(200)
    expect((await web.get(`${approve}.`)).statusCode).toBe(200)
    expect((await web.get(`${approve}/`)).statusCode).toBe(200)
  })
})

describe('a button', () => {
  it('approves: the ticket closes, by the link sent to that address', async () => {
    const { body } = await web.post(approve, { act: 'approve' })
    expect(body).toContain('Merci, c’est noté')
    expect(body).toContain('Nous envoyons une confirmation à paul@parents.example.')
    expect(body).toContain('pendant 24 heures')
    expect(await ticket()).toMatchObject({ status: 'closed', closed_how: 'link' })
    expect(await desk.store.first('SELECT status, answered_via FROM solutions')).toEqual({
      status: 'accepted',
      answered_via: 'paul@parents.example',
    })
    expect((await desk.outbox()).filter(({ event }) => event === 'link-confirmation')).toHaveLength(1)
  })

  it('refuses, also on the page to approve; the reason is kept as typed, without our marks', async () => {
    const mark = approve.replace('/l/', '')
    const { body } = await web.post(approve, { act: 'refuse', reason: ` Non.\r\nVoir /l/${mark} \u0007\u202e ` })
    expect(body).toContain('Merci de nous l’avoir dit')
    expect(await ticket()).toMatchObject({ status: 'assigned', reopened_count: 1 })
    expect(await desk.store.first('SELECT answer_reason FROM solutions')).toEqual({ answer_reason: 'Non.\nVoir /l/…' })
  })

  it('refuses without a reason', async () => {
    expect((await web.post(refuse, { act: 'refuse' })).statusCode).toBe(200)
    expect(await desk.store.first('SELECT status, answer_reason FROM solutions')).toEqual({
      status: 'refused',
      answer_reason: null,
    })
  })

  it('pressed twice at the same moment acts once, and says each time what it did', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => web.post(approve, { act: 'approve' })))
    expect(answers.filter(({ body }) => body.includes('Merci, c’est noté'))).toHaveLength(3)
    expect(await desk.store.all("SELECT id FROM ticket_events WHERE kind = 'solution-approved'")).toHaveLength(1)
    expect((await desk.outbox()).filter(({ event }) => event === 'link-confirmation')).toHaveLength(1)
  })

  it('pressed twice to refuse shows the words that were kept, and the other button does not undo it', async () => {
    await web.post(approve, { act: 'refuse', reason: 'Non, rien.' })
    const again = await web.post(approve, { act: 'refuse', reason: 'Toujours rien.' })
    expect(again.body).toContain('Non, rien.')
    expect(again.body).not.toContain('Toujours rien.')
    const other = await web.post(approve, { act: 'approve' })
    expect(other.body).toContain('Ce lien a déjà servi')
    expect(await ticket()).toMatchObject({ status: 'assigned', reopened_count: 1 })
  })

  it.each([{ act: 'undo' }, { act: 'close' }, { act: 'confirm-sender' }])(
    'of another page does nothing: %o',
    async (fields) => {
      const before = await trail(desk)
      const { statusCode, body } = await web.post(approve, fields, { 'accept-language': 'en' })
      expect(statusCode).toBe(400)
      expect(body).toContain('Rien n’a été modifié.')
      expect(await trail(desk)).toEqual(before)
    },
  )
})

describe('a link that does nothing any more', () => {
  it('used', async () => {
    await web.post(approve, { act: 'approve' })
    desk.clock.at += 60_000
    await saysKindly(approve, 'approve', 'Ce lien a déjà servi', 'approuvée par Paul Petit', 'Le ticket a été clos le')
  })

  it('whose pair was used', async () => {
    await web.post(refuse, { act: 'refuse' })
    await saysKindly(approve, 'approve', 'La réponse a déjà été donnée', 'refusée par Paul Petit')
  })

  it('too old', async () => {
    desk.clock.at += 61 * day
    await saysKindly(
      approve,
      'approve',
      'Ce lien est trop ancien',
      'La solution attend une réponse.',
      'support@school.example',
    )
  })

  it('for a solution that a newer one replaced; the newer one’s own link acts', async () => {
    const reply = await lastMailTo(desk, 'paul@parents.example')
    await desk.receive(draftMail({ from: 'paul@parents.example', ...reply, text: 'It still does not print.' }))
    await solveAgain(desk, 'Now with toner.')
    await saysKindly(approve, 'approve', 'Il y a une solution plus récente')
    expect((await web.get(await newestLink(desk, 'approve'))).body).toContain('Now with toner.')
  })

  it('for a ticket that a manager closed', async () => {
    const reply = await lastMailTo(desk, 'claire@school.example')
    await desk.receive(draftMail({ from: 'Denis Roche <denis@school.example>', ...reply, text: '/close' }))
    expect(await ticket()).toMatchObject({ status: 'closed' })
    await saysKindly(approve, 'approve', 'Ce ticket est clos', 'Le ticket a été clos le')
    expect((await web.get(approve)).body).not.toContain('approuvée')
  })

  it('for a ticket that closed by itself', async () => {
    await desk.store.update('tickets', id, { status: 'closed', closed_at: desk.clock.at, closed_how: 'automatic' })
    await desk.store.run("UPDATE solutions SET status = 'accepted', answered_how = 'automatic'")
    await saysKindly(refuse, 'refuse', 'Ce ticket est clos', 'Le ticket a été clos le')
  })

  it('for a solution that was approved by a reply', async () => {
    const reply = await lastMailTo(desk, 'paul@parents.example')
    await desk.receive(draftMail({ from: 'paul@parents.example', ...reply, text: 'I approve, thank you.' }))
    expect(await ticket()).toMatchObject({ status: 'closed', closed_how: 'reply' })
    await saysKindly(approve, 'approve', 'La réponse a déjà été donnée', 'approuvée par Paul Petit')
  })

  it('for a ticket that was deleted, and says nothing of it', async () => {
    await desk.store.update('tickets', id, { deleted_at: desk.clock.at })
    await saysKindly(approve, 'approve', 'Ce n’est plus possible')
    expect((await web.get(approve)).body).not.toMatch(/The printer|out of paper/)
  })

  it('for a ticket that was merged, names the other one', async () => {
    await web.post(approve, { act: 'approve' })
    await desk.store.update('tickets', id, { merged_into: 42 })
    expect((await web.get(approve)).body).toContain('fusionné avec [DESK #0000042]')
  })

  it('of somebody who is no requester of the ticket any more, and shows nothing of it', async () => {
    await desk.store.run("DELETE FROM ticket_actors WHERE role = 'requester'")
    await saysKindly(approve, 'approve', 'Ce n’est plus à vous d’en décider')
    expect((await web.get(approve)).body).not.toMatch(/The printer|out of paper/)
  })

  it('of somebody who was erased, in the language that the browser asks for', async () => {
    await desk.store.run("UPDATE persons SET status = 'erased' WHERE name = 'Paul Petit'")
    await saysKindly(approve, 'approve', 'Ce n’est plus à vous d’en décider')
  })
})

describe('taking an answer back', () => {
  it('is offered for a day, and makes the solution wait again; its links act again', async () => {
    await web.post(approve, { act: 'approve' })
    const undo = await newestLink(desk, 'undo')
    const page = (await web.get(undo)).body
    expect(page).toContain('Le ticket a été clos.')
    expect(page).toContain('C’est possible jusqu’au 25 novembre 2026')
    expect((await web.post(undo, { act: 'undo' })).body).toContain('Votre réponse est annulée')
    expect(await ticket()).toMatchObject({ status: 'solved', closed_at: null, closed_how: null })
    // A double click, and a use after that.
    expect((await web.post(undo, { act: 'undo' })).body).toContain('Votre réponse est annulée')
    desk.clock.at += 60_000
    expect((await web.post(undo, { act: 'undo' })).body).toContain('Ce lien a déjà servi')
    expect((await web.post(approve, { act: 'approve' })).body).toContain('Merci, c’est noté')
    expect(await ticket()).toMatchObject({ status: 'closed' })
  })

  it('is over after a day', async () => {
    await web.post(refuse, { act: 'refuse' })
    desk.clock.at += day
    await saysKindly(await newestLink(desk, 'undo'), 'undo', 'Ce lien est trop ancien', 'refusée par Paul Petit')
  })

  it('is over once another solution was proposed', async () => {
    await web.post(refuse, { act: 'refuse' })
    await solveAgain(desk, 'Now with toner.')
    await saysKindly(await newestLink(desk, 'undo'), 'undo', 'Il y a une solution plus récente')
  })
})
