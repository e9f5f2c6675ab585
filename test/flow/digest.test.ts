import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { deskSettings, draftMail } from '../support/desk.ts'

const limits = { ...deskSettings.limits, noticesPerTicketAndHour: 1 }

async function paulWrites(desk: TestApp, text: string, subject = 'The printer'): Promise<void> {
  await desk.deliver(draftMail({ from: 'Paul Petit <paul@parents.example>', text, subject }))
  await desk.settle()
}

/** The desk with a notice that waits for its digest, whose time has come. */
async function withDigest(): Promise<TestApp> {
  const before = await startTestApp({ limits })
  await paulWrites(before, 'It does not print.')
  await paulWrites(before, 'It still does not print.', 'Re: [DESK #0000001] The printer')
  await before.app.store.run("UPDATE outbox_mails SET next_attempt_at = 1 WHERE status = 'digest'")
  await before.app.stop()
  await before.smtp.stop()
  const desk = await startTestApp({ data: before.folder, limits })
  await desk.settle()
  return desk
}

it('a technician answers a ticket from the digest that told of it', async () => {
  const desk = await withDigest()
  try {
    const digest = desk.smtp.mails.find(({ to }) => to[0] === 'claire@school.example')
    const { text } = await parseMail(Readable.from([Buffer.from(digest?.raw ?? '')]))
    expect(text).toContain('It still does not print.')
    const [, to = '', subject = ''] = /Reply on this ticket:\s+mailto:([^?\s]+)\?subject=(\S+)/.exec(text) ?? []
    expect(decodeURIComponent(subject)).toBe('Re: [DESK #0000001] The printer')

    const answer = draftMail({ from: 'claire@school.example', to, subject: 'An answer', text: 'Is it plugged in?' })
    expect(await desk.deliver(answer, { to })).toMatch(/^250/)
    await desk.settle()
    expect(await desk.app.store.all('SELECT ticket_id, content_text, is_private FROM followups ORDER BY id')).toEqual([
      { ticket_id: 1, content_text: 'It still does not print.', is_private: 0 },
      { ticket_id: 1, content_text: 'Is it plugged in?', is_private: 0 },
    ])
  } finally {
    await desk.stop()
  }
})
