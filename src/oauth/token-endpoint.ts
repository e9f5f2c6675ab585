import { z } from 'zod'
import { TransientError } from '../errors.ts'
import { hideSecrets } from './hide-secrets.ts'
import { oauthLimits } from './limits.ts'
import type { OauthSetup } from './settings.ts'
import { TokenRefused } from './token-refused.ts'

export interface GrantedToken {
  accessToken: string
  /** Milliseconds. */
  lifetime: number
  /** Where the provider gives another in place of the one that was used. */
  refreshToken: string | null
}

/** RFC 6749 appendix A.12 and A.17: visible ASCII. Anything else could break the line of a login. */
const token = z.string().regex(/^[\x20-\x7e]+$/)

/** RFC 6749 section 5.1. */
const granted = z.object({
  access_token: token,
  expires_in: z.coerce.number().positive().default(3600),
  refresh_token: token.optional(),
})

/** RFC 6749 section 5.2. */
const refused = z.object({ error: z.string(), error_description: z.string().optional() })

/** RFC 6749 section 6. Throws TokenRefused, or TransientError where the endpoint is away or has trouble of its own. */
export async function askForToken(setup: OauthSetup, refreshToken: string): Promise<GrantedToken> {
  const { status, text } = await post(setup.tokenUrl, formOf(setup, refreshToken))
  const body = parseJson(text)
  if (status === 200) return readGranted(body)
  const reason = refused.safeParse(body)
  if (reason.success && status < 500 && status !== 429 && !isPassing(reason.data.error))
    throw new TokenRefused(tellReason(reason.data, [refreshToken, setup.clientSecret]))
  throw unavailable(`HTTP ${status}`)
}

function formOf(setup: OauthSetup, refreshToken: string): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: setup.clientId,
    refresh_token: refreshToken,
    ...(setup.clientSecret === '' ? {} : { client_secret: setup.clientSecret }),
    ...(setup.scope === '' ? {} : { scope: setup.scope }),
  })
}

function readGranted(body: unknown): GrantedToken {
  const answer = granted.safeParse(body)
  if (!answer.success) throw unavailable('HTTP 200 without a token')
  const { access_token, expires_in, refresh_token } = answer.data
  return {
    accessToken: access_token,
    lifetime: Math.min(expires_in * 1000, oauthLimits.longestLife),
    refreshToken: refresh_token ?? null,
  }
}

function isPassing(error: string): boolean {
  return error === 'temporarily_unavailable' || error === 'slow_down' || error === 'server_error'
}

/** Microsoft tells what to do in the description; nothing keeps an endpoint from repeating there what it was sent. */
function tellReason({ error, error_description }: z.infer<typeof refused>, secrets: readonly string[]): string {
  const text = `${error.slice(0, 100)} ${error_description ?? ''}`
  return hideSecrets(text, secrets)
    .replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, oauthLimits.reason)
}

function unavailable(detail: string): TransientError {
  return new TransientError('oauth-unavailable', 'The token endpoint cannot answer now.', {
    detail,
    french: 'Le service de jetons ne peut pas répondre maintenant.',
  })
}

async function post(url: string, body: URLSearchParams): Promise<{ status: number; text: string }> {
  try {
    const signal = AbortSignal.timeout(oauthLimits.request)
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
    if (size > oauthLimits.answer) throw new Error('the answer is too long')
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
