import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarks, type MarkKind } from '../../src/signing/marks.ts'

const old = { id: 'old', secret: 'a secret of more than sixteen octets' }
const young = { id: 'young2', secret: 'another secret of more than sixteen octets' }
const kinds: MarkKind[] = ['reply', 'message', 'verp', 'link']
const kind = fc.constantFrom(...kinds)
const rowId = fc.oneof(
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.maxSafeNat().filter((id) => id > 0),
)

describe('createMarks', () => {
  const marks = createMarks([young, old])

  it('gives back the row that it signed, whatever relays do to the case', () => {
    fc.assert(
      fc.property(kind, rowId, (kind, id) => {
        const mark = marks.sign(kind, id)
        expect(mark).toMatch(/^[a-z2-7]{19,36}$/)
        expect(marks.verify(kind, mark)).toBe(id)
        expect(marks.verify(kind, mark.toUpperCase())).toBe(id)
        expect(marks.kindOf(mark)).toBe(kind)
      }),
    )
  })

  it('binds the kind: the mark of a reply address opens no link', () => {
    fc.assert(
      fc.property(kind, kind, rowId, (one, other, id) => {
        fc.pre(one !== other)
        expect(marks.verify(other, marks.sign(one, id))).toBeNull()
      }),
    )
  })

  it('refuses a mark with any one character changed, added or taken away', () => {
    const mark = marks.sign('reply', 4242)
    for (let at = 0; at < mark.length; at++) {
      for (const letter of 'abcdefghijklmnopqrstuvwxyz234567') {
        if (letter !== mark[at])
          expect(marks.verify('reply', mark.slice(0, at) + letter + mark.slice(at + 1))).toBeNull()
      }
      expect(marks.verify('reply', mark.slice(0, at) + mark.slice(at + 1))).toBeNull()
      expect(marks.verify('reply', `${mark.slice(0, at)}a${mark.slice(at)}`)).toBeNull()
    }
  })

  it('answers null to anything else, of any length', () => {
    fc.assert(
      fc.property(kind, fc.oneof(fc.string(), fc.stringMatching(/^[a-z2-7]{15,60}$/)), (kind, text) => {
        expect(marks.verify(kind, text)).toBeNull()
      }),
    )
    expect(marks.verify('link', 'a'.repeat(10_000_000))).toBeNull()
    // U+212A lowers to k: it is no letter of ours.
    expect(marks.verify('reply', marks.sign('reply', 7).replace(/.$/, '\u212a'))).toBeNull()
  })

  it('rotates: the first key signs, the others still verify until they are taken out', () => {
    const before = createMarks([old]).sign('link', 9)
    expect(marks.verify('link', before)).toBe(9)
    expect(createMarks([young]).verify('link', before)).toBeNull()
    expect(createMarks([old]).verify('link', marks.sign('link', 9))).toBeNull()
    expect(createMarks([{ id: 'old', secret: 'a different secret under that id' }]).verify('link', before)).toBeNull()
  })

  it('takes no keys, weak keys or two keys of one id', () => {
    expect(() => createMarks([])).toThrow('No signing key')
    expect(() => createMarks([{ id: 'a', secret: 'short' }])).toThrow('16 octets')
    expect(() => createMarks([{ id: 'A1', secret: old.secret }])).toThrow('id')
    expect(() => createMarks([{ id: 'toolongid', secret: old.secret }])).toThrow('id')
    expect(() => createMarks([old, old])).toThrow('one id')
  })

  it('signs stored rows only', () => {
    for (const id of [0, -1, 1.5, Number.NaN, 2 ** 53]) expect(() => marks.sign('reply', id)).toThrow('stored row')
  })
})
