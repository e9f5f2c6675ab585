import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeQuotedPrintable } from '../../src/outbox/compose/quoted-printable.ts'

/** RFC 2045 section 6.7, read the other way. */
const decode = (encoded: string): string =>
  Buffer.from(
    encoded
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\n', ' ', '\t', '=', '.', '\r\n', 'é', '–', '👩‍🔧', 'a'.repeat(74), 'a'.repeat(76), '=\n', ' \n'),
)

it('gives back every text, in lines that every relay leaves alone', () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('').toWellFormed()
      const encoded = encodeQuotedPrintable(text).toString('latin1')
      expect(decode(encoded).replaceAll('\r\n', '\n')).toBe(text.replaceAll(/\r\n?/g, '\n'))
      for (const line of encoded.split('\r\n')) {
        expect(line).toMatch(/^[\t\x20-\x7e]{0,76}$/)
        expect(line).not.toMatch(/[ \t]$/)
      }
    }),
    { numRuns: 500 },
  )
})
