import { readCommands } from '../command/read-commands.ts'
import type { Orders } from '../command/types.ts'
import { worksHere } from '../desk/person.ts'
import { kinds, proofs } from '../i18n/mail-facts.ts'
import { alike, joined, type Sentence, sentence } from '../i18n/sentence.ts'
import { t } from '../i18n/translate.ts'
import { parseMail } from '../mail/parse.ts'
import type { AttachmentSink, ParsedMail } from '../mail/types.ts'
import { replyAboveForward } from '../reply/reply-above-forward.ts'
import type { Forward, Reply } from '../reply/types.ts'
import { screen } from '../screening/screen.ts'
import { judgeSender } from '../screening/sender.ts'
import type { SenderJudgement } from '../screening/types.ts'
import { stripMarks } from '../signing/strip-marks.ts'
import type { FileStorage } from '../store/files.ts'
import type { Lease } from '../store/leases.ts'
import type { Row } from '../store/schema.ts'
import { gatherFacts } from './gather-facts.ts'
import type { Settled, TraceStep } from './outcome.ts'
import { readWords } from './read-words.ts'
import type { Facts, LeftOut, Reading } from './reading.ts'
import { settle } from './settle.ts'
import { type ProcessTools, rawKeyOf, readStored } from './tools.ts'

/** From a mail in the journal to its Outcome. Reads as the list in ARCHITECTURE.md, and nothing more. */
export async function processMail(tools: ProcessTools, journal: Row<'inbound_mails'>, lease: Lease): Promise<Settled> {
  const parsed = await parseMail(readStored(tools.files, rawKeyOf(journal)), attachmentSink(tools.files))
  const mail = { ...parsed, subject: stripMarks(parsed.subject, tools.marks) }
  const facts = await gatherFacts(tools, journal, mail)
  const verdict = screen(mail, facts.screening)
  const sender = judgeWriter(mail, facts)
  const { forward, reply } = readWords(mail, facts, tools.directory)
  const orders = readOrders(mail, facts, forward, reply)
  const reading = { mail, facts, verdict, sender, forward, reply, orders }
  return settle(tools, lease, reading, tellSteps(reading))
}

/** Only who works here gives orders, and not by the words that they forward. */
function readOrders(mail: ParsedMail, facts: Facts, forward: Forward | null, reply: Reply): Orders {
  if (!worksHere(facts.person)) return { commands: [], text: reply.text, unknown: [] }
  const { text, signature } = forward ? replyAboveForward(mail, forward, facts.sent) : reply
  return readCommands(text, signature)
}

/** The proof of a form or a list says nothing of the person in Reply-To. */
function judgeWriter(mail: ParsedMail, facts: Facts): SenderJudgement {
  const judged = judgeSender(mail, facts.sender)
  if (!facts.isByReplyTo || judged.proof === 'failed') return judged
  const reason = {
    en: `${mail.from?.address} speaks for whoever stands in Reply-To, which proves nothing`,
    fr: `${mail.from?.address} parle pour qui figure dans Reply-To, ce qui ne prouve rien`,
  }
  return { ...judged, proof: 'unverified', rule: 'reply-to-sender', reason, isTemporary: false }
}

function attachmentSink(files: FileStorage): AttachmentSink {
  return async (_about, content) => {
    const { key, size, sha256 } = await files.put('document', content)
    return { sha256, size, storageKey: key }
  }
}

/** What was understood so far, as a person reads it in `guichet mail trace`. */
function tellSteps({ mail, facts, verdict, sender, forward, reply, orders }: Reading): TraceStep[] {
  return [
    { step: 'parse', rule: mail.notes.map(({ code }) => code).join(' ') || 'ok', says: tellParse(mail) },
    ...facts.leftOut
      .slice(0, mostLeftOutTold)
      .map((file) => ({ step: 'attachments', rule: file.reason, says: tellLeftOut(file) }) as const),
    { step: 'screen', rule: verdict.rule, says: beside(kinds[verdict.kind], verdict.reason) },
    ...verdict.signs
      .filter(({ rule }) => rule !== verdict.rule)
      .map(({ rule, reason }) => ({ step: 'screen', rule, says: beside(signOfMachine, reason) }) as const),
    { step: 'sender', rule: sender.rule, says: beside(proofs[sender.proof], sender.reason) },
    {
      step: 'reply',
      rule: reply.rules.join(' ') || 'whole',
      says: tellReply(reply, forward),
    },
    ...(orders.commands.length > 0
      ? [
          {
            step: 'commands',
            rule: 'read',
            says: alike(orders.commands.map(({ name }) => `/${name}`).join(' ')),
          } as const,
        ]
      : []),
  ]
}

/** The ticket names all of them. */
const mostLeftOutTold = 20

function tellLeftOut({ filename, reason }: LeftOut): Sentence {
  const isKept = reason === 'infected' || reason === 'unscanned'
  const name = filename.slice(0, 200)
  return {
    en: `${name} is ${isKept ? 'kept from people' : 'left out'}: ${t('en', `dropped.${reason}`)}`,
    fr: `${name} est ${isKept ? 'gardé hors de portée' : 'laissé de côté'} : ${t('fr', `dropped.${reason}`)}`,
  }
}

const signOfMachine: Sentence = { en: 'a sign of a machine', fr: 'un signe de machine' }

function beside(what: Sentence, why: Sentence): Sentence {
  return { en: `${what.en}: ${why.en}`, fr: `${what.fr} : ${why.fr}` }
}

function tellReply(reply: Reply, forward: Forward | null): Sentence {
  const [fresh, quoted, signature] = [reply.text.length, reply.quoted.length, reply.signature.length]
  return {
    en: `characters: ${fresh} new, ${quoted} quoted, ${signature} of a signature${forward ? `; a forward of ${forward.from.address}` : ''}`,
    fr: `caractères : ${fresh} nouveaux, ${quoted} cités, ${signature} de signature${forward ? ` ; un transfert de ${forward.from.address}` : ''}`,
  }
}

function tellParse(mail: ParsedMail): Sentence {
  const size = {
    en: `${mail.size} bytes, attachments: ${mail.attachments.length}`,
    fr: `${mail.size} octets, pièces jointes : ${mail.attachments.length}`,
  }
  const notes = mail.notes
    .slice(0, 20)
    .map(({ code, detail }) => (detail.en ? sentence((language) => `${code} (${detail[language]})`) : alike(code)))
  const whole = joined([size, ...notes])
  return sentence((language) => whole[language].slice(0, 2000))
}
