import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../i18n/language.ts'
import { webLimits } from './limits.ts'
import { type Message, messagePage } from './views/message-page.ts'
import { languageAsked } from './visitor.ts'

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page)
}

/** A page that is about no link, in the language that the browser asks for where the reader's is not known. */
export function sendMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  message: Message,
  language: Language = languageAsked(request),
): FastifyReply {
  return sendPage(reply.code(status), messagePage(message, language))
}

export function sendTooOften(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('retry-after', String(webLimits.windowMs / 1000))
  return sendMessage(request, reply, 429, 'too-often')
}
