import { generateKeyPairSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { dkim } from '../../../src/health/doctor/checks/dkim.ts'
import { dmarc } from '../../../src/health/doctor/checks/dmarc.ts'
import { spf } from '../../../src/health/doctor/checks/spf.ts'
import { deskSettings } from '../../support/desk.ts'
import { linesOf, type Records, testPatient } from '../../support/patient.ts'
import { testSettings } from '../../support/settings.ts'

const spfOf = (...texts: string[]) =>
  linesOf(spf, testPatient({ records: { 'TXT school.example': texts.map((text) => [text]) } }))

it('spf: finds the one record, in however many pieces', async () => {
  expect(await spfOf('google-site-verification=x', 'v=spf1 mx -all')).toEqual(['right school.example: v=spf1 mx -all'])
  const records = { 'TXT school.example': [['v=spf1 ip4:192.0.2.1', ' -all']] }
  expect(await linesOf(spf, testPatient({ records }))).toEqual(['right school.example: v=spf1 ip4:192.0.2.1 -all'])
})

it.each([
  [[], /^warning .*has no SPF record.* → Add a TXT record to school\.example/],
  [['v=spf10 x'], /^warning .*has no SPF record/],
  [['v=spf1 -all', 'v=spf1 mx -all'], /^wrong .*There are 2 SPF records/],
  [['v=spf1 mx +all'], /^wrong .*the whole world/],
  [['v=spf1 all'], /^wrong .*the whole world/],
  [['v=spf1 ~all'], /^right/],
])('spf: judges %j', async (texts, line) => {
  expect(await spfOf(...texts)).toEqual([expect.stringMatching(line)])
})

const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits })
const pemOf = (key: ReturnType<typeof rsa>) => key.privateKey.export({ type: 'pkcs8', format: 'pem' })
const recordOf = (key: ReturnType<typeof rsa>) =>
  key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

async function dkimOf(privateKey: unknown, record: string | null, domain = 'school.example'): Promise<string[]> {
  const transports = [{ key: 'relay', host: 'h', dkim: { domain, selector: 's', privateKey: String(privateKey) } }]
  const settings = await testSettings({ ...deskSettings, transports })
  const records: Records = record === null ? {} : { [`TXT s._domainkey.${domain}`]: [record.match(/.{1,200}/g) ?? []] }
  return linesOf(dkim, testPatient({ settings, records }))
}

it('dkim: compares the key in DNS with the one that signs', async () => {
  const own = rsa(2048)
  expect(await dkimOf(pemOf(own), `v=DKIM1; k=rsa; p=${recordOf(own)}`)).toEqual([
    'right relay: s._domainkey.school.example holds our key of 2048 bits.',
  ])
  expect(await dkimOf(pemOf(own), `v=DKIM1; p=${recordOf(rsa(2048))}`)).toEqual([
    expect.stringMatching(/^wrong relay: .*is not that of our private key.*→ .*p=MI/),
  ])
  expect(await dkimOf(pemOf(own), null)).toEqual([
    expect.stringMatching(/^wrong relay: There is no public key at s\._domainkey/),
  ])
  expect(await dkimOf(pemOf(own), 'v=DKIM1; p=')).toEqual([
    expect.stringMatching(/^wrong relay: There is no public key/),
  ])
})

it('dkim: takes Ed25519, warns of short keys, and of a domain that is not the authors’', async () => {
  const ed = generateKeyPairSync('ed25519')
  const bare = ed.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')
  const pem = ed.privateKey.export({ type: 'pkcs8', format: 'pem' })
  expect(await dkimOf(pem, `v=DKIM1; k=ed25519; p=${bare}`)).toEqual([expect.stringMatching(/^right/)])
  const short = rsa(1024)
  expect(await dkimOf(pemOf(short), `p=${recordOf(short)}`)).toEqual([expect.stringMatching(/^warning .*1024 bits/)])
  expect(await dkimOf(pem, `p=${bare}`, 'other.example')).toContainEqual(
    expect.stringMatching(
      /^warning relay: It signs as other\.example, which says nothing for mails of school\.example/,
    ),
  )
})

it('dkim: says what is no key without showing it, and that others may sign', async () => {
  const [line = ''] = await dkimOf('not a key at all', null)
  expect(line).toMatch(/^wrong relay: dkim\.privateKey is no private key/)
  expect(line).not.toContain('not a key at all')
  expect(await linesOf(dkim, testPatient())).toEqual([
    expect.stringMatching(/^right relay: Guichet does not sign here/),
  ])
})

it.each<[Records, RegExp]>([
  [{}, /^warning .*has no DMARC record/],
  [{ 'TXT _dmarc.school.example': [['v=DMARC1; p=none']] }, /^warning .*says p=none/],
  [{ 'TXT _dmarc.school.example': [['v=DMARC1; p=reject; sp=none']] }, /^right .*p=reject/],
])('dmarc: judges %j', async (records, line) => {
  expect(await linesOf(dmarc, testPatient({ records }))).toEqual([expect.stringMatching(line)])
})

it('dmarc: follows the record of the organisation above', async () => {
  const [entity] = deskSettings.entities
  const mailboxes = [{ key: 'support', address: 'support@help.school.example' }]
  const settings = await testSettings({ ...deskSettings, entities: [{ ...entity, mailboxes }] })
  const records = { 'TXT _dmarc.school.example': [['v=DMARC1; p=quarantine']] }
  expect(await linesOf(dmarc, testPatient({ settings, records }))).toEqual([
    'right help.school.example: _dmarc.school.example: v=DMARC1; p=quarantine',
  ])
})
