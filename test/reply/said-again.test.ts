import { describe, expect, it } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

const solution = 'Please restart the computer, wait two minutes and try again: it should print now.'
const ours = ['Paul refuses the solution: it does not print.', '', 'On Tuesday Claire wrote:', '', solution].join('\n')
const read = (text: string, isPrivate = false) =>
  extractReply(bodyOnly({ text, subject: 'Re: Printer' }), [{ text: ours, isPrivate }])
const marked = ours.replaceAll(/^/gm, '> ')

describe('words of an earlier mail that stand above its quote', () => {
  it.each([
    ['marked', `${solution}\n\nOn Tue, 24 Nov 2026 at 10:00, Desk <d@desk.example> wrote:\n${marked}`],
    [
      'below an Outlook header block',
      `${solution}\n\nFrom: Desk <d@desk.example>\nSent: Tuesday, November 24, 2026 10:00 AM\nTo: Claire <c@desk.example>\nSubject: Printer\n\n${ours}`,
    ],
    [
      'wrapped in another way',
      `${solution.replace('minutes and', 'minutes\nand')}\n\nOn Tue, 24 Nov 2026 at 10:00, Desk <d@desk.example> wrote:\n${marked}`,
    ],
  ])('are new, the quote being %s', (_, text) => {
    expect(read(text).text.replaceAll(/\s+/g, ' ')).toBe(solution)
    expect(read(text).quoted).toContain('it does not print.')
  })

  it('are new beside the order that they stand below', () => {
    const text = `/solve\n${solution}\n\nOn Tue, 24 Nov 2026 at 10:00, Desk <d@desk.example> wrote:\n${marked}`
    expect(read(text).text).toBe(`/solve\n${solution}`)
  })

  it('are a quote where they stand there once', () => {
    expect(read(`Thanks!\n\n${ours}`).text).toBe('Thanks!')
  })

  it('are kept out where the mail that held them was private', () => {
    const text = `${solution}\n\nOn Tue, 24 Nov 2026 at 10:00, Desk <d@desk.example> wrote:\n${marked}`
    expect(read(text, true).text).toBe('')
  })
})
