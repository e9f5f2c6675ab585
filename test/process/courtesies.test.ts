import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftMail, lastMailTo, type MailDraft, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const claire = 'Claire Martin <claire@school.example>'

async function answer(from: string, address: string, draft: Partial<MailDraft> & { text: string }): Promise<void> {
  await desk.receive(draftMail({ from, ...(await lastMailTo(desk, address)), ...draft }))
}
const status = async () => (await desk.store.byId('tickets', 1))?.status
const events = async () => (await desk.outbox()).map(({ event, to_address }) => `${event} → ${to_address}`)

async function solve(): Promise<void> {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  await answer(claire, 'claire@school.example', { text: '/solve\nIt was out of paper.' })
  expect(await status()).toBe('solved')
}

describe('an answer to a solution that is made of courtesies', () => {
  const picture = {
    filename: 'screen.png',
    type: 'image/png',
    content: Buffer.from('89504e470d0a1a0a', 'hex'),
    contentId: 'one',
  }

  it.each([
    '<p>Bonjour,</p><p><img src="cid:one"></p><p>Cordialement,<br>Paul</p>',
    '<p>Hello</p><p><img src="cid:one"></p><p>Best regards<br>Paul Petit</p>',
  ])('says what the screenshot between them says: %s', async (text) => {
    await solve()
    await answer(paul, 'paul@parents.example', {
      text,
      type: 'text/html; charset=utf-8',
      attachments: [picture],
    })
    expect(await status()).toBe('assigned')
    expect((await events()).at(-1)).toBe('solution-refused → claire@school.example')
  })

  it.each(['Bonjour Claire', 'Bonjour Claire,\n\nCordialement,\nPaul', 'Merci Claire, bonne journée !'])(
    'refuses nothing where it names the technician, whose name stands in no field of the mail: %j',
    async (text) => {
      await solve()
      await answer(paul, 'paul@parents.example', { text })
      expect(await status()).toBe('solved')
    },
  )

  it('approves by the link’s mail with the name of the technician beside', async () => {
    await solve()
    await answer(paul, 'paul@parents.example', { text: 'J’approuve la solution.\n\nMerci Claire !' })
    expect(await status()).toBe('closed')
  })

  it.each([
    ['a réagi via Gmail', '👍', 'solved'],
    ['reacted via Gmail', '❤️', 'solved'],
    ['reacted via Gmail', '😢', 'assigned'],
  ])('is a reaction of Gmail: %s, %s', async (reacts, emoji, then) => {
    await solve()
    await answer(paul, 'paul@parents.example', {
      type: 'multipart/alternative; boundary=alt',
      text: [
        ...['--alt', 'Content-Type: text/plain; charset=utf-8', '', emoji, '', `Paul Petit ${reacts}`],
        ...['<https://www.google.com/gmail/about/?utm_campaign=emojireactionemail#app>', '--alt'],
        ...['Content-Type: text/vnd.google.email-reaction+json; charset=utf-8', '', `{"version":1,"emoji":"${emoji}"}`],
        '--alt--',
      ].join('\n'),
    })
    expect(await status()).toBe(then)
  })

  it('still refuses where it says more than a name', async () => {
    await solve()
    await answer(paul, 'paul@parents.example', { text: 'Bonjour Claire, toujours pareil' })
    expect(await status()).toBe('assigned')
  })
})
