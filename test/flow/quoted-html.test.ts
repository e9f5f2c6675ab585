import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { draftMail } from '../support/desk.ts'

let desk: TestApp
beforeAll(async () => {
  desk = await startTestApp()
})
afterAll(() => desk.stop())

const claire = 'claire@school.example'
const paul = 'paul@parents.example'

async function lastTo(address: string) {
  const raw = desk.smtp.mails.findLast(({ to }) => to[0] === address)?.raw ?? ''
  return parseMail(Readable.from([Buffer.from(raw)]))
}

/** As Outlook answers: the whole HTML below a header block, without a mark. */
async function answer(from: string, words: string): Promise<void> {
  const mail = await lastTo(from)
  const block = `<b>From:</b> Desk &lt;${mail.replyTo[0]?.address}&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 10:00 AM<br><b>To:</b> ${from}<br><b>Subject:</b> ${mail.subject}`
  const text = `<div>${words.replaceAll('\n', '</div><div>')}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr">${block}<div>&nbsp;</div></div>${mail.html}`
  const to = mail.replyTo[0]?.address ?? ''
  await desk.deliver(draftMail({ from, to, text, type: 'text/html; charset=utf-8', inReplyTo: mail.messageId ?? '' }), {
    to,
  })
  await desk.settle()
}

it('words above our mail, quoted by Outlook with all that its HTML shows, are told without any of it', async () => {
  await desk.deliver(draftMail({ from: paul, text: 'It does not print.' }))
  await desk.settle()
  await answer(claire, 'Is the lower tray closed?')
  await answer(paul, 'It is now, and nothing comes out.')
  await answer(claire, '/solve\nI have emptied the queue of the printer.')
  await answer(paul, 'No, it still stands still.\nThe lamp is orange.')
  const told = await desk.app.store.all('SELECT content_text FROM followups ORDER BY id')
  expect(told).toEqual([
    { content_text: 'Is the lower tray closed?' },
    { content_text: 'It is now, and nothing comes out.' },
    { content_text: 'No, it still stands still.\nThe lamp is orange.' },
  ])
  const solutions = await desk.app.store.all('SELECT content_text FROM solutions')
  expect(solutions).toEqual([{ content_text: 'I have emptied the queue of the printer.' }])
  expect((await lastTo(claire)).text).toContain('No, it still stands still.')
})
