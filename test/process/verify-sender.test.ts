import { generateKeyPairSync } from 'node:crypto'
import { Readable } from 'node:stream'
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { describe, expect, it } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import type { ParsedMail } from '../../src/mail/types.ts'
import type { Resolve } from '../../src/process/dns-resolver.ts'
import { gatherSenderFacts, type SenderQuestion } from '../../src/process/verify-sender.ts'
import { judgeSender } from '../../src/screening/sender.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const record = `v=DKIM1; k=rsa; p=${keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`

/** A resolver of the test's own: names it does not know do not exist. */
function zone(records: Record<string, string | Error> = {}, asked: string[] = []): Resolve {
  const all: Record<string, string | Error> = {
    'k._domainkey.example.org': record,
    'k._domainkey.mail.example.org': record,
    'k._domainkey.evil.example': record,
    'k._domainkey.list.example': record,
    '_dmarc.example.org': 'v=DMARC1; p=reject',
    'example.org': 'v=spf1 ip4:192.0.2.1 -all',
    ...records,
  }
  return async (name) => {
    asked.push(name)
    const found = all[name.toLowerCase()]
    if (found instanceof Error) throw found
    if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    return [[found]]
  }
}

const dead = Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
const plain = (from = 'Anne <anne@example.org>', body = 'It is broken.\r\n') =>
  `From: ${from}\r\nTo: support@desk.example\r\nSubject: help\r\nMessage-ID: <1@example.org>\r\n\r\n${body}`

async function sign(
  raw: string,
  signingDomain = 'example.org',
  more: { maxBodyLength?: number } = {},
): Promise<string> {
  const key = { signingDomain, selector: 'k', privateKey }
  const canonicalization = 'relaxed/relaxed'
  const { signatures, errors } = await dkimSign(raw, { ...key, canonicalization, signatureData: [{ ...key, ...more }] })
  expect(errors).toEqual([])
  return signatures + raw
}

const read = (raw: string): Promise<ParsedMail> => parseMail(Readable.from([Buffer.from(raw, 'latin1')]))

async function judge(raw: string, resolve: Resolve, more: Partial<SenderQuestion> = {}) {
  const question: SenderQuestion = {
    mail: await read(raw),
    open: () => Readable.from(Buffer.from(raw, 'latin1')),
    envelope: { from: 'anne@example.org', clientIp: null, helo: null },
    settings: { authservIds: [], internalRoutes: [] },
    ...more,
  }
  const facts = await gatherSenderFacts(question, { marks: [], fromPerson: null }, resolve)
  return { facts, ...judgeSender(question.mail, facts) }
}

const from = (clientIp: string) => ({ envelope: { from: 'anne@example.org', clientIp, helo: 'mx.example.org' } })

describe('gatherSenderFacts', () => {
  it('verifies a signed mail, with and without a DMARC record', async () => {
    const raw = await sign(plain())
    expect(await judge(raw, zone())).toMatchObject({ proof: 'verified', rule: 'dmarc' })
    const bare = zone({ '_dmarc.example.org': Object.assign(new Error(), { code: 'ENODATA' }) })
    expect(await judge(raw, bare)).toMatchObject({ proof: 'verified', rule: 'dkim' })
    expect(await judge(await sign(plain(), 'mail.example.org'), bare)).toMatchObject({
      proof: 'verified',
      rule: 'dkim',
    })
  })

  it('reads a mail that a mailbox stored with bare line feeds', async () => {
    const raw = (await sign(plain('anne@example.org', 'One.\r\n\r\nTwo.  \r\n'))).replaceAll('\r\n', '\n')
    const mail = await read(raw.replaceAll('\n', '\r\n'))
    const chunks = [raw.slice(0, 7), raw.slice(7, 300), raw.slice(300)].map((part) => Buffer.from(part))
    expect(await judge(raw, zone(), { mail, open: () => Readable.from(chunks) })).toMatchObject({ proof: 'verified' })
  })

  it('follows the mode of the DMARC record', async () => {
    const strict = zone({ '_dmarc.example.org': 'v=DMARC1; p=none; adkim=s' })
    expect(await judge(await sign(plain(), 'mail.example.org'), strict)).toMatchObject({ proof: 'unverified' })
    expect(await judge(await sign(plain()), strict)).toMatchObject({ proof: 'verified' })
  })

  it('does not believe another domain’s signature', async () => {
    const raw = await sign(plain(), 'evil.example')
    const { proof, facts } = await judge(raw, zone())
    expect(proof).toBe('failed')
    expect(facts.dkim).toEqual([{ domain: 'evil.example', result: 'pass', isAligned: false, isPartial: false }])
    const harmless = zone({ '_dmarc.example.org': 'v=DMARC1; p=none' })
    expect(await judge(raw, harmless)).toMatchObject({ proof: 'unverified' })
  })

  it('does not believe a changed body, and does not refuse it where SPF is unknown', async () => {
    const changed = `${await sign(plain())}Pay me.\r\n`
    expect(await judge(changed, zone())).toMatchObject({ proof: 'unverified', rule: 'dmarc-failed' })
    expect(await judge(changed, zone(), from('198.51.100.7'))).toMatchObject({ proof: 'failed' })
    expect(await judge(changed, zone(), from('192.0.2.1'))).toMatchObject({ proof: 'verified' })
  })

  it('does not believe a signature that leaves a part of the body unsigned', async () => {
    const raw = `${await sign(plain(), 'example.org', { maxBodyLength: 5 })}Pay me.\r\n`
    expect(await judge(raw, zone())).toMatchObject({ proof: 'unverified', facts: { dmarc: { isPartial: true } } })
  })

  it('fails an unsigned mail of a domain that asks for it, and SPF alone can save it', async () => {
    expect(await judge(plain(), zone())).toMatchObject({ proof: 'failed' })
    expect(await judge(plain(), zone(), from('198.51.100.7'))).toMatchObject({ proof: 'failed' })
    expect(await judge(plain(), zone(), from('192.0.2.1'))).toMatchObject({ proof: 'verified', rule: 'dmarc' })
    expect(await judge(plain('x@nowhere.example'), zone())).toMatchObject({ proof: 'unverified', rule: 'none' })
  })

  it('makes a stranger of what a mailing list broke', async () => {
    const listed = `List-Id: <users.list.example>\r\n${await sign(plain())}-- \r\nA footer of the list\r\n`
    expect(await judge(listed, zone(), from('198.51.100.7'))).toMatchObject({ proof: 'unverified' })
  })

  it('fails two From fields whatever is signed', async () => {
    expect(await judge(`From: boss@example.org\r\n${await sign(plain())}`, zone())).toMatchObject({ proof: 'failed' })
  })

  it('does not let one reading of From vouch for another', async () => {
    const raw = await sign(plain('Anne <anne@evil.example>'), 'evil.example')
    const misread = { ...(await read(raw)), from: { name: '', address: 'anne@example.org' } }
    expect(await judge(raw, zone(), { mail: misread })).toMatchObject({ proof: 'unverified', rule: 'none' })
    for (const field of ['From : boss@example.org', 'From\t: boss@example.org', 'FROM:boss@example.org']) {
      const { proof } = await judge(`${field}\r\n${await sign(plain())}`, zone())
      expect(proof).not.toBe('verified')
    }
    for (const odd of [
      '"anne@example.org" <boss@example.org>',
      'boss@example.org, anne@example.org',
      'a: boss@example.org;',
    ]) {
      const judged = await judge(await sign(plain(odd)), zone())
      if (judged.proof === 'verified') expect((await read(plain(odd))).from?.address).toBe('boss@example.org')
    }
  })

  it('says that a lookup had no answer, where it could have proved the sender', async () => {
    const raw = await sign(plain())
    expect(await judge(raw, zone({ 'k._domainkey.example.org': dead }))).toMatchObject({
      proof: 'unverified',
      isTemporary: true,
    })
    expect(await judge(raw, zone({ '_dmarc.example.org': dead }))).toMatchObject({ proof: 'verified', rule: 'dkim' })
    const foreign = await sign(plain(), 'evil.example')
    expect(await judge(foreign, zone({ 'k._domainkey.evil.example': dead }))).toMatchObject({
      proof: 'failed',
      isTemporary: false,
    })
  })

  it('makes no lookup and opens no file where a named server or route has settled it', async () => {
    const asked: string[] = []
    const opened = () => {
      throw new Error('opened')
    }
    const raw = `Authentication-Results: mx.desk.example; dmarc=pass header.from=example.org\r\n${await sign(plain())}`
    const settings = { authservIds: ['mx.desk.example'], internalRoutes: [{ header: 'x-inside', contains: 'yes' }] }
    expect(await judge(raw, zone({}, asked), { settings, open: opened })).toMatchObject({ rule: 'trusted-server' })
    expect(await judge(`X-Inside: yes\r\n${plain()}`, zone({}, asked), { settings, open: opened })).toMatchObject({
      rule: 'internal-route',
    })
    expect(asked).toEqual([])
    expect(await judge(plain(), zone({}, asked), { open: opened })).toMatchObject({ proof: 'failed' })
  })

  it('checks the seal of a relay that the settings name', async () => {
    const seal = { signingDomain: 'list.example', selector: 'k', privateKey, cv: 'none' as const }
    const body = `List-Id: <users.list.example>\r\n${plain('anne@example.org', 'Changed by the list.\r\n')}`
    const authResults = 'list.example; dmarc=pass header.from=example.org'
    const raw = (await sealMessage(body, { ...seal, authResults })).toString() + body
    const settings = { authservIds: [], internalRoutes: [], arcSealers: ['list.example'] }
    expect(await judge(raw, zone(), { settings })).toMatchObject({ proof: 'verified', rule: 'arc' })
    expect(await judge(raw, zone())).toMatchObject({ proof: 'unverified', facts: { arc: null } })
    expect(await judge(`${raw}more`, zone(), { settings })).toMatchObject({ proof: 'unverified' })
  })

  it.each([
    [
      'too many signatures',
      `${'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=k; h=from; bh=x; b=y\r\n'.repeat(9)}`,
    ],
    ['a long header', `X: ${'a'.repeat(70_000)}\r\n`],
    ['a header of many lines', `X: a\r\n${' a\r\n'.repeat(3000)}`],
  ])('does not check %s, and says so', async (_what, head) => {
    const { proof, reason, facts } = await judge(head + (await sign(plain('anne@open.example'))), zone())
    expect(proof).toBe('unverified')
    expect(facts.notes).toHaveLength(1)
    expect(reason.en).toMatch(/too many|too long/)
  })

  it('does not check what is too large', async () => {
    const raw = await sign(plain('anne@open.example'))
    const { facts } = await judge(raw, zone(), { mail: { ...(await read(raw)), size: 50_000_000 } })
    expect(facts.notes[0]).toMatchObject({
      en: expect.stringContaining('too large'),
      fr: expect.stringContaining('trop grand'),
    })
  })

  it('passes on that the stored mail cannot be read', async () => {
    const open = () =>
      new Readable({
        read() {
          this.destroy(new Error('gone'))
        },
      })
    await expect(judge(await sign(plain()), zone(), { open })).rejects.toThrow('gone')
  })
})
