import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

const folder = new URL('../../fixtures/reply/html/', import.meta.url)
const files = (await readdir(folder)).sort()
const reply = (html: string) => extractReply(bodyOnly({ html, subject: 'Re: Printer' }), [])

describe('what clients write in HTML', () => {
  test('each of them has a fixture', () => {
    expect(files.length).toBeGreaterThanOrEqual(18)
  })

  test.each(files)('%s', async (file) => {
    const result = reply(await readFile(new URL(file, folder), 'utf8'))
    expect(result.text).toBe('It works now.\n\nAnn')
    expect(result.quoted).toContain('Have you tried it?')
  })
})

describe('what HTML does not say', () => {
  test('a blockquote used as formatting is no quote', () => {
    const html = '<div>As the manual says:</div><blockquote>Press the button.</blockquote><div>I did.</div>'
    expect(reply(html)).toMatchObject({ quoted: '', text: 'As the manual says:\n> Press the button.\nI did.' })
  })

  test('nor is the quote button of Gmail', () => {
    const html =
      '<div dir="ltr">As the manual says:<blockquote class="gmail_quote" style="margin:0 0 0 40px">Press the button.</blockquote></div>'
    expect(reply(html).text).toContain('Press the button.')
  })

  test('but it is one below an attribution, or with one inside', () => {
    expect(
      reply('Fine.<div>On 23/11/2026 09:31, Support wrote:</div><blockquote>Press the button.</blockquote>').text,
    ).toBe('Fine.')
    expect(
      reply('Fine.<blockquote><div>On 23/11/2026 09:31, Support wrote:</div>Press the button.</blockquote>').text,
    ).toBe('Fine.')
  })

  test('answers between the blockquotes of Gmail stay, with what they answer', () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 23, 2026 at 9:31 AM Support &lt;support@desk.example&gt; wrote:<br></div>' +
      '<blockquote class="gmail_quote">Is it on?</blockquote><div>Yes.</div><blockquote class="gmail_quote">And the network?</blockquote><div>No.</div></div>'
    const result = reply(html)
    expect(result.interleaved).toBe(true)
    expect(result.text).toContain('> Is it on?\nYes.\n> And the network?\nNo.')
  })

  test('what is hidden is not shown', () => {
    expect(reply('<div style="display:none">preheader</div><p>Fine.</p>').text).toBe('Fine.')
  })
})
