import { Readable } from 'node:stream'
import { findKnown, findPerson, type KnownPerson } from '../desk/person.ts'
import type { Address, ParsedMail } from '../mail/types.ts'
import type { SenderFacts, SignedMark } from '../screening/types.ts'
import type { Entity, Mailbox } from '../settings/directory.ts'
import { readMessageId } from '../signing/places.ts'
import { whoConfirmed } from '../store/queries/confirmations.ts'
import type { Row } from '../store/schema.ts'
import type { FoundMark } from '../threading/find-ticket.ts'
import { readAttachedMails } from './attached-mails.ts'
import { type Found, findMarks } from './find-marks.ts'
import { judgeAttachments } from './judge-attachments.ts'
import { noteUnknownAlias } from './note-alias.ts'
import type { Facts } from './reading.ts'
import { type ProcessTools, rawKeyOf, readStored } from './tools.ts'
import { gatherSenderFacts } from './verify-sender.ts'

/** Everything that must be asked of the database, DNS and the scanner before a mail can be judged. No transaction is open. */
export async function gatherFacts(
  tools: ProcessTools,
  journal: Row<'inbound_mails'>,
  mail: ParsedMail,
): Promise<Facts> {
  const { store, directory, marks } = tools
  const entity = directory.entity(journal.entity_id)
  const mailbox = mailboxOf(entity, journal)
  await noteUnknownAlias(tools, journal, mail)
  const found = await findMarks(store, { marks, delimiters: directory.delimiters }, mail, journal.envelope_to)
  // Nobody is asked about a mail before it was decided once.
  const confirmed = journal.trace === null ? null : await whoConfirmed(store, journal.id)
  const byReplyTo = replyToWriter(tools, mailbox, mail)
  const person = byReplyTo ? null : await personOf(tools, entity.id, mail, confirmed?.personId ?? null)
  const attached = await judgeAttachments(tools, entity, mail)
  return {
    journal,
    entity,
    mailbox,
    writer: byReplyTo ?? mail.from,
    isByReplyTo: byReplyTo !== null,
    person,
    confirmed,
    ...found,
    ...attached,
    attachedMails: await readAttachedMails(tools, mail.attachments),
    screening: {
      envelopeFrom: journal.envelope_from,
      isFromDesk: mail.from !== null && directory.isOurs(mail.from.address),
      answersOurs: found.marks.length > 0,
      verp: found.verp !== null,
      isOurOwn: isOurOwn(tools, mail),
      spamHeaders: entity.settings.spamHeaders,
    },
    sender: await senderFacts(tools, entity, journal, mail, found, { person, confirmed }),
  }
}

/** The one in Reply-To, for the senders that the mailbox names, and for lists that write themselves into From. Never the desk itself. */
function replyToWriter({ directory }: ProcessTools, mailbox: Mailbox, mail: ParsedMail): Address | null {
  const sender = mail.from?.address.toLowerCase()
  if (sender === undefined) return null
  const isForm = mailbox.settings.replyToSenders.includes(sender)
  if (!isForm && !isOfList(mail, sender)) return null
  return mail.replyTo.find(({ address }) => address.toLowerCase() !== sender && !directory.isOurs(address)) ?? null
}

/** Mailman and Google Groups put the list's address into From where a DMARC policy would have the mail refused. */
function isOfList({ headers }: ParsedMail, sender: string): boolean {
  return headers.some(
    ({ name, value }) =>
      (name === 'list-post' && value.toLowerCase().includes(`<mailto:${sender}>`)) ||
      (name === 'x-beenthere' && value.trim().toLowerCase() === sender),
  )
}

/** The person of the From address; where nobody has it, who has said at the registered address that the mail is theirs. */
async function personOf(
  { store }: ProcessTools,
  entityId: number,
  mail: ParsedMail,
  confirmedBy: number | null,
): Promise<KnownPerson | null> {
  const person = mail.from ? await findPerson(store, entityId, mail.from.address) : null
  return person ?? (confirmedBy === null ? null : findKnown(store, entityId, confirmedBy))
}

function mailboxOf(entity: Entity, journal: Row<'inbound_mails'>): Mailbox {
  const mailbox = entity.mailboxes.find(({ id }) => id === journal.mailbox_id) ?? entity.mailboxes[0]
  if (!mailbox) throw new Error(`entity ${entity.id} has no mailbox`)
  return mailbox
}

/** A mail of ours that comes back: our own Message-ID, or our header with the id of this instance. */
function isOurOwn({ marks, instanceId }: ProcessTools, mail: ParsedMail): boolean {
  const mark = mail.messageId === null ? null : readMessageId(mail.messageId)
  if (mark !== null && marks.verify('message', mark) !== null) return true
  return mail.headers.some(({ name, value }) => name === 'x-guichet-instance' && value.trim() === instanceId)
}

async function senderFacts(
  tools: ProcessTools,
  entity: Entity,
  journal: Row<'inbound_mails'>,
  mail: ParsedMail,
  found: Found,
  { person, confirmed }: Pick<Facts, 'person' | 'confirmed'>,
): Promise<SenderFacts> {
  const facts = await gatherSenderFacts(
    {
      mail,
      open: () => Readable.from(readStored(tools.files, rawKeyOf(journal))),
      envelope: { from: journal.envelope_from, clientIp: journal.client_ip, helo: journal.client_helo },
      settings: entity.settings.proof,
    },
    { marks: signedMarks(found.marks), fromPerson: person?.id ?? null },
    tools.resolve,
  )
  if (!confirmed || confirmed.personId !== person?.id) return facts
  return { ...facts, route: { en: `${person.name} has confirmed it`, fr: `${person.name} l’a confirmé` } }
}

/** A relay's own id was never signed, so it proves nothing. */
function signedMarks(marks: readonly FoundMark[]): SignedMark[] {
  return marks.flatMap(({ place, personId, toAddress }) =>
    personId === null || place === 'unsigned'
      ? []
      : [{ place: place === 'address' ? 'address' : 'references', personId, address: toAddress } as const],
  )
}
