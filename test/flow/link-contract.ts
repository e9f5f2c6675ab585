import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import type { TestApp } from '../support/app.ts'
import { draftMail } from '../support/desk.ts'

/** From a mail to a closed ticket by the link in a mail, on the database that `start` chooses. */
export function describeLinks(start: () => Promise<TestApp>): void {
  let desk: TestApp
  beforeAll(async () => {
    desk = await start()
  })
  afterAll(() => desk.stop())

  /** Somebody's newest mail, as they read it. */
  async function newestTo(address: string): Promise<{ subject: string; text: string; messageId: string | null }> {
    await desk.settle()
    const caught = desk.smtp.mails.filter(({ to }) => to[0] === address).at(-1)
    const mail = await parseMail(Readable.from([Buffer.from(caught?.raw ?? '')]))
    return { subject: mail.subject, text: mail.text, messageId: mail.messageId }
  }

  /** The links of a mail, on the port that this test listens on, in the order in which they stand. */
  function linksIn(text: string): string[] {
    const found = [...text.matchAll(/http:\/\/127\.0\.0\.1:8025(\/l\/[a-z2-7]+)/g)].map((match) => match[1])
    return found.map((path) => `http://127.0.0.1:${desk.app.web.address.port}${path}`)
  }

  function press(link: string, fields: Record<string, string>): Promise<Response> {
    return fetch(link, { method: 'POST', body: new URLSearchParams(fields) })
  }

  let asked = 0

  /** A ticket that Paul opened and Claire solved; gives the links of the solution notice. */
  async function solved(): Promise<{ id: number; approve: string; refuse: string }> {
    // What an earlier test had us write to Claire may otherwise come after the notice that she answers.
    await desk.settle()
    asked += 1
    const text = `Rien ne sort de l’imprimante ${asked}.`
    const question = draftMail({ from: 'Paul Petit <paul@parents.example>', text })
    await desk.deliver(question, { from: 'paul@parents.example' })
    const notice = await newestTo('claire@school.example')
    await desk.deliver(
      draftMail({
        from: 'Claire Martin <claire@school.example>',
        subject: `Re: ${notice.subject}`,
        inReplyTo: notice.messageId ?? '',
        text: '/solve\nLe bac est rempli.',
      }),
      { from: 'claire@school.example' },
    )
    const [approve = '', refuse = ''] = linksIn((await newestTo('paul@parents.example')).text)
    const last = await desk.app.store.first<{ id: number }>('SELECT MAX(id) AS id FROM tickets')
    return { id: last?.id ?? 0, approve, refuse }
  }

  const ticket = (id: number) => desk.app.store.byId('tickets', id)

  /** Everything that a change would touch. */
  const trail = async () => ({
    tickets: await desk.app.store.all('SELECT * FROM tickets'),
    solutions: await desk.app.store.all('SELECT * FROM solutions'),
    links: await desk.app.store.all('SELECT * FROM action_links'),
    events: await desk.app.store.all('SELECT * FROM ticket_events'),
    mails: await desk.app.store.all('SELECT id FROM outbox_mails'),
  })

  it('is ready, and counts what it did', async () => {
    const place = `http://127.0.0.1:${desk.app.web.address.port}`
    const ready = await fetch(`${place}/readyz`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({
      ready: true,
      parts: { lmtp: 'listens', transports: { relay: 'works' } },
    })
    await solved()
    const metrics = await (await fetch(`${place}/metrics`)).text()
    expect(metrics).toMatch(/guichet_mails_total{outcome="opened"} [1-9]/)
    expect(metrics).toMatch(/guichet_outbox_attempts_total{transport="relay",result="sent"} [1-9]/)
    expect(metrics).toContain('guichet_database_up 1')
  })

  describe('the solution notice’s links', () => {
    it('show to whoever fetches them, and act for whoever presses a button, once', async () => {
      const { id, approve } = await solved()
      const before = await trail()
      expect((await fetch(approve, { method: 'HEAD' })).status).toBe(200)
      await fetch(approve, { headers: { 'sec-purpose': 'prefetch;prerender' } })
      await fetch(approve, { headers: { 'user-agent': 'link scanner' } })
      const page = await (await fetch(approve)).text()
      expect(page).toContain('<html lang="fr">')
      expect(page).toContain('Est-ce que tout marche maintenant\u00a0?')
      expect(page).toContain('Le bac est rempli.')
      expect(page).toContain('Paul Petit')
      expect(await trail()).toEqual(before)

      const answer = await (await press(approve, { act: 'approve' })).text()
      expect(answer).toContain('Le ticket est clos.')
      expect(answer).toContain('paul@parents.example')
      expect(answer).toContain('24 heures')
      expect(await ticket(id)).toMatchObject({ status: 'closed', closed_how: 'link', closed_by: 3 })
      expect((await newestTo('paul@parents.example')).text).toContain('Annuler')
      expect(
        await desk.app.store.first('SELECT status, answered_how, answered_via FROM solutions WHERE ticket_id = ?', [
          id,
        ]),
      ).toEqual({
        status: 'accepted',
        answered_how: 'link',
        answered_via: 'paul@parents.example',
      })

      const after = await trail()
      // A double click is told what its first press did.
      expect(await (await press(approve, { act: 'approve' })).text()).toContain('Le ticket est clos.')
      const second = await (await press(approve, { act: 'refuse', reason: 'non' })).text()
      expect(second).toContain('Ce lien a déjà servi')
      expect(second).toContain('Rien n’a été modifié.')
      expect(second).toContain('approuvée par Paul Petit')
      expect(await trail()).toEqual(after)
    })

    it('two answers at the same moment are one', async () => {
      const { id, approve, refuse } = await solved()
      const answers = await Promise.all([press(approve, { act: 'approve' }), press(refuse, { act: 'refuse' })])
      const pages = await Promise.all(answers.map((answer) => answer.text()))
      expect(pages.filter((page) => page.includes('Rien n’a été modifié.'))).toHaveLength(1)
      const events = await desk.app.store.all(
        "SELECT kind FROM ticket_events WHERE ticket_id = ? AND kind IN ('solution-approved', 'solution-refused')",
        [id],
      )
      expect(events).toHaveLength(1)
    })

    it('a refusal reopens the ticket with its reason, and the technician reads it', async () => {
      const { id, refuse } = await solved()
      const answer = await (await press(refuse, { act: 'refuse', reason: 'Toujours rien.\r\nBac 2 <vide>' })).text()
      expect(answer).toContain('Le ticket est rouvert')
      expect(answer).toContain('Bac 2 &lt;vide&gt;')
      expect(await ticket(id)).toMatchObject({ status: 'assigned', reopened_count: 1 })
      expect((await newestTo('claire@school.example')).text).toContain('> Toujours rien.\n> Bac 2 <vide>')
    })

    it('an answer is taken back by the link in its confirmation, and can then be given again', async () => {
      const { id, approve } = await solved()
      await press(approve, { act: 'approve' })
      const [undo = ''] = linksIn((await newestTo('paul@parents.example')).text)
      expect(await (await fetch(undo)).text()).toContain('Revenir sur votre réponse')
      expect(await (await press(undo, { act: 'undo' })).text()).toContain('Votre réponse est annulée')
      expect(await ticket(id)).toMatchObject({ status: 'solved', closed_at: null })
      expect((await newestTo('claire@school.example')).text).toContain('Paul Petit took back the approval')
      await press(approve, { act: 'refuse', reason: 'Finalement, non.' })
      expect(await ticket(id)).toMatchObject({ status: 'assigned' })
      expect(await (await press(undo, { act: 'undo' })).text()).toContain('Ce lien a déjà servi')
    })
  })
}
