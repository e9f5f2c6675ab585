import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actByLink, actOf } from '../../action-link/act-by-link.ts'
import { wasJustDone } from '../../action-link/first-press.ts'
import { type LinkFacts, readLink } from '../../action-link/read-link.ts'
import { linkPath } from '../../signing/places.ts'
import { stripMarks } from '../../signing/strip-marks.ts'
import { linkActs } from '../../store/link-act.ts'
import { createAddressLimit } from '../address-limit.ts'
import { webLimits } from '../limits.ts'
import type { WebOptions } from '../options.ts'
import { sendMessage, sendPage, sendTooOften } from '../send.ts'
import { linkPage, type Press } from '../views/link-page.ts'
import { longestReason } from '../views/open-link.ts'
import { readerOf } from '../views/reader.ts'
import { isForeign, isPrefetch, languageAsked } from '../visitor.ts'

const path = z.object({ mark: z.string() })
const form = z.object({
  act: z.enum(linkActs),
  reason: z.string().default(''),
})

/** The page of a signed link: GET (and HEAD) only read, whoever sends them and however often; POST acts, once. */
export function addLinkRoutes(app: FastifyInstance, options: WebOptions): void {
  const find = linkFinder(options)
  const place = linkPath(':mark')
  app.get(place, async (request, reply) => {
    const facts = await find(request, reply)
    return facts ? show(options, request, reply, facts, null) : reply
  })
  app.post(place, async (request, reply) => {
    if (isForeign(request, options.url) || isPrefetch(request)) return sendMessage(request, reply, 403, 'foreign')
    const facts = await find(request, reply)
    return facts ? press(options, request, reply, facts) : reply
  })
}

/** The link of a request, or null where it has been answered: no link of ours, or too many of those. */
function linkFinder({ store, directory, marks, clock }: WebOptions) {
  const { windowMs, addresses, guesses } = webLimits
  const limit = createAddressLimit(clock, { most: guesses, windowMs, addresses })
  return async (request: FastifyRequest, reply: FastifyReply): Promise<LinkFacts | null> => {
    if (limit.isOver(request.ip)) {
      sendTooOften(request, reply)
      return null
    }
    // Mail programs take the dot or the bracket that follows an address for a part of it.
    const mark = path.parse(request.params).mark.replace(/[^a-z2-7]+$/i, '')
    const linkId = marks.verify('link', mark)
    const facts = linkId === null ? null : await readLink(store, directory, linkId, clock.now())
    if (facts) return facts
    limit.count(request.ip)
    sendMessage(request, reply, 404, 'unknown')
    return null
  }
}

async function press(options: WebOptions, request: FastifyRequest, reply: FastifyReply, before: LinkFacts) {
  const { language } = readerOf(before, languageAsked(request))
  const parsed = form.safeParse(request.body)
  if (!parsed.success || actOf(before.act, parsed.data.act) === null)
    return sendMessage(request, reply, 400, 'unclear', language)
  const { store, directory, clock, marks } = options
  const { act } = parsed.data
  const reason = act === 'refuse' ? cleanReason(stripMarks(parsed.data.reason, marks)) : ''
  if (reason.length > longestReason) return sendMessage(request, reply, 413, 'too-long', language)
  const linkId = before.rows.link.id
  const result = await store.transaction((tx) =>
    actByLink({ tx, now: clock.now(), directory, replyTo: null }, linkId, {
      act,
      reason,
      how: 'link',
      viaMailId: null,
    }),
  )
  options.log.info('web.link-used', { link: linkId, act, result })
  if (result === 'done' && act.startsWith('confirm-')) options.onConfirmed()
  const facts = (await readLink(store, directory, linkId, clock.now())) ?? before
  const isDone = result === 'done' || (result === 'used' && wasJustDone(facts.rows, act, clock.now()))
  return show(options, request, reply, facts, { act, isDone })
}

/** As people typed it: without what no keyboard writes, and LF as line ends (browsers send CRLF). */
function cleanReason(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
}

function show(options: WebOptions, request: FastifyRequest, reply: FastifyReply, facts: LinkFacts, done: Press) {
  const reader = readerOf(facts, languageAsked(request))
  return sendPage(reply, linkPage(facts, done, reader, options.prefix))
}
