import { z } from 'zod'
import { perform } from '../desk/perform.ts'
import type { Directory } from '../settings/directory.ts'
import { voidLinks } from '../store/queries/erase.ts'
import { eventsOf, followupsOf, reasonsOf, requestersOf } from '../store/queries/person-scope.ts'
import type { Store } from '../store/types.ts'
import { type Erasing, eraseEvents, eraseFollowups, eraseFromTicket, eraseSolutions } from '../ticket/erase-person.ts'
import type { Actor, Done, VerbContext } from '../ticket/types.ts'
import type { Scope } from './find-scope.ts'
import { createRedactor, type Redactor } from './redactor.ts'

interface Tools {
  store: Store
  directory: Directory
  now(): number
}

const byHand: Actor = { actorId: null, how: 'cli', viaMailId: null }

/**
 * Takes a person out of one ticket, in several short transactions: what they wrote becomes a neutral word, and quotes of it, their address and
 * their name go from what others wrote. `cleanMails` is given what the ticket's mails are to be cleaned with: it comes first, while all stands by which the ticket is found again after a death.
 * Gives the files that are needed no more.
 */
export async function eraseTicket(
  tools: Tools,
  scope: Scope,
  ticketId: number,
  word: string,
  cleanMails: (redactor: Redactor) => Promise<void>,
): Promise<string[]> {
  const theirs = await findTheirs(tools.store, scope, ticketId)
  const { addresses } = scope.subject
  const redactor = createRedactor({ addresses, names: scope.names, texts: theirs.texts, word })
  const erasing: Erasing = { ...redactor, ...theirs, personId: scope.subject.id, ticketId, word }
  await cleanMails(redactor)
  await inPages(tools, (context, after) => eraseFollowups(context, erasing, 'others', after))
  await act(tools, (context) => eraseSolutions(context, erasing))
  await inPages(tools, (context, after) => eraseFollowups(context, erasing, 'theirs', after))
  await inPages(tools, (context, after) => eraseEvents(context, erasing, after))
  return act(tools, async (context) => {
    await voidLinks(context.tx, ticketId, erasing.personId, context.now)
    return eraseFromTicket(context, byHand, erasing)
  })
}

function act<R>({ store, directory, now }: Tools, verb: (context: VerbContext) => Promise<Done<R>>): Promise<R> {
  return store.transaction((tx) => perform({ tx, now: now(), directory, replyTo: null }, verb))
}

async function inPages(
  tools: Tools,
  verb: (context: VerbContext, after: number) => Promise<Done<number | null>>,
): Promise<void> {
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    after = await act(tools, (context) => verb(context, from))
  }
}

interface Theirs extends Pick<Erasing, 'opened' | 'followupIds'> {
  texts: string[]
}

const wordsOfEvent = z
  .object({ byRole: z.string(), followupId: z.number(), text: z.string(), reason: z.string() })
  .partial()
  .catch({})

/** Which parts of the ticket are the person's. What they wrote for the desk, as a technician, is the desk's and stays. */
async function findTheirs(store: Store, scope: Scope, ticketId: number): Promise<Theirs> {
  const ticket = await store.byId('tickets', ticketId)
  const personId = scope.subject.id
  const events = (await eventsOf(store, ticketId)).map((event) => ({
    ...event,
    facts: wordsOfEvent.parse(JSON.parse(event.data)),
  }))
  const own = events.filter(({ actor_id, via_mail_id }) => actor_id === personId || scope.theirs.has(via_mail_id ?? 0))
  const forDesk = new Set(own.filter(({ facts }) => facts.byRole === 'technician').map(({ facts }) => facts.followupId))
  const followups = (await followupsOf(store, ticketId)).filter(
    ({ id, author_id, via_mail_id }) =>
      !forDesk.has(id) && (author_id === personId || (author_id === null && scope.theirs.has(via_mail_id ?? 0))),
  )
  const requesters = await requestersOf(store, ticketId)
  const isOnlyRequester = requesters.length === 1 && requesters[0] === personId
  const opened =
    isOnlyRequester ||
    own.some(({ kind }) => kind === 'ticket-opened' && (requesters.includes(personId) || requesters.length === 0))
  return {
    opened,
    followupIds: new Set(followups.map(({ id }) => id)),
    texts: [
      ...(opened && ticket ? [ticket.title, ticket.content_text] : []),
      ...followups.map(({ content_text }) => content_text),
      ...(await reasonsOf(store, ticketId, personId)),
      ...own.flatMap(({ facts }) => [facts.text, facts.reason].filter((text) => text !== undefined)),
    ],
  }
}
