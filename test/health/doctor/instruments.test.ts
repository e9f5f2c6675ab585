import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { measureDisk } from '../../../src/health/doctor/instruments/disk.ts'
import { askHttp } from '../../../src/health/doctor/instruments/http.ts'
import { createTokens } from '../../../src/oauth/tokens.ts'
import { lookAtTransport, readTranscript } from '../../../src/outbox/smtp/look-at-transport.ts'
import { sendOnce } from '../../../src/outbox/smtp/send-once.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { catchSmtp } from '../../support/smtp-catcher.ts'
import { startTokenEndpoint, strictProvider } from '../../support/token-endpoint.ts'

it('measures a folder and leaves nothing in it', async () => {
  const folder = await temporaryFolder()
  expect((await measureDisk(folder.path)).free).toBeGreaterThan(0)
  expect(await readdir(folder.path)).toEqual([])
  await folder.remove()
  await expect(measureDisk(folder.path)).rejects.toThrow('ENOENT')
})

it('asks a web server for its status and clock, and follows nothing', async () => {
  const server = createServer((_request, response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end('x'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const answer = await askHttp(url)
  expect(answer.status).toBe(302)
  expect(Math.abs((answer.date ?? 0) - Date.now())).toBeLessThan(5000)
  await new Promise((resolve) => server.close(resolve))
  await expect(askHttp(url)).rejects.toMatchObject({
    code: 'http-unreachable',
    detail: expect.stringContaining('ECONNREFUSED'),
  })
})

it('reads what an SMTP server can do from what it said, also after STARTTLS', () => {
  const before = '250-mx\r\n250-STARTTLS\r\n250 SIZE 1'
  const after = '250-mx\r\n250-size 35882577\r\n250-AUTH PLAIN\r\n250 8BITMIME'
  expect(readTranscript(['220 mx ESMTP', before, '220 go', after, '235 welcome'])).toEqual({
    greeting: '220 mx ESMTP',
    extensions: ['SIZE 35882577', 'AUTH PLAIN', '8BITMIME'],
    maxSize: 35_882_577,
  })
  expect(readTranscript(['220 mx', '250 mx'])).toEqual({ greeting: '220 mx', extensions: [], maxSize: null })
  expect(readTranscript(['220 mx', '250-mx\r\n250 SIZE 0']).maxSize).toBeNull()
  expect(readTranscript([])).toEqual({ greeting: '', extensions: [], maxSize: null })
})

it('looks at an SMTP server without sending, and tells a refused login', async () => {
  const smtp = await catchSmtp(
    () => {},
    ({ password }) => password === 'right',
  )
  const place = { key: 'relay', host: '127.0.0.1', port: smtp.port, tls: 'none', user: 'desk' } as const
  const settings = { ...place, connections: 1, ratePerMinute: 1, dailyQuota: 1 }
  const tokens = createTokens('/nowhere', systemClock)
  const look = await lookAtTransport({ ...settings, password: 'right' }, tokens, 'desk.example')
  expect(look.extensions).toContainEqual(expect.stringContaining('AUTH'))
  const refused = lookAtTransport({ ...settings, password: 'hunter2' }, tokens, 'desk.example')
  await expect(refused).rejects.toMatchObject({ detail: expect.stringMatching(/^AUTH.*535/) })
  await expect(refused).rejects.toMatchObject({ detail: expect.not.stringContaining('hunter2') })
  expect(smtp.mails).toEqual([])
  await smtp.stop()
})

it('looks at an SMTP server and mails over it by XOAUTH2, with one token for both', async () => {
  const folder = await temporaryFolder()
  const endpoint = await startTokenEndpoint()
  const smtp = await catchSmtp(
    () => {},
    ({ accessToken }) => accessToken === 'access-1',
  )
  const oauth = { tokenUrl: endpoint.url, clientId: 'guichet', clientSecret: '', refreshToken: 'refresh-1', scope: '' }
  const place = { key: 'relay', host: '127.0.0.1', port: smtp.port, tls: 'none', user: 'desk' } as const
  const settings = { ...place, oauth, connections: 1, ratePerMinute: 1, dailyQuota: 1 }
  const tokens = createTokens(folder.path, systemClock)
  endpoint.decide(strictProvider().decide)
  expect((await lookAtTransport(settings, tokens, 'desk.example')).greeting).toMatch(/^220/)
  const mail = { from: 'desk@school.example', to: 'desk@school.example', bytes: Buffer.from('Subject: x\r\n\r\nx\r\n') }
  expect(await sendOnce(settings, tokens, 'desk.example', mail)).toMatchObject({ result: 'sent' })
  expect(endpoint.requests).toHaveLength(1)
  endpoint.answer({ status: 400, body: { error: 'invalid_grant', error_description: 'refresh-2 has expired' } })
  const other = { ...settings, oauth: { ...oauth, refreshToken: 'refresh-2' } }
  await expect(lookAtTransport(other, tokens, 'desk.example')).rejects.toMatchObject({
    detail: 'OAUTH: invalid_grant [hidden] has expired',
  })
  expect(await sendOnce(other, tokens, 'desk.example', mail)).toMatchObject({ result: 'deferred', scope: 'blocked' })
  await smtp.stop()
  await endpoint.close()
  await folder.remove()
})
