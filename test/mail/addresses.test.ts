import { describe, expect, it } from 'vitest'
import { parseAddresses } from '../../src/mail/addresses.ts'
import { parseMailDate } from '../../src/mail/mail-date.ts'
import { parseMessageId, parseMessageIds } from '../../src/mail/message-ids.ts'
import { parseMimeValue } from '../../src/mail/mime-parameters.ts'

const list = (raw: string) =>
  parseAddresses(raw).addresses.map(({ name, address }) => (name ? `${name}|${address}` : address))

describe('parseAddresses', () => {
  it.each([
    ['a@b.example', ['a@b.example']],
    ['A Name <a@B.Example>', ['A Name|a@b.example']],
    ['"Doe, Jane" <j@b.example>, x@y.example', ['Doe, Jane|j@b.example', 'x@y.example']],
    ['Doe, Jane <j@b.example>', ['Doe, Jane|j@b.example']],
    ['j@b.example (Jane)', ['Jane|j@b.example']],
    ['=?utf-8?Q?Doe=2C_Jane?= <j@b.example>', ['Doe, Jane|j@b.example']],
    ['=?utf-8?Q?Doe, Jane?= <j@b.example>', ['Doe, Jane|j@b.example']],
    ['team: a@b.example, c@d.example; e@f.example', ['a@b.example', 'c@d.example', 'e@f.example']],
    ['undisclosed-recipients:;', []],
    ['Jane [mailto:j@b.example]', ['Jane|j@b.example']],
    ['Jane [j@b.example], x@y.example', ['Jane|j@b.example', 'x@y.example']],
    ['a@b.example; c@d.example', ['a@b.example', 'c@d.example']],
    ['Jane <j@b.example', ['Jane|j@b.example']],
    ['Jane <j@b.example, x@y.example', ['Jane|j@b.example', 'x@y.example']],
    ['<<j@b.example>>', ['j@b.example']],
    ['<mailto:j@b.example>', ['j@b.example']],
    ['<@route.example,@other.example:j@b.example>', ['j@b.example']],
    ['Jane <not an address> j@b.example', ['Jane|j@b.example']],
    ['"j@b.example" <>', ['j@b.example']],
    ['Jane <j@b.example>, nobody, <@>, @x, x@', ['Jane|j@b.example']],
    ['"john doe"@b.example', ['"john doe"@b.example']],
    ["'j@b.example' <j@b.example>", ['j@b.example|j@b.example']],
    ['a@b.example, A@b.example', ['a@b.example']],
    ['a@b@c.example', []],
    ['Fr\xf6sche <f@b.example>', ['Frösche|f@b.example']],
    // The accent as a letter of its own, as a Mac may write it.
    ['=?utf-8?Q?Zoe=CC=81?= <z@b.example>', ['Zo\u00e9|z@b.example']],
    ['', []],
  ])('%s', (raw, expected) => {
    expect(list(raw)).toEqual(expected)
  })
})

describe('parseMimeValue', () => {
  const filename = (raw: string) => parseMimeValue(raw).parameters.get('filename')
  it.each([
    ['attachment; filename="a b.txt"', 'a b.txt'],
    ['attachment; filename=a b.txt', 'a b.txt'],
    ["attachment; filename*=utf-8''caf%C3%A9.txt", 'café.txt'],
    ['attachment; filename*0*=iso-8859-1\'\'caf%E9; filename*1=".txt"', 'café.txt'],
    ['attachment; filename*1=b.txt; filename*0=a', 'ab.txt'],
    ["attachment; filename=plain.txt; filename*=utf-8''caf%C3%A9.txt", 'café.txt'],
    ['attachment; filename="=?utf-8?Q?caf=C3=A9.txt?="', 'café.txt'],
    ['attachment; filename="caf\xe9.txt"', 'café.txt'],
    ['attachment filename="a.txt"', 'a.txt'],
    ['attachment; filename="C:\\temp\\a.txt"', 'C:\\temp\\a.txt'],
    ['attachment; filename="unclosed.txt', 'unclosed.txt'],
    ['attachment', undefined],
  ])('%s', (raw, expected) => {
    expect(filename(raw)).toBe(expected)
  })
})

describe('Message-IDs', () => {
  it('are kept with their brackets, in order, once', () => {
    expect(parseMessageIds('<a@x> (comment) <b@x>\r\n <a@x>')).toEqual(['<a@x>', '<b@x>'])
    expect(parseMessageIds('a@x b@x')).toEqual(['<a@x>', '<b@x>'])
    expect(parseMessageIds('Your message of Tuesday')).toEqual([])
    expect(parseMessageId('a@x')).toBe('<a@x>')
    expect(parseMessageId('')).toBeNull()
    expect(parseMessageId(`<${'x'.repeat(5000)}>`)).toBeNull()
  })

  it('are the first and the newest 49 of a long list', () => {
    const ids = parseMessageIds(Array.from({ length: 200 }, (_, n) => `<${n}@x>`).join(' '))
    expect(ids).toHaveLength(50)
    expect([ids[0], ids[1], ids[49]]).toEqual(['<0@x>', '<151@x>', '<199@x>'])
  })
})

describe('parseMailDate', () => {
  it.each([
    ['Tue, 24 Nov 2026 10:15:00 +0100', '2026-11-24T09:15:00.000Z'],
    ['24 Nov 26 10:15 EST', '2026-11-24T15:15:00.000Z'],
    ['Tue, 24 Nov 2026 10:15:00 GMT (Greenwich)', '2026-11-24T10:15:00.000Z'],
    ['Tue Nov 24 10:15:00 2026', '2026-11-24T10:15:00.000Z'],
    ['2026-11-24T10:15:00Z', '2026-11-24T10:15:00.000Z'],
    ['12', undefined],
    ['Tue, 24 Foo 2026 10:15:00', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseMailDate(text)?.toISOString()).toBe(expected)
  })
})
