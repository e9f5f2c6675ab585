import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../src/mail/html-to-text.ts'
import { parseMail } from '../../src/mail/parse.ts'
import { sanitizeHtml } from '../../src/mail/sanitize-html.ts'
import { inPieces } from './mail-source.ts'

const folder = new URL('../../fixtures/mail/parse/', import.meta.url)
const mails = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(new URL(name, folder)))

/** Bytes that mean something somewhere in a mail. */
const pieces = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  '--b',
  '--b--',
  '=?utf-8?Q?',
  '?=',
  '"',
  '<',
  '>',
  ';',
  ':',
  '=',
  '%',
  '\\',
  '\xff',
  '\xc3',
]
const change = fc.record({
  at: fc.nat(),
  remove: fc.integer({ min: 0, max: 40 }),
  add: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 20 })),
})

function mutate(mail: Buffer, changes: readonly { at: number; remove: number; add: string }[]): Buffer {
  let text = mail.toString('latin1')
  for (const { at, remove, add } of changes) {
    const from = at % (text.length + 1)
    text = text.slice(0, from) + add + text.slice(from + remove)
  }
  return Buffer.from(text, 'latin1')
}

describe('whatever comes in', () => {
  it('a mail is read, and the same whatever the pieces it comes in', async () => {
    const input = fc.tuple(
      fc.constantFrom(...mails),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 200 }),
    )
    await fc.assert(
      fc.asyncProperty(input, async ([mail, changes, size]) => {
        const bytes = mutate(mail, changes)
        const whole = await parseMail(inPieces(bytes))
        expect(whole.size).toBe(bytes.length)
        expect(whole.text).not.toContain('\0')
        expect(whole.subject).not.toMatch(/[\r\n]/)
        for (const { filename } of whole.attachments) expect(filename).toMatch(/^[^/\\\x00-\x1f]+$/)
        expect((await parseMail(inPieces(bytes, size))).text.replaceAll(/\s/g, '')).toBe(
          whole.text.replaceAll(/\s/g, ''),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('bytes that are no mail are read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await parseMail(inPieces(bytes))).size).toBe(bytes.length)
      }),
      { numRuns: 150 },
    )
  })

  it('HTML is cleaned and read', () => {
    const bits = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<table>',
        '<td>',
        '<tr>',
        '<a href="',
        'javascript:',
        '" onclick=x',
        '>',
        '<',
        '<img src=',
        'cid:x',
        '<script>',
        '</script',
        '<!--',
        '-->',
        '&',
        '&#0;',
        '&#x110000;',
        '<blockquote>',
        '<li>',
        '<ol start=9>',
        '<pre>',
        '<style>',
        '<svg',
        '/>',
        "'",
        'http://a.example/',
        '<title>',
        '<textarea>',
        '<noscript>',
        'x',
      ],
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string({ maxLength: 8 })), { maxLength: 60 }), (parts) => {
        const html = parts.join('')
        expect(typeof htmlToText(html)).toBe('string')
        const clean = sanitizeHtml(html)
        expect(clean).not.toMatch(/<(script|style|svg|form|input|iframe|object|textarea|noscript)\b/i)
        expect(clean).not.toMatch(/<[^>]+\son\w+=|<[^>]+=["']?\s*javascript:/i)
        expect(clean).not.toMatch(/<img[^>]+src="https?:/i)
      }),
      { numRuns: 300 },
    )
  })
})
