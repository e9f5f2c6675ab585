import { TokenRefused } from '../../oauth/token-refused.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { ImapSetup } from '../settings.ts'
import { LoginRefused, type LoginSecret } from './client.ts'

/** What a mailbox logs in with: its password, or an access token that is renewed in time. */
export interface Login {
  secret(): Promise<LoginSecret>
  /** The server did not take the last secret: the next one is fetched anew. */
  discard(): void
  /** Changes when a person has given another password or refresh token. */
  version(): Promise<string>
}

export function createLogin({ login }: ImapSetup, tokens: Tokens): Login {
  if (login.kind === 'password') {
    const { password } = login
    return { secret: async () => ({ password }), discard() {}, version: async () => password }
  }
  let last: string | null = null
  return {
    async secret() {
      last = await tokens.accessToken(login).catch((error: unknown) => {
        throw error instanceof TokenRefused ? new LoginRefused(error.answer, error) : error
      })
      return { accessToken: last }
    },
    discard() {
      if (last !== null) tokens.discard(login, last)
    },
    version: () => tokens.version(login),
  }
}
