import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { TransientError } from '../../../src/errors.ts'
import { dns } from '../../../src/health/doctor/checks/dns.ts'
import { imap } from '../../../src/health/doctor/checks/imap.ts'
import { lmtp } from '../../../src/health/doctor/checks/lmtp.ts'
import { smtp } from '../../../src/health/doctor/checks/smtp.ts'
import { tls } from '../../../src/health/doctor/checks/tls.ts'
import { web } from '../../../src/health/doctor/checks/web.ts'
import type { Certificate } from '../../../src/health/doctor/instruments/certificate.ts'
import type { PatientMailbox } from '../../../src/health/doctor/patient-mailbox.ts'
import { createTokens } from '../../../src/oauth/tokens.ts'
import type { SmtpSettings } from '../../../src/outbox/settings.ts'
import { lookAtTransport } from '../../../src/outbox/smtp/look-at-transport.ts'
import { LoginRefused } from '../../../src/receive/imap/client.ts'
import { lookAtMailbox, type MailboxLook } from '../../../src/receive/imap/look-at-mailbox.ts'
import { portOf } from '../../outbox/smtp-double.ts'
import { deskSettings } from '../../support/desk.ts'
import { diagnosesOf, linesOf, testPatient } from '../../support/patient.ts'
import { testSettings } from '../../support/settings.ts'

const day = 86_400_000
const now = Date.parse('2026-11-24T09:00:00Z')
const [entity] = deskSettings.entities
const [mailbox] = entity?.mailboxes ?? []
const withImap = async (imapSettings: object = {}, more: object = {}) =>
  testSettings({
    ...deskSettings,
    entities: [
      {
        ...entity,
        mailboxes: [
          { ...mailbox, imap: { host: 'imap.school.example', user: 'support', password: 'x', ...imapSettings } },
        ],
      },
    ],
    ...more,
  })

it('dns: tells the addresses of hosts, and those without', async () => {
  const settings = await withImap({}, { web: { url: 'https://desk.school.example' } })
  const lookup = async (host: string) => {
    if (host === 'imap.school.example') return ['192.0.2.7']
    throw Object.assign(new Error('no'), { code: 'ENOTFOUND' })
  }
  const records = { 'MX school.example': ['10 mx.school.example'] }
  expect(await linesOf(dns, testPatient({ settings, instruments: { lookup }, records }))).toEqual([
    'right imap.school.example: 192.0.2.7',
    expect.stringMatching(/^wrong desk\.school\.example: No address is found/),
    'right MX school.example: Mail for school.example has a server.',
  ])
  expect(await linesOf(dns, testPatient())).toEqual([expect.stringMatching(/^warning MX .*has no MX record/)])
})

it('dns: a resolver that does not answer is no missing record', async () => {
  const resolve = async () => {
    throw Object.assign(new Error('refused'), { code: 'ESERVFAIL' })
  }
  expect(await linesOf(dns, testPatient({ instruments: { resolve } }))).toEqual([
    expect.stringMatching(/^wrong MX school\.example: DNS gives no answer for MX of school\.example\. \(ESERVFAIL\)/),
  ])
})

const sound: Certificate = { problem: null, validUntil: now + 60 * day, issuer: 'CA', protocol: 'TLSv1.3' }

it.each<[Certificate, string]>([
  [sound, 'right imap.school.example:993: TLSv1.3, certificate valid for 60 days.'],
  [{ ...sound, validUntil: now + 3 * day }, 'warning imap.school.example:993: The certificate ends in 3 days'],
  [
    { ...sound, problem: 'CERT_HAS_EXPIRED' },
    'wrong imap.school.example:993: The server is not to be trusted: its certificate has expired (CERT_HAS_EXPIRED).',
  ],
])('tls: judges a certificate', async (certificate, text) => {
  const patient = testPatient({ settings: await withImap(), instruments: { certificate: async () => certificate } })
  expect(await linesOf(tls, patient)).toEqual([expect.stringContaining(text)])
})

it('tls: asks each server once, in its own way, and tells who is spoken to in clear text', async () => {
  const asked: string[] = []
  const certificate = async ({ host, port, how }: { host: string; port: number; how: string }) => {
    asked.push(`${how} ${host}:${port}`)
    return sound
  }
  const transports = [
    { key: 'a', host: 'smtp.school.example', port: 587 },
    { key: 'b', host: 'smtp.school.example', port: 587 },
    { key: 'c', host: 'relay.school.example', port: 25, tls: 'none' },
    { key: 'd', host: '127.0.0.1', port: 25, tls: 'none' },
  ]
  const settings = await withImap(
    { port: 143, tls: 'starttls' },
    { transports, web: { url: 'https://desk.school.example' } },
  )
  const lines = await linesOf(tls, testPatient({ settings, instruments: { certificate } }))
  expect(asked).toEqual([
    'imap-starttls imap.school.example:143',
    'smtp-starttls smtp.school.example:587',
    'tls desk.school.example:443',
  ])
  expect(lines.at(-1)).toMatch(/^warning|^wrong relay\.school\.example:25: tls: none to another machine/)
  expect(lines).toHaveLength(4)
})

const able: MailboxLook = {
  capabilities: new Set(['MOVE', 'UIDPLUS', 'IDLE']),
  mails: 3,
  takesKeywords: true,
  readOnly: false,
}

it('imap: tells the login, and what the server can do', async () => {
  const patient = testPatient({ settings: await withImap(), instruments: { mailbox: async () => able } })
  expect(await linesOf(imap, patient)).toEqual([
    'right support: support is logged in; 3 mails; the server has MOVE, UIDPLUS, IDLE.',
  ])
})

it('imap: warns of what the server lacks for what the settings ask', async () => {
  const bare = { ...able, capabilities: new Set(['IMAP4REV1']), takesKeywords: false }
  const look = async (settings: object) =>
    linesOf(imap, testPatient({ settings: await withImap(settings), instruments: { mailbox: async () => bare } }))
  expect(await look({})).toEqual([
    expect.stringContaining('right'),
    expect.stringMatching(/^warning support: The server lacks MOVE or UIDPLUS/),
    expect.stringMatching(/^warning support: The server has no IDLE: new mails are found every 60 seconds/),
  ])
  expect(await look({ after: 'flag' })).toContainEqual(
    expect.stringMatching(/^warning support: The server keeps no keywords/),
  )
})

it('imap: tells that a folder can only be read, unless nothing is to be changed there', async () => {
  const readOnly = { ...able, takesKeywords: false, readOnly: true }
  const look = async (settings: object) =>
    linesOf(imap, testPatient({ settings: await withImap(settings), instruments: { mailbox: async () => readOnly } }))
  for (const after of ['move', 'flag'])
    expect(await look({ after })).toEqual([
      expect.stringContaining('right'),
      expect.stringMatching(/^wrong support: The server lets us only read INBOX.* → Give this user the right/),
    ])
})

it('imap: tells a refused login from a server that cannot be reached', async () => {
  const failing = async (error: Error) => {
    const mailboxOf = async () => Promise.reject(error)
    return linesOf(imap, testPatient({ settings: await withImap(), instruments: { mailbox: mailboxOf } }))
  }
  expect(await failing(new LoginRefused('NO [AUTHENTICATIONFAILED] wrong'))).toEqual([
    expect.stringMatching(
      /^wrong support: The server refuses the login of support: NO \[AUTHENTICATIONFAILED\] wrong → Check user/,
    ),
  ])
  expect(await failing(new TransientError('x', 'It is away.', { detail: 'ECONNREFUSED' }))).toEqual([
    expect.stringMatching(/^wrong support: The mailbox cannot be read: ECONNREFUSED → Check host/),
  ])
})

describe('a place where no server of ours stands', () => {
  const tokens = createTokens('/nowhere', systemClock)
  const nobody = async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = portOf(server.address())
    server.close()
    await once(server, 'close')
    return port
  }

  it('imap: is told in the words of its reader', async () => {
    const mailbox = async ({ setup: { imap: of } }: PatientMailbox) =>
      of ? lookAtMailbox(of, tokens) : Promise.reject(new Error('no IMAP'))
    const settings = await withImap({ host: '127.0.0.1', port: await nobody(), tls: 'none' })
    const [found] = await diagnosesOf(imap, testPatient({ settings, instruments: { mailbox } }))
    expect(found?.text.en).toMatch(/^The mailbox cannot be read: nothing listens at that port \(connect ECONNREFUSED /)
    expect(found?.text.fr).toMatch(/^La boîte ne peut pas être lue : rien n’écoute sur ce port \(connect ECONNREFUSED /)
  })

  it.each([
    ['none', 'nothing listens at that port', 'rien n’écoute sur ce port'],
    ['implicit', 'TLS is not spoken there from the first octet', 'on n’y parle pas TLS dès le premier octet'],
  ])('smtp: is told in the words of its reader (tls: %s)', async (tls, en, fr) => {
    const plain = createServer((socket) => socket.on('error', () => {}).write('220 mx.example ESMTP\r\n'))
    plain.listen(0, '127.0.0.1')
    await once(plain, 'listening')
    const port = tls === 'none' ? await nobody() : portOf(plain.address())
    const settings = await withImap({}, { transports: [{ key: 'relay', host: '127.0.0.1', port, tls }] })
    const transport = (of: SmtpSettings) => lookAtTransport(of, tokens, 'desk.example')
    const [found] = await diagnosesOf(smtp, testPatient({ settings, instruments: { transport } }))
    expect(found?.text.en).toContain(`No mail can go out here: ${en}`)
    expect(found?.text.fr).toContain(`Aucun message ne peut partir par là : ${fr}`)
    plain.close()
  })
})

it('smtp: tells the size that the server takes, and warns where ours may be larger', async () => {
  const look = (maxSize: number | null) => {
    const transport = async () => ({ greeting: '220 x', extensions: [], maxSize })
    return linesOf(smtp, testPatient({ instruments: { transport } }))
  }
  expect(await look(52_428_800)).toEqual(['right relay: 127.0.0.1 takes us without a login, mails up to 52 MB.'])
  expect(await look(null)).toEqual(['right relay: 127.0.0.1 takes us without a login.'])
  expect(await look(10_240_000)).toContainEqual(expect.stringMatching(/^warning relay: It takes 10240000 octets/))
})

it('smtp: says that nothing can go out', async () => {
  const transport = async () => Promise.reject(new TransientError('x', 'No.', { detail: 'AUTH: 535 wrong' }))
  expect(await linesOf(smtp, testPatient({ instruments: { transport } }))).toEqual([
    expect.stringMatching(/^wrong relay: No mail can go out here: AUTH: 535 wrong/),
  ])
  const settings = await testSettings({ ...deskSettings, transports: [] })
  expect(await linesOf(smtp, testPatient({ settings }))).toEqual([expect.stringMatching(/^wrong : No transport/)])
})

it('web: asks the address that links begin with', async () => {
  const settings = await testSettings({ ...deskSettings, web: { url: 'https://desk.school.example/help/' } })
  const asked: string[] = []
  const answering = (status: number) => {
    const http = async (url: string) => {
      asked.push(url)
      return { status, date: null, took: 1 }
    }
    return linesOf(web, testPatient({ settings, instruments: { http } }))
  }
  expect(await answering(200)).toEqual(['right https://desk.school.example/help/: Guichet answers there.'])
  expect(asked).toEqual(['https://desk.school.example/help/healthz'])
  expect(await answering(502)).toEqual([expect.stringMatching(/^wrong .*\(HTTP 502\)/)])
  expect(await linesOf(web, testPatient())).toEqual([
    expect.stringMatching(/^warning .*Nothing answers there/),
    expect.stringMatching(/^warning .*lead to this machine only/),
  ])
})

it('lmtp: only where it is switched on, and whether it is ours that answers', async () => {
  expect(await linesOf(lmtp, testPatient())).toEqual([])
  const asked: unknown[] = []
  const answering = async (greeting: string, settings: object = {}) => {
    const given = await testSettings({ ...deskSettings, lmtp: { enabled: true, ...settings } })
    const greet = async (place: unknown) => {
      asked.push(place)
      return greeting
    }
    return linesOf(lmtp, testPatient({ settings: given, instruments: { greeting: greet } }))
  }
  expect(await answering('220 desk LMTP')).toEqual(['right 127.0.0.1:2424: Guichet takes mail there.'])
  expect(await answering('SSH-2.0-OpenSSH', { socket: '/run/g.sock' })).toEqual([
    expect.stringMatching(/^wrong \/run\/g\.sock: Something else listens there: SSH/),
  ])
  expect(asked).toEqual([{ host: '127.0.0.1', port: 2424 }, { path: '/run/g.sock' }])
  const settings = await testSettings({ ...deskSettings, lmtp: { enabled: true } })
  expect(await linesOf(lmtp, testPatient({ settings }))).toEqual([
    expect.stringMatching(/^warning .*Nobody takes mail there/),
  ])
})
