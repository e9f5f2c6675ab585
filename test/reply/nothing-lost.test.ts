import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'
import { findForward } from '../../src/reply/find-forward.ts'
import type { Reply } from '../../src/reply/types.ts'

const line = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    ...[
      '',
      '',
      '> quoted',
      '>> deeper',
      '>',
      '> -- ',
      '-- ',
      '--',
      '____________',
      '* * *',
      'Regards,',
      'Jane Roe',
      'jane@example.org',
      '+33 1 23 45 67 89',
    ],
    ...[
      'On Mon, Nov 23, 2026 at 9:31 AM Jane <jane@example.org> wrote:',
      'Le 23 nov. 2026 à 09:31, Jane <',
      'jane@example.org> a écrit :',
      '> wrote:',
      '<',
    ],
    ...[
      'From: Jane <jane@example.org>',
      'Sent: Monday, November 23, 2026',
      'To: Ann',
      'Subject: Printer',
      '-----Original Message-----',
      'Sent from my iPhone',
    ],
    ...[
      '---------- Forwarded message ---------',
      '> Begin forwarded message:',
      'This e-mail and any attachments are confidential.',
      '\u200b',
      '\ufeff',
    ],
    ...[
      'reply On Wed, Apr 4, 2026 at 3:59 PM, bob@example.com wrote:',
      '-------- Original message --------From: Jane',
      'Have you tried to turn it off and on again today?',
    ],
    ...[
      'CAUTION: external sender',
      '##- reply above this line -##',
      '=>',
      '＞ wide',
      '| pipe',
      'Vielen Dank',
      '\u202bשלום\u202c',
      '\ud83d\ude00',
    ],
  ),
)
const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'))
const sent = fc.array(fc.record({ text, isPrivate: fc.boolean() }), { maxLength: 3 })

describe('nothing of a mail is lost', () => {
  test('text, quoted and signature together are the mail, but for white space', () => {
    fc.assert(
      fc.property(text, sent, fc.string({ maxLength: 20 }), (body, ours, subject) => {
        expectWhole(body, extractReply(bodyOnly({ text: body, subject }), ours))
      }),
      { numRuns: 1500 },
    )
  })

  test('where all of it was sent by us', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (body, isPrivate) => {
        expectWhole(body, extractReply(bodyOnly({ text: body, subject: 'Re: x' }), [{ text: body, isPrivate }]))
      }),
      { numRuns: 300 },
    )
  })

  const tag = fc.constantFrom(
    ...[
      '<div class="gmail_quote">',
      '<blockquote>',
      '<blockquote type="cite">',
      '</blockquote>',
      '</div>',
      '<div id="divRplyFwdMsg">',
      '<br>',
      '<p>',
      '</p>',
    ],
    ...[
      '<div class="moz-cite-prefix">',
      '<div class="gmail_signature">',
      '<table><tr><td>',
      '</td></tr></table>',
      '<ul><li>',
      '<hr id="zwchr">',
      '<div style="display:none">',
    ],
    ...[
      '<div class="gmail_attr">',
      '<span id="OLK_SRC_BODY_SECTION">',
      '</span>',
      '<pre>',
      '</pre>',
      '<a href="https://example.org/">',
    ],
  )
  const html = fc.array(fc.oneof(line, tag), { maxLength: 40 }).map((pieces) => pieces.join('\n'))

  test('nor of HTML, whatever it nests', () => {
    fc.assert(
      fc.property(html, (source) => {
        const mail = bodyOnly({ html: source, subject: 'Re: x' })
        expectWhole(mail.text, extractReply(mail, []))
      }),
      { numRuns: 700 },
    )
  })

  test('a forward is found or not, but never throws', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('', 'Fwd: x', 'Re: x', 'VS: x', 'x'), (body, subject) => {
        const forward = findForward(bodyOnly({ text: body, subject }))
        if (forward) expect(forward.comment.length + forward.text.length).toBeLessThanOrEqual(body.length)
      }),
      { numRuns: 500 },
    )
  })
})

/** Each side keeps the order of the mail, and all sides together hold each character as often as it does. */
function expectWhole(body: string, reply: Reply): void {
  const sides = [reply.text, reply.quoted, reply.signature]
  for (const side of sides) expect(isSubsequence(ink(side), ink(body))).toBe(true)
  expect([...ink(sides.join(''))].sort().join('')).toBe([...ink(body)].sort().join(''))
}

function ink(of: string): string {
  return of.replace(/\s/g, '')
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0
  for (const char of part) {
    at = whole.indexOf(char, at) + char.length
    if (at < char.length) return false
  }
  return true
}
