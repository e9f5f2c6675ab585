import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarks } from '../../src/signing/marks.ts'
import {
  linkPath,
  messageId,
  readMessageId,
  readReplyAddress,
  readVerp,
  replyAddress,
  verpAddress,
} from '../../src/signing/places.ts'

const marks = createMarks([{ id: 'k', secret: 'a secret of more than sixteen octets' }])
const mark = marks.sign('reply', 123_456)

describe('addresses', () => {
  it('are built and read, for each delimiter', () => {
    for (const delimiter of ['+', '-', '=']) {
      for (const desk of ['support@desk.example', 'help+fr@desk.example', 'it-help@desk.example']) {
        const reply = replyAddress(desk, mark, delimiter)
        const verp = verpAddress(desk, mark, delimiter)
        expect(readReplyAddress(reply, delimiter)).toBe(mark)
        expect(readReplyAddress(reply.toUpperCase(), delimiter)).toBe(mark)
        expect(readVerp(reply, delimiter)).toBeNull()
        expect(readVerp(verp, delimiter)).toBe(mark)
        expect(readVerp(verp.toUpperCase(), delimiter)).toBe(mark)
        expect(readReplyAddress(verp, delimiter)).toBeNull()
      }
    }
    expect(replyAddress('support@desk.example', mark)).toBe(`support+${mark}@desk.example`)
    expect(verpAddress('support@desk.example', mark)).toBe(`support+b-${mark}@desk.example`)
  })

  it('keep the local part within its 64 octets', () => {
    const longest = createMarks([{ id: 'eightkey', secret: 'a secret of more than sixteen octets' }])
    const address = verpAddress('a-desk-of-24-characters-@x', longest.sign('verp', Number.MAX_SAFE_INTEGER))
    expect(address.indexOf('@')).toBeLessThanOrEqual(64)
  })

  it('without a mark are not ours', () => {
    for (const other of [
      'support@desk.example',
      'anne+work@x.example',
      'support+@x',
      '@',
      '',
      `+${mark}@x`,
      `${mark}@x`,
    ])
      expect(readReplyAddress(other)).toBeNull()
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readReplyAddress(text) ?? readVerp(text)).toBeNull()
      }),
    )
    expect(readReplyAddress(`${'support+'.repeat(1_000_000)}${mark}@x`)).toBeNull()
  })
})

describe('Message-IDs', () => {
  it('are built and read, with or without brackets, in any case', () => {
    const id = messageId(mark, 'desk.example')
    expect(id).toBe(`<g.${mark}@desk.example>`)
    for (const seen of [id, id.slice(1, -1), id.toUpperCase(), ` ${id}`]) expect(readMessageId(seen)).toBe(mark)
  })

  it('of others are not ours', () => {
    for (const other of ['<abc@x>', '<g.abc@x>', `<${mark}@x>`, `<g.${mark}>`, '', 'g.'])
      expect(readMessageId(other)).toBeNull()
  })
})

describe('linkPath', () => {
  it('is short', () => expect(linkPath(mark)).toBe(`/l/${mark}`))
})
