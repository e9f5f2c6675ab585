import formbody from '@fastify/formbody'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { describeError, TransientError } from '../errors.ts'
import { createAddressLimit } from './address-limit.ts'
import { answerBroken } from './broken-request.ts'
import { webLimits } from './limits.ts'
import type { WebOptions } from './options.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addLinkRoutes } from './routes/link.ts'
import { securityHeaders } from './security-headers.ts'
import { sendMessage, sendTooOften } from './send.ts'

/** The web server with its routes, not listening yet. */
export async function createServer(options: WebOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    // One proxy: what that one saw, and nothing that a visitor wrote into the header before it.
    trustProxy: options.trustProxy ? (_address, hop) => hop === 0 : false,
    rewriteUrl: withoutPrefix(options.url),
    bodyLimit: webLimits.bodyOctets,
    requestTimeout: webLimits.requestMs,
    connectionTimeout: webLimits.answerMs,
    handlerTimeout: webLimits.workMs,
    keepAliveTimeout: webLimits.idleMs,
    maxRequestsPerSocket: webLimits.requestsPerConnection,
    http: {
      maxHeaderSize: webLimits.headerOctets,
      connectionsCheckingInterval: webLimits.lookMs,
      // Node takes the longer of this and requestTimeout for the whole request, and by itself this is a minute.
      headersTimeout: webLimits.headersMs,
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    clientErrorHandler: answerBroken,
    // Malformed paths answer as unknown ones do; no hook is run for them.
    frameworkErrors: (_error, request, reply) =>
      sendMessage(request, reply.headers(securityHeaders), 404, 'nothing-here'),
  })
  app.server.maxConnections = webLimits.connections
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders)
  })
  logRequests(app, options)
  limitRequests(app, options)
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(options, error, request, reply))
  app.setNotFoundHandler((request, reply) => sendMessage(request, reply, 404, 'nothing-here'))
  // Nothing but forms is read.
  app.removeAllContentTypeParsers()
  await app.register(formbody, { bodyLimit: webLimits.bodyOctets })
  addHealthRoutes(app, options)
  addLinkRoutes(app, options)
  return app
}

/** The pages may be seen below a path (https://host/desk/): whether the proxy takes it off or not. */
function withoutPrefix(url: string) {
  const prefix = new URL(url).pathname.replace(/\/+$/, '')
  return ({ url: asked = '/' }: { url?: string | undefined }): string =>
    prefix !== '' && asked.startsWith(`${prefix}/`) ? asked.slice(prefix.length) : asked
}

/** The route, never the path: a path holds a link. */
function logRequests(app: FastifyInstance, { log }: WebOptions): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const about = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    log[request.method === 'POST' ? 'info' : 'debug']('web.answered', about)
  })
}

function limitRequests(app: FastifyInstance, { clock }: WebOptions): void {
  const { windowMs, addresses, requests } = webLimits
  const limit = createAddressLimit(clock, { most: requests, windowMs, addresses })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.isUnlimited === true) return
    if (limit.isOver(request.ip)) return sendTooOften(request, reply)
    limit.count(request.ip)
  })
}

function answerError(
  { log }: WebOptions,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500
  if (status === 413) return sendMessage(request, reply, 413, 'too-long')
  if (status < 500) return sendMessage(request, reply, status, 'unclear')
  log.error('web.failed', { route: request.routeOptions.url ?? 'none', error: describeError(error) })
  const mayPass = error instanceof TransientError || error.code === 'FST_ERR_HANDLER_TIMEOUT'
  return sendMessage(request, reply, mayPass ? 503 : 500, 'later')
}
