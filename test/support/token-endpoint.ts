import { createServer, type IncomingMessage } from 'node:http'

export interface TokenEndpoint {
  url: string
  /** The forms that were posted. */
  requests: Record<string, string>[]
  /** What the next requests get; the last one goes on. */
  answer(...answers: { status: number; body: unknown }[]): void
  close(): Promise<void>
}

/** A local token endpoint (RFC 6749), in place of Google's or Microsoft's. */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const requests: Record<string, string>[] = []
  let answers: { status: number; body: unknown }[] = [{ status: 500, body: 'nothing to say' }]
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      requests.push(Object.fromEntries(new URLSearchParams(body)))
      const answer = answers.length > 1 ? answers.shift() : answers[0]
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
