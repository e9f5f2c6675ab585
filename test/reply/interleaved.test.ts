import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'
import type { Reply } from '../../src/reply/types.ts'

function reply(text: string): Reply {
  return extractReply(bodyOnly({ text, subject: 'Re: Printer' }), [])
}

const attribution = 'On Mon, Nov 23, 2026 at 9:31 AM Jane <jane@example.org> wrote:'

describe('where an answer stands', () => {
  test('above the quote', () => {
    expect(reply(`Yes.\n\n${attribution}\n> Is it on?`)).toMatchObject({ text: 'Yes.', interleaved: false })
  })

  test('below the quote', () => {
    expect(reply(`${attribution}\n> Is it on?\n\nYes.`)).toMatchObject({
      text: 'Yes.',
      quoted: `${attribution}\n> Is it on?`,
      interleaved: false,
    })
  })

  test('above and below the quote', () => {
    expect(reply(`Hello Jane,\n\n${attribution}\n> Is it on?\n\nYes.\n\nAnn`)).toMatchObject({
      text: 'Hello Jane,\n\nYes.\n\nAnn',
      interleaved: false,
    })
  })

  test('between quoted lines: they stay, each above its answer, and what nobody answered below the last goes', () => {
    const whole = `Hello Jane,\n\n${attribution}\n> Is it on?\n\nYes.\n\n> And the network?\n\nNo.`
    expect(reply(`${whole}\n\n> Regards,\n> Jane`)).toMatchObject({
      text: whole,
      quoted: '> Regards,\n> Jane',
      interleaved: true,
    })
  })

  test('between quoted lines without an attribution', () => {
    const text = 'To your points:\n\n> The first\n\nAgreed.\n\n> The second\n\nNot yet.'
    expect(reply(text)).toMatchObject({ text, quoted: '', interleaved: true })
  })

  test('below one line that the writer chose to quote', () => {
    const text = 'Hello,\n\n> Is it on?\nYes.'
    expect(reply(text)).toMatchObject({ text, interleaved: true })
  })

  test('the rest of a quote that is only a signature is no question', () => {
    const mail = `Hi,\n${attribution}\n> Is it on?\n\nYes.\n\n> -- \n> Jane\n> Desk`
    expect(reply(mail)).toMatchObject({ text: 'Hi,\nYes.', interleaved: false })
  })

  test('a signature below the quote is no answer', () => {
    expect(reply(`Yes.\n\n${attribution}\n> Is it on?\n\n-- \nAnn\nExample Ltd`)).toMatchObject({
      text: 'Yes.',
      signature: '-- \nAnn\nExample Ltd',
      interleaved: false,
    })
  })

  test('nothing', () => {
    expect(reply(`${attribution}\n> Is it on?`)).toMatchObject({ text: '', quoted: `${attribution}\n> Is it on?` })
    expect(reply('')).toMatchObject({ text: '', quoted: '', signature: '' })
    expect(reply(`\n\nSent from my iPhone\n\n${attribution}\n> Is it on?`)).toMatchObject({
      text: '',
      signature: 'Sent from my iPhone',
    })
  })

  test('a quoted line that was wrapped without its mark is still quoted', () => {
    const long = '> The second floor printer does not print since the update of last night and'
    expect(reply(`Yes.\n\n${attribution}\n${long}\nnobody knows why.\n> Jane`)).toMatchObject({ text: 'Yes.' })
  })
})
