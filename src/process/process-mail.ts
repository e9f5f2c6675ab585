import { readCommands } from '../command/read-commands.ts'
import { worksHere } from '../desk/person.ts'
import { parseMail } from '../mail/parse.ts'
import type { AttachmentSink, ParsedMail } from '../mail/types.ts'
import { extractReply } from '../reply/extract-reply.ts'
import { findForward } from '../reply/find-forward.ts'
import { screen } from '../screening/screen.ts'
import { judgeSender } from '../screening/sender.ts'
import type { SenderJudgement } from '../screening/types.ts'
import { stripMarks } from '../signing/strip-marks.ts'
import type { FileStorage } from '../store/files.ts'
import type { Lease } from '../store/leases.ts'
import type { Row } from '../store/schema.ts'
import { gatherFacts } from './gather-facts.ts'
import type { Settled, TraceStep } from './outcome.ts'
import type { Facts, Reading } from './reading.ts'
import { settle } from './settle.ts'
import { type ProcessTools, rawKeyOf, readStored } from './tools.ts'

/** From a mail in the journal to its Outcome. Reads as the list in ARCHITECTURE.md, and nothing more. */
export async function processMail(tools: ProcessTools, journal: Row<'inbound_mails'>, lease: Lease): Promise<Settled> {
  const parsed = await parseMail(readStored(tools.files, rawKeyOf(journal)), attachmentSink(tools.files))
  const mail = { ...parsed, subject: stripMarks(parsed.subject, tools.marks) }
  const facts = await gatherFacts(tools, journal, mail)
  const verdict = screen(mail, facts.screening)
  const sender = judgeWriter(mail, facts)
  const forward = findForward(mail)
  const reply = extractReply(mail, facts.sent)
  const orders = worksHere(facts.person) ? readCommands(reply.text) : { commands: [], text: reply.text, unknown: [] }
  const reading = { mail, facts, verdict, sender, forward, reply, orders }
  return settle(tools, lease, reading, tellSteps(reading))
}

/** The proof of a form or a list says nothing of the person in Reply-To. */
function judgeWriter(mail: ParsedMail, facts: Facts): SenderJudgement {
  const judged = judgeSender(mail, facts.sender)
  if (!facts.isByReplyTo || judged.proof === 'failed') return judged
  const reason = `${mail.from?.address} speaks for whoever stands in Reply-To, which proves nothing`
  return { ...judged, proof: 'unverified', rule: 'reply-to-sender', reason, isTemporary: false }
}

function attachmentSink(files: FileStorage): AttachmentSink {
  return async (_about, content) => {
    const { key, size, sha256 } = await files.put('document', content)
    return { sha256, size, storageKey: key }
  }
}

/** What was understood so far, as a person reads it in `guichet mail trace`. */
function tellSteps({ mail, verdict, sender, forward, reply, orders }: Reading): TraceStep[] {
  return [
    { step: 'parse', rule: mail.notes.map(({ code }) => code).join(' ') || 'ok', says: tellParse(mail) },
    { step: 'screen', rule: verdict.rule, says: `${verdict.kind}: ${verdict.reason}` },
    ...verdict.signs.map(
      ({ rule, reason }) => ({ step: 'screen', rule, says: `a sign of a machine: ${reason}` }) as const,
    ),
    { step: 'sender', rule: sender.rule, says: `${sender.proof}: ${sender.reason}` },
    {
      step: 'reply',
      rule: reply.rules.join(' ') || 'whole',
      says: `${reply.text.length} characters are new, ${reply.quoted.length} quoted, ${reply.signature.length} signature${forward ? `; a forward of ${forward.from.address}` : ''}`,
    },
    ...(orders.commands.length > 0
      ? [{ step: 'commands', rule: 'read', says: orders.commands.map(({ name }) => name).join(' ') } as const]
      : []),
  ]
}

function tellParse(mail: ParsedMail): string {
  const notes = mail.notes.slice(0, 20).map(({ code, detail }) => (detail ? `${code} (${detail})` : code))
  return [`${mail.size} octets, ${mail.attachments.length} attachments`, ...notes].join('; ').slice(0, 2000)
}
