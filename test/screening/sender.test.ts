import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alike } from '../../src/i18n/sentence.ts'
import { bodyOnly } from '../../src/mail/parse.ts'
import type { HeaderField, ParsedMail } from '../../src/mail/types.ts'
import { readAuthenticationResults } from '../../src/screening/authentication-results.ts'
import { findRoute } from '../../src/screening/internal-route.ts'
import { judgeSender, noSenderFacts } from '../../src/screening/sender.ts'
import type { SenderFacts, SignedMark } from '../../src/screening/types.ts'

const anne = { name: 'Anne', address: 'Anne@example.org' }
const mail = (more: Partial<ParsedMail> = {}) => bodyOnly({ from: anne, fromAll: [anne], fromFields: 1, ...more })
const field = (name: string, raw = ''): HeaderField => ({ name, value: raw, raw })
const judge = (facts: Partial<SenderFacts>, more: Partial<ParsedMail> = {}) =>
  judgeSender(mail(more), { ...noSenderFacts, ...facts })
const proof = (facts: Partial<SenderFacts>, more: Partial<ParsedMail> = {}) => {
  const { proof, rule } = judge(facts, more)
  return `${proof} by ${rule}`
}
const server = (value: string) => ({ trusted: [readAuthenticationResults(`mx.desk.example; ${value}`)] })

const dmarc = (result: string, policy: string | null = 'reject', isPartial = false): Partial<SenderFacts> => ({
  checkedDomain: 'example.org',
  dmarc: { result, policy, isPartial },
})
const signature = { domain: 'example.org', result: 'pass', isAligned: true, isPartial: false }
const mark: SignedMark = { place: 'address', personId: 7, address: 'anne@example.org' }
const spf = { result: 'fail', domain: 'example.org' }

describe('judgeSender', () => {
  it('believes nothing by itself', () => {
    expect(proof({})).toBe('unverified by none')
    expect(judge({ notes: [alike('the mail is too large to check')] }).reason.fr).toContain('; the mail is too large')
  })

  it('verifies by DMARC, DKIM of the From domain, a named server, or an internal route', () => {
    expect(proof(dmarc('pass'))).toBe('verified by dmarc')
    expect(proof({ checkedDomain: 'example.org', dkim: [signature] })).toBe('verified by dkim')
    expect(proof({ route: alike('Received contains “with ESMTPSA”') })).toBe('verified by internal-route')
    expect(proof(server('dmarc=pass header.from=example.org'))).toBe('verified by trusted-server')
    expect(proof(server('dkim=pass header.i=@Example.org'))).toBe('verified by trusted-server')
    expect(proof(server('dkim=fail header.d=example.org; dkim=pass header.d=example.org'))).toBe(
      'verified by trusted-server',
    )
  })

  it('does not verify by another domain’s proof', () => {
    expect(proof({ ...dmarc('pass'), checkedDomain: 'example.com' })).toBe('unverified by none')
    expect(proof({ checkedDomain: 'example.com', dkim: [signature] })).toBe('unverified by none')
    expect(proof({ checkedDomain: 'example.org', dkim: [{ ...signature, isAligned: false }] })).toBe(
      'unverified by none',
    )
    expect(proof(server('dmarc=pass header.from=example.com'))).toBe('unverified by none')
    expect(proof(server('dkim=pass header.d=sub.example.org'))).toBe('unverified by none')
    expect(proof(server('dkim=pass header.d=org'))).toBe('unverified by none')
    expect(proof(server('spf=pass smtp.mailfrom=example.org'))).toBe('unverified by none')
    expect(proof(server('dmarc=pass header.from=example.org'), { from: null, fromAll: [] })).toBe(
      'unverified by no-author',
    )
  })

  it('does not verify a body of which a part is unsigned', () => {
    expect(proof(dmarc('pass', 'reject', true))).toBe('unverified by none')
    expect(proof({ checkedDomain: 'example.org', dkim: [{ ...signature, isPartial: true }] })).toBe(
      'unverified by none',
    )
  })

  it('fails two From fields, whatever else is right', () => {
    expect(proof({ ...dmarc('pass'), route: alike('x'), marks: [mark] }, { fromFields: 2 })).toBe('failed by two-from')
  })

  it('cannot prove one of several authors', () => {
    const two = { fromAll: [anne, { name: '', address: 'bob@example.org' }] }
    expect(proof(dmarc('pass'), two)).toBe('unverified by no-author')
    expect(proof(dmarc('pass'), { fromAll: [anne, { ...anne, address: 'anne@EXAMPLE.org' }] })).toBe(
      'verified by dmarc',
    )
  })

  it('fails what the domain asks to be refused', () => {
    expect(proof(dmarc('fail', 'reject'))).toBe('failed by dmarc-failed')
    expect(proof({ ...dmarc('fail', 'quarantine'), spf })).toBe('failed by dmarc-failed')
    expect(proof({ ...dmarc('fail', 'reject'), spf, marks: [mark] })).toBe('failed by dmarc-failed')
    expect(proof(dmarc('fail', 'none'))).toBe('unverified by none')
    expect(proof(dmarc('temperror'))).toBe('unverified by none')
  })

  it.each([
    'dmarc=fail (p=REJECT sp=REJECT dis=REJECT) header.from=example.org',
    'dmarc=fail policy.dmarc=quarantine header.from=example.org',
    'dmarc=fail action=oreject header.from=example.org',
  ])('fails what a named server found to fail: %s', (value) => {
    expect(proof(server(value))).toBe('failed by dmarc-failed')
  })

  it('lets the named server’s word stand before our own, which does not know the client', () => {
    expect(proof({ ...dmarc('fail'), ...server('dmarc=none header.from=example.org') })).toBe('unverified by none')
    expect(proof({ ...dmarc('fail'), ...server('dmarc=fail (p=none) header.from=example.org') })).toBe(
      'unverified by none',
    )
    expect(proof({ ...dmarc('fail'), ...server('dmarc=fail header.from=example.org') })).toBe('failed by dmarc-failed')
    expect(
      proof({ dkim: [signature], ...dmarc('pass'), ...server('dmarc=fail (p=reject) header.from=example.org') }),
    ).toBe('verified by dmarc')
  })

  it.each([
    { headers: [field('list-id', '<users.list.example>')] },
    { headers: [field('resent-from', 'bob@x.example')] },
    { headers: [field('x-forwarded-to', 'support@desk.example')] },
    { headers: [field('arc-seal', 'i=1; cv=none')] },
  ])('makes a stranger of what a list or forwarder broke: %j', (more) => {
    expect(proof({ ...dmarc('fail'), spf }, more)).toBe('unverified by dmarc-failed')
    expect(proof({ ...dmarc('fail'), spf, marks: [mark] }, more)).toBe('unverified by dmarc-failed')
    expect(proof(server('dmarc=fail (p=reject) header.from=example.org'), more)).toBe('unverified by dmarc-failed')
  })

  it('knows forwarders by their envelope', () => {
    for (const envelopeFrom of [
      'SRS0=ab=cd=example.org=anne@fwd.example',
      'bob+caf_=support=desk.example@gmail.example',
    ])
      expect(proof({ ...dmarc('fail'), spf, envelopeFrom })).toBe('unverified by dmarc-failed')
  })

  it('does not refuse where it could not know: SPF unknown, and a sign that the mail was right', () => {
    const broken = { ...signature, result: 'neutral' }
    const claim = field('authentication-results', 'mx.unnamed.example; spf=pass smtp.mailfrom=bounce.example.org')
    expect(proof({ ...dmarc('fail'), dkim: [broken] })).toBe('unverified by dmarc-failed')
    expect(proof({ ...dmarc('fail'), dkim: [broken], spf })).toBe('failed by dmarc-failed')
    expect(proof(dmarc('fail'), { headers: [claim] })).toBe('unverified by dmarc-failed')
    expect(proof({ ...dmarc('fail'), spf }, { headers: [claim] })).toBe('failed by dmarc-failed')
    expect(judge({ ...dmarc('fail'), isTemporary: true })).toMatchObject({ proof: 'unverified', isTemporary: true })
  })

  it('takes a mark of ours for who has seen our mail, under the From that it was signed for', () => {
    expect(proof({ marks: [mark] })).toBe('tokened by mark')
    expect(proof({ marks: [{ ...mark, address: 'anne@home.example' }], fromPerson: 7 })).toBe('tokened by mark')
    expect(proof({ marks: [mark], ...dmarc('pass') })).toBe('verified by dmarc')
    expect(proof({ marks: [mark], ...dmarc('fail', 'none') })).toBe('tokened by mark')
    expect(judge({ marks: [mark] }).foreignMark).toBeNull()
  })

  it('tells of a right mark under another’s From', () => {
    const other = { ...mark, personId: 8, address: 'boss@example.org' }
    expect(judge({ marks: [other], fromPerson: 7 })).toMatchObject({ proof: 'unverified', foreignMark: other })
    expect(judge({ marks: [mark, other], fromPerson: 7 })).toMatchObject({ proof: 'tokened', foreignMark: other })
    expect(judge({ marks: [other], ...dmarc('pass') })).toMatchObject({ proof: 'verified', foreignMark: other })
  })

  it('believes the seal of a named relay, and no other', () => {
    const results = readAuthenticationResults('list.example; dmarc=pass header.from=example.org')
    const arc = { result: 'pass', sealer: 'list.example', isTrusted: true, results }
    const headers = [field('arc-seal', 'i=1')]
    expect(proof({ ...dmarc('fail'), arc }, { headers })).toBe('verified by arc')
    expect(proof({ ...dmarc('fail'), arc: { ...arc, isTrusted: false } }, { headers })).toBe(
      'unverified by dmarc-failed',
    )
    expect(proof({ arc: { ...arc, result: 'fail' } }, { headers })).toBe('unverified by none')
  })

  it('says when asking once more might prove it', () => {
    expect(judge({ isTemporary: true }).isTemporary).toBe(true)
    expect(judge({ isTemporary: true, marks: [mark] }).isTemporary).toBe(true)
    expect(judge({ isTemporary: true, ...dmarc('pass') }).isTemporary).toBe(false)
    expect(judge({ isTemporary: true }, { fromFields: 2 }).isTemporary).toBe(false)
  })

  it('compares domains in their ASCII form', () => {
    const from = { name: '', address: 'anne@bücher.example' }
    expect(proof(server('dmarc=pass header.from=xn--bcher-kva.example'), { from, fromAll: [from] })).toBe(
      'verified by trusted-server',
    )
  })
})

describe('findRoute', () => {
  const routes = [{ header: 'Received', contains: 'with ESMTPSA' }]

  it('looks at the topmost field only', () => {
    const ours = field('received', 'from laptop by mail.example (Postfix) with esmtpsa id 1')
    const other = field('received', 'from x by mail.example (Postfix) with ESMTP id 2')
    expect(findRoute([field('subject'), ours, other], routes)?.fr).toContain('contient « with ESMTPSA »')
    expect(findRoute([other, ours], routes)).toBeNull()
    expect(findRoute([], routes)).toBeNull()
    expect(findRoute([ours], [{ header: 'received', contains: ' ' }])).toBeNull()
  })
})

describe('judgeSender, whatever the facts', () => {
  const word = fc.constantFrom('pass', 'fail', 'none', 'neutral', 'temperror', 'permerror', 'odd')
  const domain = fc.constantFrom('example.org', 'mail.example.org', 'example.com', 'org', '')
  const value = fc
    .tuple(
      fc.constantFrom('dmarc', 'dkim', 'spf'),
      word,
      fc.constantFrom('header.from', 'header.d', 'smtp.mailfrom'),
      domain,
    )
    .map(([method, result, property, of]) => `mx.desk.example; ${method}=${result} (p=reject) ${property}=${of}`)
  const facts: fc.Arbitrary<SenderFacts> = fc.record({
    envelopeFrom: fc.option(fc.string()),
    checkedDomain: fc.option(domain),
    dkim: fc.array(fc.record({ domain, result: word, isAligned: fc.boolean(), isPartial: fc.boolean() }), {
      maxLength: 3,
    }),
    dmarc: fc.option(
      fc.record({
        result: word,
        policy: fc.option(fc.constantFrom('none', 'quarantine', 'reject')),
        isPartial: fc.boolean(),
      }),
    ),
    spf: fc.option(fc.record({ result: word, domain })),
    arc: fc.option(
      fc.record({
        result: word,
        sealer: domain,
        isTrusted: fc.boolean(),
        results: value.map(readAuthenticationResults),
      }),
    ),
    trusted: fc.array(value.map(readAuthenticationResults), { maxLength: 2 }),
    route: fc.option(fc.constant(alike('x')), { freq: 1 }),
    marks: fc.array(fc.record({ place: fc.constant('address' as const), personId: fc.nat(3), address: domain })),
    fromPerson: fc.option(fc.nat(3)),
    isTemporary: fc.boolean(),
    notes: fc.array(fc.string().map(alike)),
  })
  const isPass = (given: SenderFacts): boolean =>
    given.route !== null ||
    (given.checkedDomain === 'example.org' &&
      (given.dmarc?.result === 'pass' || given.dkim.some((fact) => fact.result === 'pass' && fact.isAligned))) ||
    [
      ...given.trusted,
      ...(given.arc?.isTrusted && given.arc.result === 'pass' && given.arc.results ? [given.arc.results] : []),
    ].some(({ results }) =>
      results.some((r) => r.result === 'pass' && [...r.properties.values()].some((of) => of === 'example.org')),
    )

  it('never verifies without a pass for the From domain, and always fails two From fields', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 3 }), (given, fromFields) => {
        const { proof, reason } = judgeSender(mail({ fromFields }), given)
        if (fromFields > 1) expect(proof).toBe('failed')
        if (proof === 'verified') expect(isPass(given)).toBe(true)
        expect(reason.en + reason.fr).not.toMatch(/null|undefined/)
      }),
      { numRuns: 2000 },
    )
  })
})
