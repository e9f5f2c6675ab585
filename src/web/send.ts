import type { FastifyReply, FastifyRequest } from 'fastify'
import { webLimits } from './limits.ts'
import { type Message, messagePage } from './views/message-page.ts'
import { languageAsked } from './visitor.ts'

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page)
}

/** A page that is about no link, in the language that the browser asks for. */
export function sendMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message: Message,
): FastifyReply {
  return sendPage(reply.code(status), messagePage(message, languageAsked(request)))
}

export function sendTooOften(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('retry-after', String(webLimits.windowMs / 1000))
  return sendMessage(request, reply, 429, 'too-often')
}
