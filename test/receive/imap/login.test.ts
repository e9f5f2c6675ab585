import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LoginRefused } from '../../../src/receive/imap/client.ts'
import { createLogin } from '../../../src/receive/imap/login.ts'
import { createTokenStore } from '../../../src/receive/imap/token-file.ts'
import { imapSetup } from '../../support/imap-watch.ts'
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts'

let folder: string
let endpoint: TokenEndpoint
let now: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-login-'))
  endpoint = await startTokenEndpoint()
  now = 1_000_000
})
afterEach(async () => {
  await endpoint.close()
  await rm(folder, { recursive: true })
})

const oauth = (refreshToken = 'refresh-1', more = {}) => ({
  kind: 'oauth' as const,
  tokenUrl: endpoint.url,
  clientId: 'guichet',
  clientSecret: 'shh',
  refreshToken,
  scope: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
  ...more,
})

const tokenFile = () => join(folder, 'support.json')

function login(refreshToken?: string, more = {}) {
  const setup = imapSetup(1, { login: oauth(refreshToken, more) })
  return createLogin('support', setup, createTokenStore(folder), { now: () => now })
}

describe('createLogin', () => {
  it('gives the password as it is', async () => {
    const setup = imapSetup(1, { login: { kind: 'password', password: 'p' } })
    const login = createLogin('support', setup, createTokenStore(folder), { now: () => now })
    expect(await login.secret()).toEqual({ password: 'p' })
  })

  it('gets an access token for the refresh token, and uses it until shortly before its end', async () => {
    endpoint.answer(
      { status: 200, body: { access_token: 'a-1', expires_in: 3600 } },
      { status: 200, body: { access_token: 'a-2', expires_in: 3600 } },
    )
    const one = login()
    expect(await one.secret()).toEqual({ accessToken: 'a-1' })
    expect(endpoint.requests[0]).toEqual({
      grant_type: 'refresh_token',
      client_id: 'guichet',
      client_secret: 'shh',
      refresh_token: 'refresh-1',
      scope: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
    })
    now += 3_500_000
    expect(await one.secret()).toEqual({ accessToken: 'a-1' })
    now += 60_000
    expect(await one.secret()).toEqual({ accessToken: 'a-2' })
    one.discard()
    await one.secret()
    expect(endpoint.requests).toHaveLength(3)
  })

  it('sends no empty secret or scope', async () => {
    endpoint.answer({ status: 200, body: { access_token: 'a-1' } })
    await login('refresh-1', { clientSecret: '', scope: '' }).secret()
    expect(Object.keys(endpoint.requests[0] ?? {})).toEqual(['grant_type', 'client_id', 'refresh_token'])
  })

  it('keeps a renewed refresh token in a file that only its owner reads, and uses it from then on', async () => {
    endpoint.answer({ status: 200, body: { access_token: 'a-1', refresh_token: 'refresh-2' } })
    const one = login()
    const before = await one.version()
    await one.secret()
    expect((await stat(tokenFile())).mode & 0o777).toBe(0o600)
    expect(await one.version()).not.toBe(before)
    await login().secret()
    expect(endpoint.requests[1]).toMatchObject({ refresh_token: 'refresh-2' })
  })

  it('forgets the renewed token once another one is configured', async () => {
    endpoint.answer({ status: 200, body: { access_token: 'a-1', refresh_token: 'refresh-2' } })
    await login().secret()
    await login('refresh-9').secret()
    expect(endpoint.requests[1]).toMatchObject({ refresh_token: 'refresh-9' })
    expect(await readFile(tokenFile(), 'utf8')).not.toContain('refresh-9')
  })

  it('goes by the configured token where the file is broken', async () => {
    await writeFile(tokenFile(), '{"half')
    endpoint.answer({ status: 200, body: { access_token: 'a-1' } })
    await login().secret()
    expect(endpoint.requests[0]).toMatchObject({ refresh_token: 'refresh-1' })
  })

  it('says a refused token from an endpoint that has trouble', async () => {
    endpoint.answer({ status: 400, body: { error: 'invalid_grant', error_description: 'expired' } })
    await expect(login().secret()).rejects.toThrow(new LoginRefused('invalid_grant expired'))
    endpoint.answer({ status: 503, body: 'busy' })
    await expect(login().secret()).rejects.toMatchObject({ code: 'oauth-unavailable' })
    endpoint.answer({ status: 400, body: { error: 'temporarily_unavailable' } })
    await expect(login().secret()).rejects.toMatchObject({ code: 'oauth-unavailable' })
    endpoint.answer({ status: 200, body: '<html>' })
    await expect(login().secret()).rejects.toThrow()
    endpoint.answer({ status: 200, body: { access_token: 'x'.repeat(100_000) } })
    await expect(login().secret()).rejects.toMatchObject({ code: 'oauth-unreachable' })
    await expect(login('r', { tokenUrl: 'http://127.0.0.1:1/' }).secret()).rejects.toMatchObject({
      code: 'oauth-unreachable',
    })
  })
})
