import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebOptions } from '../options.ts'

/** /healthz: the process is alive. /readyz: it can do its work, else 503 with the reasons. /metrics: for Prometheus. */
export function addHealthRoutes(app: FastifyInstance, { health, metricsToken }: WebOptions): void {
  const config = { isUnlimited: true }
  app.get('/healthz', { config }, async () => ({ alive: true }))
  app.get('/readyz', { config }, async (_request, reply) => {
    const { isReady, report } = await health.ready()
    return reply.code(isReady ? 200 : 503).send(report)
  })
  app.get('/metrics', { config }, async (request, reply) => {
    if (!mayRead(request, metricsToken)) {
      if (metricsToken !== null) reply.header('www-authenticate', 'Bearer realm="metrics"')
      return reply.code(metricsToken === null ? 403 : 401).send({ error: 'not for you' })
    }
    const { contentType, text } = await health.metrics()
    return reply.header('content-type', contentType).send(text)
  })
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return isLocal(request)
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

const forwarded = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']

/** From this machine itself; a proxy on it passes on what comes from elsewhere, and says so. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address)
  return isLoopback && forwarded.every((name) => request.headers[name] === undefined)
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
