import { createServer, type IncomingMessage } from 'node:http'

export interface TokenAnswer {
  status: number
  body: unknown
}

export interface TokenEndpoint {
  url: string
  /** The forms that were posted. */
  requests: Record<string, string>[]
  /** What the next requests get; the last one goes on. */
  answer(...answers: TokenAnswer[]): void
  /** Answers by what was posted. */
  decide(by: (form: Record<string, string>) => TokenAnswer): void
  close(): Promise<void>
}

/** A local token endpoint (RFC 6749), in place of Google's or Microsoft's. */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const requests: Record<string, string>[] = []
  let answers: TokenAnswer[] = [{ status: 500, body: 'nothing to say' }]
  let decision: ((form: Record<string, string>) => TokenAnswer) | null = null
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const form = Object.fromEntries(new URLSearchParams(body))
      requests.push(form)
      const answer = decision?.(form) ?? (answers.length > 1 ? answers.shift() : answers[0])
      response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' })
      response.end(typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/token`,
    requests,
    answer: (...next) => {
      answers = next
      decision = null
    },
    decide: (by) => {
      decision = by
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

/** A provider that gives a new refresh token each time and lets the old one die at once. Gives how it decides, and the refresh token that lives. */
export function strictProvider(first = 'refresh-1'): {
  decide(form: Record<string, string>): TokenAnswer
  living(): string
} {
  let [living, count] = [first, 0]
  return {
    living: () => living,
    decide: ({ refresh_token }) => {
      if (refresh_token !== living) return { status: 400, body: { error: 'invalid_grant' } }
      count += 1
      living = `rotated-${count}`
      return { status: 200, body: { access_token: `access-${count}`, expires_in: 3600, refresh_token: living } }
    },
  }
}
