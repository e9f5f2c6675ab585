import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeaderField } from '../../src/mail/types.ts'
import { readAuthenticationResults, trustedResults } from '../../src/screening/authentication-results.ts'

const field = (raw: string, name = 'authentication-results'): HeaderField => ({ name, value: raw, raw })
const plain = (value: string) => {
  const { authservId, results } = readAuthenticationResults(value)
  return { authservId, results: results.map((r) => [r.method, r.result, Object.fromEntries(r.properties), r.comment]) }
}

describe('readAuthenticationResults', () => {
  it('reads what Gmail writes', () => {
    expect(
      plain(
        'mx.google.com;\r\n       dkim=pass header.i=@example.org header.s=k1 header.b=V5dj+4=; ' +
          'spf=pass (google.com: domain of a@example.org designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@example.org; ' +
          'dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org',
      ),
    ).toEqual({
      authservId: 'mx.google.com',
      results: [
        ['dkim', 'pass', { 'header.i': '@example.org', 'header.s': 'k1', 'header.b': 'V5dj+4=' }, ''],
        [
          'spf',
          'pass',
          { 'smtp.mailfrom': 'a@example.org' },
          'google.com: domain of a@example.org designates 192.0.2.1 as permitted sender',
        ],
        ['dmarc', 'pass', { 'header.from': 'example.org' }, 'p=REJECT sp=REJECT dis=NONE'],
      ],
    })
  })

  it('reads what Microsoft 365 writes, which names no server', () => {
    expect(
      plain(
        'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass (signature was verified) ' +
          'header.d=example.org;dmarc=fail action=oreject header.from=example.org;compauth=pass reason=100',
      ),
    ).toMatchObject({
      authservId: '',
      results: [
        ['spf', 'pass', {}, 'sender IP is 192.0.2.1'],
        ['dkim', 'pass', { 'header.d': 'example.org' }, 'signature was verified'],
        ['dmarc', 'fail', { action: 'oreject', 'header.from': 'example.org' }, ''],
        ['compauth', 'pass', { reason: '100' }, ''],
      ],
    })
  })

  it('reads versions, comments anywhere, quoted strings, white space around = and no results', () => {
    expect(plain('MX.Google.com 1; none')).toEqual({ authservId: 'mx.google.com', results: [] })
    expect(
      plain('"mx.example" (c;(nested) \\) ) 1 ; DKIM/1 (x) = (y) PASS reason="a; b=c" HEADER.d = "example.org"'),
    ).toEqual({
      authservId: 'mx.example',
      results: [['dkim', 'pass', { reason: 'a; b=c', 'header.d': 'example.org' }, 'x y']],
    })
  })

  it('reads what Yahoo wrote, with a property behind its name, and passes over a stray one', () => {
    expect(
      plain('mta1.mail.yahoo.example  from=example.org; domainkeys=fail (bad sig); header.i=@example.org'),
    ).toEqual({
      authservId: 'mta1.mail.yahoo.example',
      results: [['domainkeys', 'fail', {}, 'bad sig']],
    })
  })

  it('keeps the first of a repeated property, and both of two results', () => {
    expect(plain('mx; dkim=fail header.d=a.example header.d=b.example; dkim=pass header.d=c.example').results).toEqual([
      ['dkim', 'fail', { 'header.d': 'a.example' }, ''],
      ['dkim', 'pass', { 'header.d': 'c.example' }, ''],
    ])
  })

  it('lets nothing hide in a comment or a quoted string', () => {
    expect(plain('mx; spf=none smtp.helo="; dmarc=pass header.from=bank.example"').results).toHaveLength(1)
    expect(plain('mx; spf=none (; dmarc=pass header.from=bank.example) smtp.helo=x').results).toHaveLength(1)
    expect(plain('mx; spf=none (unclosed ; dmarc=pass header.from=bank.example').results).toHaveLength(1)
  })

  it('never throws nor hangs', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=;()"\\ \t@.1/') }), (text) => {
        readAuthenticationResults(text)
      }),
    )
    for (const part of ['(', '"', ';', '=', 'a=b ', '; a=b', '\\', ' ']) {
      const { results } = readAuthenticationResults(`mx; ${part.repeat(1_000_000)}`)
      expect(results.length).toBeLessThanOrEqual(40)
    }
  })
})

describe('trustedResults', () => {
  const pass = 'mx.desk.example; dmarc=pass header.from=example.org'
  const fail = 'mx.desk.example; dmarc=fail header.from=example.org'

  it('believes the topmost field of a named server only', () => {
    const headers = [field('other.example; dmarc=pass'), field(fail), field('x', 'received'), field(pass)]
    expect(trustedResults(headers, ['MX.desk.example']).map(({ results }) => results[0]?.result)).toEqual(['fail'])
    expect(trustedResults(headers, ['mx.desk.example', 'other.example'])).toHaveLength(2)
    expect(trustedResults(headers, ['elsewhere.example'])).toEqual([])
    expect(trustedResults(headers, [])).toEqual([])
  })

  it('believes a field without a name only where the settings say so with an empty name', () => {
    const headers = [field('dmarc=pass header.from=example.org')]
    expect(trustedResults(headers, ['mx.desk.example'])).toEqual([])
    expect(trustedResults(headers, [''])).toHaveLength(1)
  })

  it('does not take a longer name for a named one', () => {
    expect(trustedResults([field('mx.desk.example.evil.example; dmarc=pass')], ['mx.desk.example'])).toEqual([])
  })
})
