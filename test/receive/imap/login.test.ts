import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTokens } from '../../../src/oauth/tokens.ts'
import { LoginRefused } from '../../../src/receive/imap/client.ts'
import { createLogin } from '../../../src/receive/imap/login.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/folder.ts'
import { imapSetup } from '../../support/imap-watch.ts'
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts'

let folder: TemporaryFolder
let endpoint: TokenEndpoint

beforeEach(async () => {
  folder = await temporaryFolder()
  endpoint = await startTokenEndpoint()
})
afterEach(async () => {
  await endpoint.close()
  await folder.remove()
})

function login() {
  const oauth = { tokenUrl: endpoint.url, clientId: 'guichet', clientSecret: '', refreshToken: 'refresh-1', scope: '' }
  const tokens = createTokens(folder.path, { now: () => 1_000_000 })
  return createLogin(imapSetup(1, { login: { kind: 'oauth', ...oauth } }), tokens)
}

describe('createLogin', () => {
  it('gives the password as it is', async () => {
    const setup = imapSetup(1, { login: { kind: 'password', password: 'p' } })
    const login = createLogin(setup, createTokens(folder.path, { now: () => 0 }))
    expect(await login.secret()).toEqual({ password: 'p' })
  })

  it('gives an access token until it is discarded', async () => {
    endpoint.answer(
      { status: 200, body: { access_token: 'a-1' } },
      { status: 200, body: { access_token: 'a-2', refresh_token: 'refresh-2' } },
    )
    const one = login()
    const before = await one.version()
    expect(await one.secret()).toEqual({ accessToken: 'a-1' })
    expect(await one.secret()).toEqual({ accessToken: 'a-1' })
    expect(await one.version()).toBe(before)
    one.discard()
    expect(await one.secret()).toEqual({ accessToken: 'a-2' })
    expect(await one.version()).not.toBe(before)
  })

  it('tells a refused token as a refused login, and trouble of the endpoint as what it is', async () => {
    endpoint.answer({ status: 400, body: { error: 'invalid_grant', error_description: 'expired' } })
    await expect(login().secret()).rejects.toThrow(new LoginRefused('invalid_grant expired'))
    endpoint.answer({ status: 503, body: 'busy' })
    await expect(login().secret()).rejects.toMatchObject({ code: 'oauth-unavailable' })
  })
})
