import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'
import { findForward } from '../../src/reply/find-forward.ts'

const COUNT = 20_000

/** Lines that a sender may repeat; what is quadratic does not come back before the test times out. */
const repeated: Record<string, string> = {
  'quoted lines': '> quoted',
  'deep quotes': `${'>'.repeat(200)} quoted`,
  'nothing but marks': '>',
  'blank lines': '',
  attributions: 'On Mon, Nov 23, 2026 at 9:31 AM Jane <jane@example.org> wrote:',
  'attributions above quotes': 'On Mon, Nov 23, 2026 at 9:31 AM Jane <jane@example.org> wrote:\n> Hello\nAnswer',
  'torn attributions': 'On Mon, Nov 23, 2026 at 9:31 AM Jane <',
  'lines with a colon': 'a:',
  senders: 'From: Jane <jane@example.org>',
  recipients: 'To: Jane <jane@example.org>',
  dates: 'Date: 23 November 2026',
  'header blocks': 'From: a@b.c\nTo: d@e.f\n\nHello',
  'header blocks without end': 'From: a\nCc: b',
  'signature marks': '-- ',
  rules: '* * *',
  'long rules': '-'.repeat(100),
  closings: 'Regards,\n\n* * *',
  disclaimers: 'This e-mail and any attachments are confidential.\n',
  'contact blocks': 'Jane Roe\njane@example.org\n+33 1 23 45 67 89\n',
  'device lines': 'Sent from my iPhone',
  'forward markers': '---------- Forwarded message ---------',
  'quoted forward markers': '> Begin forwarded message:\n',
  separators: '-----Original Message-----From',
  'interleaved answers': '> Is it on?\n\nYes.\n',
  'links torn apart': '> (http://example.org/\nrest',
  'zero-width spaces': '\u200b',
}

describe('the same, over and over', () => {
  test('a hundred thousand lines of quotes', () => {
    const text = `Hello.\n\nOn 23/11/2026 09:31, Jane wrote:\n${'> quoted, at some length, as people do\n'.repeat(100_000)}`
    expect(extractReply(bodyOnly({ text, subject: 'Re: x' }), []).text).toBe('Hello.')
  })

  test.each(Object.entries(repeated))('%s', (_name, line) => {
    const text = `Hello.\n\n${`${line}\n`.repeat(COUNT / line.split('\n').length)}`
    const mail = bodyOnly({ text, subject: 'x' })
    findForward(mail)
    const reply = extractReply(mail, [{ text: 'Have you tried to turn it off and on again?', isPrivate: true }])
    expect(reply.text.startsWith('Hello.')).toBe(true)
  })

  test('one line of a million characters', () => {
    for (const piece of ['a', ' ', '-', '>', 'On 1:00 a@b ', '<', 'wrote:', '\u00a0', 'From: a@b.c ', '_', '* ']) {
      const text = `${piece.repeat(1_000_000 / piece.length)}\n> quoted`
      expect(extractReply(bodyOnly({ text, subject: `${piece.repeat(1000)}:` }), []).quoted).toContain('quoted')
    }
  })

  test('HTML of nested quotes', () => {
    const html = `<p>Hello.</p>${'<blockquote type="cite">a'.repeat(20_000)}`
    expect(extractReply(bodyOnly({ html, subject: 'Re: x' }), []).text).toBe('Hello.')
    const containers = `<p>Hello.</p>${'<div class="gmail_quote">a</div><blockquote>b</blockquote>'.repeat(20_000)}`
    expect(extractReply(bodyOnly({ html: containers, subject: 'Re: x' }), []).text.startsWith('Hello.')).toBe(true)
  })

  test('a long mail of ours, quoted in a long mail', () => {
    const ours = Array.from(
      { length: 20_000 },
      (_none, at) => `Line number ${at} of what we sent to you about ${at % 97}.`,
    ).join('\n')
    const text = `It works.\n\n${ours}`
    expect(extractReply(bodyOnly({ text, subject: 'Re: x' }), [{ text: ours, isPrivate: false }])).toMatchObject({
      text: 'It works.',
      quoted: ours,
    })
  })
})
