import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { TransientError } from '../../errors.ts'
import { receiveLimits } from '../limits.ts'
import type { ImapSetup, OauthSetup } from '../settings.ts'
import { LoginRefused, type LoginSecret } from './client.ts'
import type { TokenStore } from './token-file.ts'

/** What a mailbox logs in with: its password, or an access token that is renewed in time. */
export interface Login {
  secret(): Promise<LoginSecret>
  /** The server did not take the last secret: the next one is fetched anew. */
  discard(): void
  /** Changes when a person has given another password or refresh token. */
  version(): Promise<string>
}

export function createLogin(mailboxKey: string, setup: ImapSetup, tokens: TokenStore, clock: Clock): Login {
  if (setup.login.kind === 'password') {
    const { password } = setup.login
    return { secret: async () => ({ password }), discard() {}, version: async () => password }
  }
  const oauth = setup.login
  let cached: { accessToken: string; until: number } | null = null
  return {
    async secret() {
      if (cached === null || clock.now() >= cached.until) cached = await renew(mailboxKey, oauth, tokens, clock)
      return { accessToken: cached.accessToken }
    },
    discard() {
      cached = null
    },
    version: async () => await tokens.current(mailboxKey, oauth.refreshToken),
  }
}

/** RFC 6749 section 5.1. */
const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(3600),
  refresh_token: z.string().min(1).optional(),
})

/** RFC 6749 section 5.2. */
const refused = z.object({ error: z.string(), error_description: z.string().optional() })

/** RFC 6749 section 6. A provider that gives a new refresh token may let the old one die: it is kept before it is used. */
async function renew(mailboxKey: string, oauth: OauthSetup, tokens: TokenStore, clock: Clock) {
  const refreshToken = await tokens.current(mailboxKey, oauth.refreshToken)
  const answer = granted.parse(await request(oauth, refreshToken))
  if (answer.refresh_token !== undefined && answer.refresh_token !== refreshToken)
    await tokens.save(mailboxKey, oauth.refreshToken, answer.refresh_token)
  const lifetime = answer.expires_in * 1000
  return {
    accessToken: answer.access_token,
    until: clock.now() + Math.max(lifetime - receiveLimits.tokenMargin, lifetime / 2),
  }
}

async function request(oauth: OauthSetup, refreshToken: string): Promise<unknown> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: oauth.clientId,
    refresh_token: refreshToken,
    ...(oauth.clientSecret === '' ? {} : { client_secret: oauth.clientSecret }),
    ...(oauth.scope === '' ? {} : { scope: oauth.scope }),
  })
  const { status, text } = await post(oauth.tokenUrl, form)
  const body = parseJson(text)
  if (status === 200) return body
  const reason = refused.safeParse(body)
  if (reason.success && status < 500 && !isPassing(reason.data.error))
    throw new LoginRefused(`${reason.data.error} ${reason.data.error_description ?? ''}`.trim())
  throw new TransientError('oauth-unavailable', 'The token endpoint cannot answer now.', {
    detail: `HTTP ${status}`,
    french: 'Le service de jetons ne peut pas répondre maintenant.',
  })
}

function isPassing(error: string): boolean {
  return error === 'temporarily_unavailable' || error === 'slow_down' || error === 'server_error'
}

async function post(url: string, body: URLSearchParams): Promise<{ status: number; text: string }> {
  try {
    const signal = AbortSignal.timeout(receiveLimits.tokenRequest)
    const response = await fetch(url, { method: 'POST', body, redirect: 'error', signal })
    return { status: response.status, text: await readBounded(response) }
  } catch (error) {
    throw new TransientError('oauth-unreachable', 'The token endpoint cannot be reached.', {
      cause: error,
      detail: url,
      french: 'Le service de jetons ne peut pas être joint.',
    })
  }
}

async function readBounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > receiveLimits.tokenAnswer) throw new Error('the answer is too long')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
