import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarks } from '../../src/signing/marks.ts'
import { linkPath, messageId, replyAddress, verpAddress } from '../../src/signing/places.ts'
import { stripMarks } from '../../src/signing/strip-marks.ts'

const marks = createMarks([{ id: 'k2', secret: 'a secret of more than sixteen octets' }])
const reply = marks.sign('reply', 31)
const link = marks.sign('link', 77)

describe('stripMarks', () => {
  it('masks addresses, ids and links, and leaves the rest', () => {
    const text = [
      `De : Support <${replyAddress('support@desk.example', reply)}>`,
      `Approve: https://desk.example${linkPath(link)}?lang=fr.`,
      `In-Reply-To: ${messageId(marks.sign('message', 5), 'desk.example')}`,
      `<a href="mailto:${verpAddress('support@desk.example', marks.sign('verp', 5)).toUpperCase()}">x</a>`,
    ].join('\n')
    expect(stripMarks(text, marks)).toBe(
      [
        'De : Support <support+…@desk.example>',
        'Approve: https://desk.example/l/…?lang=fr.',
        'In-Reply-To: <g.…@desk.example>',
        '<a href="mailto:SUPPORT+B-…@DESK.EXAMPLE">x</a>',
      ].join('\n'),
    )
  })

  it('sees through the encoding of rewritten links', () => {
    const once = encodeURIComponent(`https://desk.example${linkPath(link)}`)
    const inside = `https://scan.example/?u=${once}&v=${encodeURIComponent(once)}&w=${encodeURIComponent(encodeURIComponent(once))}&m=${encodeURIComponent(replyAddress('a@b', reply))}`
    const clean = stripMarks(inside, marks)
    expect(clean).not.toContain(link)
    expect(clean).not.toContain(reply)
    expect(clean).toContain('%2Fl%2F…')
    expect(clean).toContain('%2B…%40')
  })

  it('leaves long words and keys that are none of ours', () => {
    const text = `anticonstitutionnellement abcdefghijklmnopqrstuvwxyz234567 ${'q'.repeat(36)}`
    expect(stripMarks(text, marks)).toBe(text)
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(stripMarks(any, marks)).toBe(any)
      }),
    )
  })

  it('finds a mark between any neighbours that end it', () => {
    const edge = fc.stringMatching(/^[ -~é…\n]*[^a-z2-7A-Z%]$/)
    fc.assert(
      fc.property(
        edge,
        fc.integer({ min: 1 }),
        fc.constantFrom(' ', '@', '"', '<', '&', '%40', ''),
        (left, id, right) => {
          expect(stripMarks(left + marks.sign('link', id) + right, marks)).toBe(`${left}…${right}`)
        },
      ),
    )
  })

  it('masks unverified what has been made to cost time', () => {
    const forged = link.slice(0, -1) + (link.endsWith('a') ? 'b' : 'a')
    const clean = stripMarks(`${`${forged} `.repeat(5200)}${link}`, marks)
    expect(clean.startsWith(`${forged} `)).toBe(true)
    expect(clean.endsWith('… …')).toBe(true)
    expect(stripMarks('a'.repeat(2_000_000), marks)).toHaveLength(2_000_000)
  })
})
