import { readKeptReason } from '../../i18n/kept-reasons.ts'
import { entryOf } from '../../mail-template/registry.ts'
import { loadActors } from '../../store/queries/outbox-items.ts'
import { subjectTag } from '../subject-tag.ts'
import { authorName, nameOf } from './author-in-from.ts'
import { namedFiles } from './files.ts'
import type { Gathering } from './gathering.ts'
import { makeHistory } from './history.ts'
import { makeLinks, makePair } from './links.ts'
import { nameOfPerson } from './name-of-person.ts'
import { makeNotices } from './notices.ts'
import { signsOff } from './signs-off.ts'
import { showItem, showWords } from './words.ts'

type Make = (from: Gathering) => object | Promise<object>

/** How each field of a template's data is made. One may give several, where they are made together. */
export const fields: Readonly<Record<string, Make>> = {
  desk: ({ desk, settings }) => ({
    desk: { name: desk.senderName, address: desk.address, prefix: settings.instance.prefix },
  }),
  person: ({ context, language }) => ({
    person: { name: nameOfPerson(context), language, timeZone: context.time_zone ?? 'UTC' },
  }),
  ticket: makeTicket,
  author: async (from) => ({ author: { displayName: (await authorName(from)) ?? from.desk.senderName } }),
  hasSigned: async (from) => ({ hasSigned: signsOff(from.item?.text ?? '', (await authorName(from)) ?? '') }),
  body: (from) => ({ body: makeBody(from) }),
  solution: (from) => ({ solution: makeBody(from) }),
  reason: makeReason,
  attachments: (from) => ({ attachments: namedFiles(from.files, from.keptFiles, from.language) }),
  history: makeHistory,
  historyOmitted: makeHistory,
  links: (from) => ({ links: Object.keys(from.frozen.links).length > 0 ? makeLinks(from) : null }),
  proposed: makeProposed,
  closedBy: async (from) => ({ closedBy: await closerName(from) }),
  proof: ({ frozen }) => ({ proof: frozen.facts['proof'] ?? 'unverified' }),
  dropped: ({ frozen }) => ({ dropped: frozen.facts['dropped'] ?? [] }),
  reopened: ({ frozen }) => ({ reopened: frozen.facts['reopened'] ?? false }),
  at: ({ frozen, mail }) => ({ at: frozen.facts['at'] ?? new Date(mail.created_at).toISOString() }),
  sentAt: ({ frozen, mail }) => ({ sentAt: frozen.facts['sentAt'] ?? new Date(mail.created_at).toISOString() }),
  diagnostic: ({ frozen, language }) => ({
    diagnostic: readKeptReason(String(frozen.facts['diagnostic'] ?? ''), language),
  }),
  notices: makeNotices,
}

async function makeTicket(from: Gathering): Promise<object> {
  const { mail, context } = from
  if (mail.ticket_id === null) return {}
  const ticket = {
    number: mail.ticket_id,
    tag: subjectTag(from.settings.instance.prefix, mail.ticket_id),
    title: context.title,
    status: context.ticket_status,
    url: null,
  }
  if (entryOf(from.event).audience !== 'technician') return { ticket }
  const actors = await loadActors(from.db, mail.ticket_id)
  const requester = actors.find((actor) => actor.role === 'requester')
  return {
    ticket: {
      ...ticket,
      type: context.ticket_type,
      urgency: context.urgency,
      requester: { displayName: requester?.name ?? '', address: requester?.address ?? '' },
      assignee: actors.find((actor) => actor.role === 'assignee')?.name ?? null,
      observers: actors.filter((actor) => actor.role === 'observer').map((actor) => actor.name),
      mayClose: context.closing_roles > 0,
    },
  }
}

/** A receipt carries the words back where there are any, and their sender is proved: else anybody could have us write to a third party. */
function makeBody(from: Gathering): object | null {
  const { proof } = from.frozen.facts
  if (from.event === 'new' && proof !== 'verified' && proof !== 'tokened') return null
  if (from.event === 'new' && from.item?.text.trim() === '') return null
  return from.item ? showItem(from.item, from.files, from.language) : null
}

function makeReason(from: Gathering): object {
  if (from.event !== 'solution-refused') return { reason: from.frozen.facts['reason'] ?? null }
  const reason = from.item?.answerReason
  return { reason: reason ? showWords(reason, null, []) : null }
}

/** Null where the delay closed it, or the one who reads this. */
async function closerName(from: Gathering): Promise<string | null> {
  const id = from.frozen.facts['closedById']
  return id === from.mail.person_id ? null : nameOf(from, id)
}

/** `addresses` are facts; the link that adds the first of them is named `add-0`. */
function makeProposed(from: Gathering): object {
  const addresses = from.frozen.facts['addresses']
  if (!Array.isArray(addresses)) return { proposed: [] }
  const proposed = addresses.flatMap((address, index) => {
    const id = from.frozen.links[`add-${index}`]
    if (typeof address !== 'string' || id === undefined) return []
    return [{ displayName: address, address, links: makePair(from, 'add', id) }]
  })
  return { proposed }
}
