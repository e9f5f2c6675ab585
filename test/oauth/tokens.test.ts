import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OauthSetup } from '../../src/oauth/settings.ts'
import { TokenRefused } from '../../src/oauth/token-refused.ts'
import { createTokens, type Tokens } from '../../src/oauth/tokens.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts'
import { startTokenEndpoint, strictProvider, type TokenEndpoint } from '../support/token-endpoint.ts'

let folder: TemporaryFolder
let endpoint: TokenEndpoint
let now: number
let tokens: Tokens

beforeEach(async () => {
  folder = await temporaryFolder()
  endpoint = await startTokenEndpoint()
  now = 1_000_000
  tokens = process()
})
afterEach(async () => {
  await endpoint.close()
  await folder.remove()
})

/** As another process would see it, or this one after a restart. */
const process = () => createTokens(join(folder.path, 'tokens'), { now: () => now })

const setup = (more: Partial<OauthSetup> = {}): OauthSetup => ({
  tokenUrl: endpoint.url,
  clientId: 'guichet',
  clientSecret: 'shh',
  refreshToken: 'refresh-1',
  scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
  ...more,
})

const granted = (access_token: string, more: object = {}) => ({ status: 200, body: { access_token, ...more } })

/** The one file that is kept. */
async function keptFile(): Promise<string> {
  const [name, ...others] = await readdir(join(folder.path, 'tokens'))
  expect(others).toEqual([])
  return join(folder.path, 'tokens', name ?? '')
}

describe('an access token', () => {
  it('is fetched for the refresh token, and used until shortly before its end', async () => {
    endpoint.answer(granted('a-1', { expires_in: 3600 }), granted('a-2', { expires_in: 3600 }))
    expect(await tokens.accessToken(setup())).toBe('a-1')
    expect(endpoint.requests[0]).toEqual({
      grant_type: 'refresh_token',
      client_id: 'guichet',
      client_secret: 'shh',
      refresh_token: 'refresh-1',
      scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
    })
    now += 3_500_000
    expect(await tokens.accessToken(setup())).toBe('a-1')
    expect(tokens.isCurrent(setup(), 'a-1')).toBe(true)
    now += 60_000
    expect(tokens.isCurrent(setup(), 'a-1')).toBe(false)
    expect(await tokens.accessToken(setup())).toBe('a-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  it('is asked for without a secret or a scope where there are none', async () => {
    endpoint.answer(granted('a-1'))
    await tokens.accessToken(setup({ clientSecret: '', scope: '' }))
    expect(Object.keys(endpoint.requests[0] ?? {})).toEqual(['grant_type', 'client_id', 'refresh_token'])
  })

  it('is fetched anew once it was discarded, and only once by all to whom it was refused', async () => {
    endpoint.answer(granted('a-1'), granted('a-2'))
    const given = await Promise.all([tokens.accessToken(setup()), tokens.accessToken(setup())])
    expect(given).toEqual(['a-1', 'a-1'])
    tokens.discard(setup(), 'a-1')
    expect(await tokens.accessToken(setup())).toBe('a-2')
    tokens.discard(setup(), 'a-1')
    expect(await tokens.accessToken(setup())).toBe('a-2')
    expect(endpoint.requests).toHaveLength(2)
  })

  it('is believed for a day at most', async () => {
    endpoint.answer(granted('a-1', { expires_in: 1e300 }), granted('a-2'))
    await tokens.accessToken(setup())
    now += 24 * 3_600_000
    expect(await tokens.accessToken(setup())).toBe('a-2')
  })
})

describe('a refresh token that the provider gives in place of the configured one', () => {
  it('is kept in a file that only its owner reads, and used from then on', async () => {
    endpoint.answer(granted('a-1', { refresh_token: 'refresh-2' }))
    const before = await tokens.version(setup())
    await tokens.accessToken(setup())
    expect((await stat(await keptFile())).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder.path, 'tokens'))).mode & 0o777).toBe(0o700)
    expect(await tokens.version(setup())).not.toBe(before)
    await process().accessToken(setup())
    expect(endpoint.requests[1]).toMatchObject({ refresh_token: 'refresh-2' })
  })

  it('is forgotten once another one is configured', async () => {
    endpoint.answer(granted('a-1', { refresh_token: 'refresh-2' }), granted('a-9'))
    await tokens.accessToken(setup())
    await tokens.accessToken(setup({ refreshToken: 'refresh-9' }))
    expect(endpoint.requests[1]).toMatchObject({ refresh_token: 'refresh-9' })
    expect(await readFile(await keptFile(), 'utf8')).not.toContain('refresh-9')
  })

  it('is the same for a mailbox and a transport with the same configured one, also where their scopes differ', async () => {
    const provider = strictProvider()
    endpoint.decide(provider.decide)
    const reading = setup({ scope: 'read' })
    const sending = setup({ scope: 'send' })
    const given = await Promise.all([
      tokens.accessToken(reading),
      tokens.accessToken(sending),
      tokens.accessToken(reading),
      tokens.accessToken(sending),
    ])
    expect(given.toSorted()).toEqual(['access-1', 'access-1', 'access-2', 'access-2'])
    expect(await readFile(await keptFile(), 'utf8')).toContain(provider.living())
    now += 3_600_000
    await Promise.all([tokens.accessToken(sending), tokens.accessToken(reading)])
    expect(await tokens.version(reading)).toBe('rotated-4')
  })

  it('is not lost by two processes that renew at the same moment', async () => {
    const provider = strictProvider()
    endpoint.decide(provider.decide)
    const others = [process(), process(), process()]
    await Promise.all(others.map((other) => other.accessToken(setup())))
    expect(endpoint.requests.map(({ refresh_token }) => refresh_token)).toEqual(['refresh-1', 'rotated-1', 'rotated-2'])
    expect(await process().version(setup())).toBe(provider.living())
  })

  it('is found by a renewal after one that died in its middle', async () => {
    endpoint.answer(granted('a-1', { refresh_token: 'refresh-2' }))
    await tokens.accessToken(setup())
    const lock = `${await keptFile()}.lock`
    await writeFile(lock, '')
    const longAgo = Date.now() / 1000 - 120
    await utimes(lock, longAgo, longAgo)
    await process().accessToken(setup())
    expect(endpoint.requests[1]).toMatchObject({ refresh_token: 'refresh-2' })
    await expect(stat(lock)).rejects.toThrow('ENOENT')
  })

  it('is used and kept later where the disk did not take it', async () => {
    const provider = strictProvider()
    endpoint.decide(provider.decide)
    await tokens.accessToken(setup())
    const blocked = `${await keptFile()}.new`
    await mkdir(blocked)
    tokens.discard(setup(), 'access-1')
    await expect(tokens.accessToken(setup())).rejects.toThrow('EISDIR')
    await rm(blocked, { recursive: true })
    expect(await tokens.accessToken(setup())).toBe('access-3')
    expect(await readFile(await keptFile(), 'utf8')).toContain(provider.living())
  })

  it('gives way to the configured one where the file is broken, but not where it cannot be read', async () => {
    endpoint.answer(granted('a-1', { refresh_token: 'refresh-2' }))
    await tokens.accessToken(setup())
    const file = await keptFile()
    await writeFile(file, '{"half')
    await process().accessToken(setup())
    expect(endpoint.requests[1]).toMatchObject({ refresh_token: 'refresh-1' })
    await rm(file)
    await mkdir(file)
    await expect(process().accessToken(setup())).rejects.toThrow('EISDIR')
    expect(endpoint.requests).toHaveLength(2)
  })
})

describe('a token endpoint that gives none', () => {
  const outcome = () => tokens.accessToken(setup()).catch((error: unknown) => error)

  it('has refused it, or has trouble that passes', async () => {
    endpoint.answer({ status: 400, body: { error: 'invalid_grant', error_description: 'expired' } })
    expect(await outcome()).toEqual(new TokenRefused('invalid_grant expired'))
    endpoint.answer({ status: 401, body: { error: 'invalid_client' } })
    expect(await outcome()).toEqual(new TokenRefused('invalid_client'))
    for (const answer of [
      { status: 503, body: 'busy' },
      { status: 500, body: { error: 'invalid_grant' } },
      { status: 400, body: { error: 'temporarily_unavailable' } },
      { status: 429, body: { error: 'too_many' } },
      { status: 200, body: '<html>' },
      { status: 200, body: {} },
      { status: 200, body: { access_token: 'two\r\nlines' } },
      { status: 200, body: { access_token: 'a-1', expires_in: -1 } },
    ]) {
      endpoint.answer(answer)
      expect(await outcome(), JSON.stringify(answer)).toMatchObject({ code: 'oauth-unavailable' })
    }
  })

  it('is away, or says too much', async () => {
    endpoint.answer(granted('x'.repeat(100_000)))
    expect(await outcome()).toMatchObject({ code: 'oauth-unreachable' })
    await expect(tokens.accessToken(setup({ tokenUrl: 'http://127.0.0.1:1/' }))).rejects.toMatchObject({
      code: 'oauth-unreachable',
    })
  })

  it('is quoted on a short line, without what it was sent', async () => {
    const description = `no such token: refresh-1,\r\n\u0007shh ${'x'.repeat(10_000)}`
    endpoint.answer({ status: 400, body: { error: 'invalid_grant', error_description: description } })
    const error = await outcome()
    if (!(error instanceof TokenRefused)) throw new Error('it is not refused')
    expect(error.answer).toMatch(/^invalid_grant no such token: \[hidden\], \[hidden\] x+$/)
    expect(error.answer).toHaveLength(300)
  })

  it('leaves no lock behind', async () => {
    endpoint.answer({ status: 400, body: { error: 'invalid_grant' } })
    await outcome()
    expect(await readdir(join(folder.path, 'tokens'))).toEqual([])
  })
})
