import { afterEach, beforeEach, expect, it } from 'vitest'
import { showTicket } from '../../src/cli/ticket-show.ts'
import { draftMail, lastMailTo, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const paul = 'Paul Petit <paul@parents.example>'
const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])

async function show(language: 'en' | 'fr'): Promise<string> {
  const lines: string[] = []
  await showTicket(desk.store, 1, language, (line) => void lines.push(line))
  return lines.join('\n')
}

it('says which files were left out, why, and that a mail could not be read', async () => {
  await desk.receive(
    draftMail({
      from: paul,
      text: 'See this.',
      attachments: [{ filename: 'tool.exe', type: 'application/octet-stream', content: program }],
    }),
  )
  await desk.receive(
    draftMail({
      from: paul,
      ...(await lastMailTo(desk, 'paul@parents.example')),
      type: 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
      headers: ['Content-Transfer-Encoding: base64'],
      text: Buffer.from('nobody here can read this').toString('base64'),
    }),
  )
  expect(await show('en')).toContain('- tool.exe (this type of file is not accepted)')
  expect(await show('en')).toContain('! encrypted (S/MIME): nobody here could read it')
  expect(await show('fr')).toContain('- tool.exe (ce type de fichier n’est pas accepté)')
  expect(await show('fr')).toContain('! chiffré (S/MIME)')
})

it('names who wrote what nobody has confirmed yet', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  const receipt = await lastMailTo(desk, 'paul@parents.example')
  await desk.receive(draftMail({ from: 'Sylvie <sylvie@office.example>', ...receipt, text: 'For Paul.' }))
  expect(await show('en')).toContain('Sylvie <sylvie@office.example> wrote followup 1 (private)')
})

it('says why tickets are linked, and what changed, in the language of the reader', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.' }))
  await desk.receive(
    draftMail({ from: 'Sylvie <sylvie@office.example>', subject: 'Re: [DESK #0000001] x', text: 'Mine neither.' }),
  )
  const lines: string[] = []
  for (const language of ['en', 'fr'] as const)
    await showTicket(desk.store, 2, language, (line) => void lines.push(line))
  const told = lines.filter((line) => /linked with|lié au/.test(line))
  expect(told).toEqual([
    expect.stringContaining('linked with ticket 1: nothing shows that its sender takes part'),
    expect.stringContaining('lié au ticket 1 : rien ne montre que son expéditeur participe au ticket'),
  ])
})

it('says of what type a ticket is, and how urgent', async () => {
  await desk.receive(draftMail({ from: paul, text: 'It does not print.', headers: ['Importance: high'] }))
  expect(await show('en')).toMatch(/^Type +incident$/m)
  expect(await show('en')).toMatch(/^Urgency +high$/m)
  expect(await show('fr')).toMatch(/^Urgence +haute$/m)
})
