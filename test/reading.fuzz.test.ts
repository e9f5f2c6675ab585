import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainReport } from '../src/cli/explain-report.ts'
import { explainWords } from '../src/cli/explain-words.ts'
import { explain, toBatchAnswer } from '../src/cli/explanation.ts'
import { parseMail } from '../src/mail/parse.ts'
import { inPieces } from './mail/mail-source.ts'

const mails = ['parse', 'screening'].flatMap((topic) => {
  const folder = new URL(`../fixtures/mail/${topic}/`, import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(new URL(name, folder)))
})

/** What decides in some rule, put where it does not belong. */
const pieces = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\r\n\r\n',
    '--b',
    '--b--',
    '=?utf-8?Q?',
    '?=',
    '"',
    '<',
    '>',
    ';',
    '\xff',
    '\x1b$B',
    '+AOk-',
  ],
  ...[
    '> ',
    '>> ',
    '\r\n> ',
    '-- \r\n',
    '\r\nOn 1 Jan 2026 Jane <j@x.example> wrote:\r\n',
    '\r\nFrom: Jane <j@x.example>\r\n',
  ],
  ...[
    '\r\nSubject: Fwd: x\r\n',
    '\r\n---------- Forwarded message ---------\r\n',
    '\r\nFinal-Recipient: rfc822; j@x.example\r\n',
  ],
  ...[
    '\r\nContent-Type: text/html\r\n',
    '\r\nContent-Type: message/rfc822\r\n\r\n',
    '<blockquote>',
    '</div>',
    '<table><td>',
  ],
  ...[
    '\r\nContent-Transfer-Encoding: base64\r\n',
    '\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n',
    '/solve\r\n',
  ],
  ...[
    'begin 644 a\r\n',
    '\r\n-----BEGIN PGP MESSAGE-----\r\n',
    '\r\nSent from my iPhone\r\n',
    'charset=utf-7',
    'charset=iso-2022-jp',
  ],
]
const change = fc.record({
  at: fc.nat(),
  remove: fc.integer({ min: 0, max: 60 }),
  add: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 20 })),
})
const mutated = fc
  .tuple(fc.constantFrom(...mails), fc.array(change, { minLength: 1, maxLength: 12 }))
  .map(([mail, changes]) => {
    let text = mail.toString('latin1')
    for (const { at, remove, add } of changes) {
      const from = at % (text.length + 1)
      text = text.slice(0, from) + add + text.slice(from + remove)
    }
    return Buffer.from(text, 'latin1')
  })
const joined = fc.tuple(mutated, mutated).map(([one, other]) => Buffer.concat([one, other]))
const bytes = fc.uint8Array({ maxLength: 3000 }).map((found) => Buffer.from(found))

describe('the whole way of reading, whatever comes in', () => {
  it('throws nothing, ends, and loses no character of the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 8, arbitrary: mutated }, joined, bytes), async (raw) => {
        const about = explain(await parseMail(inPieces(raw)))
        const { mail, reply, forward, verdict } = about
        expect(inkOf(reply.text + reply.quoted + reply.signature)).toBe(inkOf(mail.text))
        if (forward && !forward.rule.startsWith('attached'))
          expect(forward.text.length).toBeLessThanOrEqual(mail.text.length)
        expect(verdict.reason).not.toBe('')
        expect(JSON.parse(JSON.stringify(toBatchAnswer(about)))).toBeTypeOf('object')
        for (const words of Object.values(explainWords)) {
          expect(explainReport('mail.eml', about, null, words, true)).not.toMatch(/[\0\x1b\x9b]/)
        }
      }),
      { numRuns: 400, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    )
  }, 90_000)
})

/** The characters that are no white space, sorted: the three parts may take lines from each other in any order. */
function inkOf(text: string): string {
  return [...text.replaceAll(/\s/g, '')].sort().join('')
}
