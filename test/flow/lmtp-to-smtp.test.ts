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

const read = (raw: string) => parseMail(Readable.from([Buffer.from(raw)]))

it('a mail by LMTP becomes a ticket, and the receipt is handed to SMTP', async () => {
  const answer = await desk.deliver(
    draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }),
  )
  expect(answer).toMatch(/^250/)
  await desk.settle()
  expect(desk.smtp.mails.map(({ to }) => to[0]).sort()).toEqual([
    'claire@school.example',
    'denis@school.example',
    'paul@parents.example',
  ])
  const receipt = desk.smtp.mails.find(({ to }) => to[0] === 'paul@parents.example')
  const mail = await read(receipt?.raw ?? '')
  expect(mail.subject).toContain('[DESK #0000001]')
  expect(mail.text).toContain('It does not print.')
})
