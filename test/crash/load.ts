import { hash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { lmtpClient } from '../support/lmtp-client.ts'
import type { Dice } from './dice.ts'
import type { Handover } from './recording-smtp.ts'
import type { Slot } from './service.ts'

/** A mail that was handed to the desk, and what must have become of it. */
export interface SentMail {
  id: string
  by: 'imap' | 'lmtp'
  from: string
  /** The Message-ID of the mail that it answers: both belong to one ticket. */
  answers: string | null
  /** The ticket whose notice it, or a mail before it, answers. */
  ticket: number | null
  /** Of the mails before it, oldest first: they may come in any order, and some clients' words lead nowhere without them. */
  references: string[]
  /** SHA-256 of the file that it carries; null where it carries none. */
  file: string | null
}

export interface Load {
  sent: SentMail[]
  /** Sends no more, and resolves once LMTP has taken all that was begun. */
  end(): Promise<void>
}

export interface LoadParts {
  dice: Dice
  slots: readonly Slot[]
  handovers: readonly Handover[]
  /** Of Dovecot itself: senders do not go through what is cut. */
  imapPort: number
  /** Milliseconds between two mails. */
  every: number
}

const requesters = ['ada', 'paul', 'nora', 'igor', 'lena'].map((name) => `${name}@parents.example`)

/** Mails that come in the whole time, by APPEND and by LMTP: new ones, answers to one's own mail, answers to notices. */
export async function startLoad(parts: LoadParts): Promise<Load> {
  const sent: SentMail[] = []
  const imap = new ImapFlow({
    host: '127.0.0.1',
    port: parts.imapPort,
    secure: false,
    auth: { user: 'support', pass: 'secret' },
    logger: false,
  })
  await imap.connect()
  const ending = new AbortController()
  const lmtpWork = new Set<Promise<void>>()
  const sendAll = async () => {
    while (!ending.signal.aborted) {
      const { mail, raw, to } = write(parts, sent)
      sent.push(mail)
      if (mail.by === 'imap') await imap.append('INBOX', raw)
      else {
        const work = insist(parts, raw, to, mail.from).finally(() => lmtpWork.delete(work))
        lmtpWork.add(work)
      }
      await pause(parts.dice.between(0, 2 * parts.every))
    }
  }
  const sending = sendAll()
  // A failure is told by `end`, not before.
  sending.catch(() => {})
  return {
    sent,
    async end() {
      ending.abort()
      await sending
      await Promise.all(lmtpWork)
      await imap.logout()
    },
  }
}

/** As Postfix does: the same mail again, until one of the processes has answered 250. */
async function insist({ dice, slots }: LoadParts, raw: string, to: string, from: string): Promise<void> {
  for (;;) {
    const running = slots.filter((slot) => slot.running())
    if (running.length > 0 && (await deliver(dice.pick(running).lmtpPort, raw, to, from))) return
    await pause(200)
  }
}

/** False where it was not taken, or where nobody said so: its process may be gone, or be starting. */
async function deliver(port: number, raw: string, to: string, from: string): Promise<boolean> {
  const client = await lmtpClient({ host: '127.0.0.1', port }).catch(() => null)
  if (client === null) return false
  try {
    const [taken] = await client.envelope(from, [to])
    if (!taken?.startsWith('250')) return false
    const [answer] = await client.data(raw, 1)
    return answer?.startsWith('250') ?? false
  } catch {
    return false
  } finally {
    client.socket.destroy()
  }
}

interface Written {
  mail: SentMail
  raw: string
  /** Envelope recipient. */
  to: string
}

function write({ dice, handovers }: LoadParts, sent: readonly SentMail[]): Written {
  const number = sent.length + 1
  const by = dice.pick(['imap', 'lmtp'] as const)
  const mail: SentMail = {
    id: `<${number}.${dice.seed}@client.example>`,
    by,
    from: '',
    answers: null,
    ticket: null,
    references: [],
    file: null,
  }
  const kind = dice.fraction()
  const notice = kind < 0.3 && handovers.length > 0 ? dice.pick(handovers) : null
  const earlier = kind >= 0.3 && kind < 0.5 && sent.length > 0 ? dice.pick(sent) : null
  if (notice) {
    const ticket = Number(/#0*(\d+)\]/.exec(notice.subject)?.[1])
    return finish(dice, { ...mail, from: notice.to, ticket, references: [notice.messageId] }, notice.replyTo, number)
  }
  if (earlier) {
    const { from, id, ticket } = earlier
    const references = [...earlier.references, id]
    return finish(dice, { ...mail, from, ticket, answers: id, references }, 'support@school.example', number)
  }
  return finish(dice, { ...mail, from: dice.pick(requesters) }, 'support@school.example', number)
}

function finish(dice: Dice, mail: SentMail, to: string, number: number): Written {
  const answered = mail.references.at(-1)
  const lines = [
    'X-Border: proved',
    `From: <${mail.from}>`,
    `To: <${to}>`,
    `Subject: ${answered === undefined ? '' : 'Re: '}The printer of room ${number}`,
    `Message-ID: ${mail.id}`,
    ...(answered === undefined ? [] : [`In-Reply-To: ${answered}`, `References: ${mail.references.join(' ')}`]),
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
  ]
  const text = ['Content-Type: text/plain; charset=utf-8', '', ...sentences(dice)]
  const file = dice.fraction() < 0.3 ? writeFile(dice, answered === undefined, number) : null
  const whole = [...lines, ...(file === null ? text : withFile(text, file))]
  return { mail: { ...mail, file: file && hash('sha256', file) }, raw: whole.join('\r\n'), to }
}

/** What opens a ticket may carry a file that others carry too, which is stored once; what comes later, one of its own. */
const writeFile = (dice: Dice, opens: boolean, number: number): string =>
  opens && dice.fraction() < 0.5
    ? `The form number ${dice.between(1, 5)}.`
    : [`File ${number}.`, ...sentences(dice)].join('\n')

const withFile = (text: readonly string[], file: string): string[] => [
  'Content-Type: multipart/mixed; boundary=seam',
  '',
  '--seam',
  ...text,
  '--seam',
  'Content-Type: text/plain; name="log.txt"',
  'Content-Disposition: attachment; filename="log.txt"',
  'Content-Transfer-Encoding: base64',
  '',
  ...(Buffer.from(file)
    .toString('base64')
    .match(/.{1,76}/g) ?? []),
  '--seam--',
  '',
]

const words = [
  'paper',
  'toner',
  'tray',
  'lamp',
  'noise',
  'page',
  'room',
  'floor',
  'cable',
  'screen',
  'button',
  'cover',
  'queue',
]

/** Never twice the same: what repeats a notice would be taken for a quote of it. */
const sentences = (dice: Dice): string[] =>
  Array.from({ length: dice.between(2, 40) }, () => {
    const some = Array.from({ length: 8 }, () => dice.pick(words))
    return `The ${some.join(' ')} number ${dice.between(1, 1e6)} does not work.`
  })
