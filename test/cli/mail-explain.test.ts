import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ruleWords } from '../../src/cli/explain-rules.ts'
import type { ExplainLanguage } from '../../src/cli/explain-words.ts'
import { explainBatch, explainFiles } from '../../src/cli/mail-explain.ts'
import { rules } from '../../src/screening/rules.ts'
import { senderRules } from '../../src/screening/sender-rules.ts'

const mail = [
  'From: Ann Roe <ann@example.org>',
  'To: support@desk.example',
  'Subject: Re: Printer',
  'Message-ID: <2@example.org>',
  'In-Reply-To: <1@desk.example>',
  'Date: Mon, 23 Nov 2026 09:31:12 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'It works \x1b[31mnow.',
  '',
  '/close',
  '',
  '-- ',
  'Ann',
  '',
  'On Mon, Nov 23, 2026 at 9:00 AM Support <support@desk.example> wrote:',
  '> Have you tried it?',
  '--x',
  'Content-Type: image/png; name=photo.png',
  'Content-Disposition: attachment; filename=photo.png',
  '',
  'not really one',
  '--x--',
].join('\r\n')

let folder = ''
const file = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-explain-'))
  await writeFile(file('reply.eml'), mail)
  await writeFile(file('empty.eml'), '')
})

async function run(names: string[], language: ExplainLanguage = 'en') {
  const out: string[] = []
  const errors: string[] = []
  const output = { write: (line: string) => out.push(line), fail: (line: string) => errors.push(line) }
  const status = await explainFiles(names.map(file), { language, full: false, dns: false }, output)
  return { status, out: out.join('\n'), errors: errors.join('\n') }
}

describe('the report for people', () => {
  test('says who, what kind, what is new, what was cut, attachments, proof and commands', async () => {
    const { status, out, errors } = await run(['reply.eml'])
    expect(status).toBe(0)
    expect(errors).toBe('')
    for (const words of [
      'Ann Roe <ann@example.org>',
      'Re: Printer',
      'written by a person',
      '│ > Have you tried it?',
      'photo.png',
      '/close',
      '│ Ann',
      'not checked',
    ])
      expect(out).toContain(words)
  })

  test('is in French as well', async () => {
    const { out } = await run(['reply.eml'], 'fr')
    expect(out).toContain('écrit par une personne')
    expect(out).toMatch(/Texte nouveau +│ It works/)
    expect(out).toContain('2 lignes retirées, à cause de : une ligne comme « Le …, Jeanne a écrit : »')
    expect((await run(['missing.eml'], 'fr')).errors).toContain('ce fichier n’existe pas')
  })

  test.each([...rules, ...senderRules].map(({ id }) => id))('has words for the rule %s', (id) => {
    expect(ruleWords[id]).toBeDefined()
  })

  test('shows no control character of a mail to the terminal', async () => {
    const { out } = await run(['reply.eml'])
    expect(out).not.toContain('\x1b')
  })

  test('an empty file is a mail without anything', async () => {
    const { status, out } = await run(['empty.eml'])
    expect(status).toBe(0)
    expect(out).toContain('nobody')
    expect(out).toContain('hardly a mail')
    expect(out).toContain('the mail has no text')
  })

  test('a file that cannot be read is named, the others are still explained, and the status says it', async () => {
    const { status, out, errors } = await run(['missing.eml', '.', 'reply.eml'])
    expect(status).toBe(1)
    expect(errors).toMatch(/missing\.eml: cannot be read: there is no such file/)
    expect(errors).toMatch(/it is a folder/)
    expect(errors).toMatch(/2 files could not be read/)
    expect(out).toContain('Ann Roe')
  })
})

describe('the batch', () => {
  async function batch(lines: string[]) {
    await writeFile(file('batch.jsonl'), lines.join('\n'))
    const out: string[] = []
    const status = await explainBatch(file('batch.jsonl'), { write: (line) => out.push(line), fail: () => {} })
    return { status, answers: out.map((line): unknown => JSON.parse(line)) }
  }

  test('answers in order, and a bad line ends nothing', async () => {
    await writeFile(file('body.txt'), 'Fine.\n\nOn 23/11/2026 09:31, Support wrote:\n> Well?')
    const { status, answers } = await batch([
      '{"id": "a", "file": "',
      JSON.stringify({ id: 'b', file: file('missing.eml'), input: 'eml' }),
      JSON.stringify({ id: 'c', file: file('body.txt'), input: 'pdf' }),
      '',
      JSON.stringify({ id: 'd', file: file('body.txt'), input: 'text', subject: 'Re: x' }),
      JSON.stringify({ id: 'e', file: file('reply.eml'), input: 'eml' }),
    ])
    expect(status).toBe(0)
    expect(answers).toMatchObject([
      { id: '', error: { code: 'bad-case' } },
      { id: 'b', error: { code: 'unreadable', message: 'there is no such file' } },
      { id: 'c', error: { code: 'bad-case' } },
      { id: 'd', reply: { text: 'Fine.' }, mail: { subject: 'Re: x' } },
      {
        id: 'e',
        reply: { signature: '-- \nAnn' },
        mail: { attachments: [{ filename: 'photo.png' }] },
        commands: [{ name: 'close' }],
      },
    ])
  })

  test('a batch that is not there is said', async () => {
    const errors: string[] = []
    const status = await explainBatch(file('none.jsonl'), { write: () => {}, fail: (line) => errors.push(line) })
    expect(status).toBe(1)
    expect(errors[0]).toMatch(/none\.jsonl: cannot be read: there is no such file/)
  })
})
