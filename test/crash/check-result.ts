import { hash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { readLedger } from '../../src/store/queries/ledger.ts'
import type { Row } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/types.ts'
import type { Dovecot } from '../support/dovecot.ts'
import type { SentMail } from './load.ts'
import type { Handover } from './recording-smtp.ts'
import type { Slot } from './service.ts'

export interface Result {
  store: Store
  dovecot: Dovecot
  slots: readonly Slot[]
  handovers: readonly Handover[]
  sent: readonly SentMail[]
  dataFolder: string
}

export interface Findings {
  faults: string[]
  notices: number
  seenAgain: number
}

/** Compares what the desk was given with what it made of it; each fault is a sentence, and none must be left. */
export async function findFaults(result: Result): Promise<Findings> {
  const outbox = await result.store.all<Row<'outbox_mails'>>('SELECT * FROM outbox_mails ORDER BY id')
  const copies = Map.groupBy(result.handovers, (one) => one.messageId)
  const faults = [
    ...(await findMailFaults(result)),
    ...findNoticeFaults(outbox, copies),
    ...(await findMissingNotices(result.store)),
    ...(await findNeedlessCopies(result, outbox, copies)),
    ...(await findLedgerFaults(result)),
    ...(await findMissingFiles(result, outbox)),
    ...(await findDocumentFaults(result)),
  ]
  const seenAgain = [...copies.values()].filter((of) => of.length > 1).length
  return { faults, notices: outbox.length, seenAgain }
}

interface Settled {
  id: number
  message_id: string
  status: string
  outcome: string | null
  reason: string | null
  ticket_id: number | null
  tickets: number
  followups: number
}

/** Every mail is in the journal once, and is one ticket or one followup, of the conversation that it belongs to. */
async function findMailFaults({ store, sent }: Result): Promise<string[]> {
  const rows = await store.all<Settled>(
    `SELECT m.id, m.message_id, m.status, m.outcome, m.reason, m.ticket_id,
       (SELECT COUNT(*) FROM tickets t WHERE t.inbound_mail_id = m.id) AS tickets,
       (SELECT COUNT(*) FROM followups f WHERE f.via_mail_id = m.id) AS followups
     FROM inbound_mails m`,
  )
  const byId = Map.groupBy(rows, (row) => row.message_id)
  const ticketOf = (id: string) => byId.get(id)?.[0]?.ticket_id ?? null
  const faults = sent.flatMap((mail) => {
    const [row, ...more] = byId.get(mail.id) ?? []
    if (!row) return [`${mail.id} (by ${mail.by}) is not in the journal`]
    const faults = more.length > 0 ? [`${mail.id} is ${more.length + 1} times in the journal`] : []
    if (row.status !== 'done' || row.tickets + row.followups !== 1)
      faults.push(
        `${mail.id} is ${row.status}, ${row.outcome}: ${row.tickets} tickets, ${row.followups} followups (${row.reason})`,
      )
    const expected = mail.ticket ?? (mail.answers === null ? null : ticketOf(mail.answers))
    if (expected !== null && row.ticket_id !== expected)
      faults.push(`${mail.id} belongs to ticket ${expected} and went to ${row.ticket_id}`)
    return faults
  })
  const strangers = rows.length - byId.size
  if (byId.size !== sent.length || strangers > 0)
    faults.push(`${sent.length} mails were sent, and the journal has ${rows.length} of ${byId.size} Message-IDs`)
  return faults
}

/** Every notice was handed to SMTP, to the right person, and each time with the same bytes. */
function findNoticeFaults(outbox: readonly Row<'outbox_mails'>[], copies: ReadonlyMap<string, Handover[]>): string[] {
  const known = new Set(outbox.map((mail) => mail.message_id))
  const unknown = [...copies.keys()].filter((id) => !known.has(id))
  return [
    ...unknown.map((id) => `SMTP has seen ${id}, which is in no row`),
    ...outbox.flatMap((mail) => {
      const of = copies.get(mail.message_id ?? '') ?? []
      if (mail.status !== 'sent' || of.length === 0)
        return [
          `notice ${mail.id} (${mail.event}) is ${mail.status}, and SMTP has seen it ${of.length} times: ${mail.reason}`,
        ]
      if (new Set(of.map((one) => one.hash)).size > 1) return [`notice ${mail.id} went out with different bytes`]
      if (of.some((one) => one.to !== mail.to_address)) return [`notice ${mail.id} went to somebody else`]
      return []
    }),
  ]
}

/** A new ticket is told to its requester and to the technician; a followup to the other side. */
async function findMissingNotices(store: Store): Promise<string[]> {
  const rows = await store.all<{ what: string; id: number; told: number; wanted: number }>(
    `SELECT 'ticket' AS what, t.id AS id,
       (SELECT COUNT(*) FROM outbox_mails o WHERE o.item_type = 'ticket' AND o.item_id = t.id AND o.event IN ('new', 'new-ticket')) AS told,
       (SELECT COUNT(DISTINCT p.id) FROM persons p WHERE p.name = 'Claire Martin' OR p.id IN
         (SELECT a.person_id FROM ticket_actors a WHERE a.ticket_id = t.id AND a.role = 'requester')) AS wanted
     FROM tickets t
     UNION ALL SELECT 'followup', f.id,
       (SELECT COUNT(*) FROM outbox_mails o WHERE o.item_type = 'followup' AND o.item_id = f.id), 1
     FROM followups f`,
  )
  return rows.flatMap(({ what, id, told, wanted }) =>
    told === wanted ? [] : [`${what} ${id} has ${told} notices, not ${wanted}`],
  )
}

/** How long an answer may stay unrecorded, and how long where the database was cut meanwhile, in milliseconds. */
const recordedWithin = { usually: 3000, afterCut: 30_000 }

/** What the dead had written may still be on its way: no process is started again within this time. Milliseconds. */
const onItsWay = 500

/** A second copy is right only where the death, or the cut, fell between the final dot and its recorded answer. */
async function findNeedlessCopies(
  { store, slots }: Result,
  outbox: readonly Row<'outbox_mails'>[],
  copies: ReadonlyMap<string, Handover[]>,
): Promise<string[]> {
  const attempts = await store.all<Row<'outbox_attempts'>>("SELECT * FROM outbox_attempts WHERE result = 'sent'")
  return outbox.flatMap((mail) => {
    const recorded = attempts.filter((one) => one.outbox_mail_id === mail.id).map((one) => one.at)
    const of = copies.get(mail.message_id ?? '') ?? []
    const unrecorded = of.toSorted((one, other) => one.dotAt - other.dotAt).slice(0, -1)
    return unrecorded.flatMap((copy) => {
      const slot = slots.find(({ number }) => number === copy.slot)
      if (!slot || isExplained(copy, slot, recorded)) return []
      const { killedAt, smtpCutAt, databaseCutAt } = slot
      const since = Object.entries({ killedAt, smtpCutAt, databaseCutAt, recorded }).map(
        ([what, times]) => `${what} ${times.map((at) => at - copy.dotAt).filter((ms) => ms > -100)}`,
      )
      return [`notice ${mail.id} was handed over again, though nothing died: milliseconds since, ${since.join('; ')}`]
    })
  })
}

function isExplained(copy: Handover, slot: Slot, recorded: readonly number[]): boolean {
  if (slot.smtpCutAt.some((at) => at >= copy.dotAt - 5 && at <= copy.answeredAt + 50)) return true
  const diedAt = slot.killedAt.find((at) => at >= copy.dotAt - onItsWay)
  if (diedAt === undefined || recorded.some((at) => at >= copy.dotAt && at <= diedAt)) return false
  const wasCut = slot.databaseCutAt.some((at) => at >= copy.dotAt - 1000 && at <= diedAt)
  return diedAt - copy.answeredAt <= (wasCut ? recordedWithin.afterCut : recordedWithin.usually)
}

/** Every UID that Dovecot ever gave has one sighting; each sighting is in one category; every mail stands where it was filed. */
async function findLedgerFaults({ store, dovecot, sent }: Result): Promise<string[]> {
  const faults: string[] = []
  const appended = sent.filter(({ by }) => by === 'imap').length
  for (const { addsUp, counts, total, unknown, key } of await readLedger(store)) {
    const { accepted, duplicate } = counts
    if (!addsUp || accepted !== sent.length || accepted + duplicate !== total)
      faults.push(`the ledger of ${key} is ${JSON.stringify({ total, counts, unknown })}, for ${sent.length} mails`)
  }
  const uids = await store.first<{ n: number }>("SELECT COUNT(*) AS n FROM sightings WHERE source = 'imap'")
  const folders = await countMails(dovecot)
  if (uids?.n !== appended || folders.given !== appended)
    faults.push(`${appended} mails were appended, Dovecot gave ${folders.given} UIDs, and ${uids?.n} were seen`)
  if (folders.inbox !== 0 || folders.accepted !== appended)
    faults.push(`${folders.inbox} mails stand in the inbox, and ${folders.accepted} of ${appended} were filed`)
  return faults
}

async function countMails(dovecot: Dovecot): Promise<{ inbox: number; accepted: number; given: number }> {
  const imap = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.imapPort,
    secure: false,
    auth: { user: 'support', pass: 'secret' },
    logger: false,
  })
  await imap.connect()
  const inbox = await imap.status('INBOX', { messages: true, uidNext: true })
  const accepted = await imap.status('Guichet/Accepted', { messages: true })
  await imap.logout()
  if (!inbox || !accepted) throw new Error('a folder is missing')
  return { inbox: inbox.messages ?? -1, accepted: accepted.messages ?? -1, given: (inbox.uidNext ?? 0) - 1 }
}

/** The file of a mail hangs once on what the mail became, and is on the disk as it was sent; who sent none has none. */
async function findDocumentFaults({ store, sent, dataFolder }: Result): Promise<string[]> {
  const rows = await store.all<{ message_id: string; sha256: string; storage_key: string }>(
    `SELECT m.message_id, d.sha256, d.storage_key FROM document_items i JOIN documents d ON d.id = i.document_id
     LEFT JOIN tickets t ON i.item_type = 'ticket' AND t.id = i.item_id
     LEFT JOIN followups f ON i.item_type = 'followup' AND f.id = i.item_id
     JOIN inbound_mails m ON m.id = COALESCE(t.inbound_mail_id, f.via_mail_id)`,
  )
  const byMail = Map.groupBy(rows, (row) => row.message_id)
  const misplaced = sent.flatMap(({ id, file }) => {
    const has = (byMail.get(id) ?? []).map((row) => row.sha256)
    return has.join() === (file ?? '') ? [] : [`${id} was sent with the file ${file}, and has ${has}`]
  })
  const damaged: string[] = []
  for (const [key, sha256] of new Map(rows.map((row) => [row.storage_key, row.sha256])))
    if (hash('sha256', await readFile(join(dataFolder, 'files', key))) !== sha256)
      damaged.push(`the document ${key} is not what was sent`)
  return [...misplaced, ...damaged]
}

/** Every raw and rendered mail that a row names is on the disk. */
async function findMissingFiles(
  { store, dataFolder }: Result,
  outbox: readonly Row<'outbox_mails'>[],
): Promise<string[]> {
  const mails = await store.all<{ raw_key: string | null }>('SELECT raw_key FROM inbound_mails')
  const faults: string[] = []
  for (const { raw_key } of [...mails, ...outbox]) {
    const there = await access(join(dataFolder, 'files', raw_key ?? 'none')).then(
      () => true,
      () => false,
    )
    if (!there) faults.push(`the file ${raw_key} is missing`)
  }
  return faults
}
