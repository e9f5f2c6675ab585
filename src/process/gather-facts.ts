import { Readable } from 'node:stream'
import { findPerson, type KnownPerson, worksHere } from '../desk/person.ts'
import type { ParsedMail } from '../mail/types.ts'
import type { SenderFacts, SignedMark } from '../screening/types.ts'
import type { Entity, Mailbox } from '../settings/directory.ts'
import { readMessageId } from '../signing/places.ts'
import type { Row } from '../store/schema.ts'
import type { FoundMark } from '../threading/find-ticket.ts'
import { type Found, findMarks } from './find-marks.ts'
import { judgeAttachments } from './judge-attachments.ts'
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
  const found = await findMarks(store, marks, mail, journal.envelope_to)
  const person = mail.from ? await findPerson(store, entity.id, mail.from.address) : null
  const { documents, leftOut } = await judgeAttachments(tools, entity, mail.attachments)
  return {
    journal,
    entity,
    mailbox,
    person,
    ...found,
    documents,
    leftOut,
    screening: {
      envelopeFrom: journal.envelope_from,
      ownAddresses: directory.ownAddresses,
      answersOurs: found.marks.length > 0,
      verp: found.verp !== null,
      isOurOwn: isOurOwn(tools, mail),
      spamHeaders: entity.settings.spamHeaders,
    },
    sender: await senderFacts(tools, entity, journal, mail, found, person),
  }
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
  person: KnownPerson | null,
): Promise<SenderFacts> {
  const confirmed = await isConfirmed(tools, journal, person)
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
  return confirmed ? { ...facts, route: 'confirmed by the technician' } : facts
}

/** The technician has said, at the registered address, that the held mail is theirs. */
async function isConfirmed(
  { store }: ProcessTools,
  journal: Row<'inbound_mails'>,
  person: KnownPerson | null,
): Promise<boolean> {
  if (!person || !worksHere(person)) return false
  const row = await store.first(
    "SELECT id FROM confirmations WHERE inbound_mail_id = ? AND person_id = ? AND status = 'confirmed'",
    [journal.id, person.id],
  )
  return row !== null
}

function signedMarks(marks: readonly FoundMark[]): SignedMark[] {
  return marks.flatMap(({ place, personId, toAddress }) =>
    personId === null
      ? []
      : [{ place: place === 'address' ? 'address' : 'references', personId, address: toAddress } as const],
  )
}
