import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Language } from '../../i18n/language.ts'
import { type Person, password } from '../cast.ts'
import type { Bodies, ClientStyle, Draft } from './draft.ts'
import type { DemoMailbox, MailWithFiles } from './mailbox.ts'

/** Somebody at their mail program. */
export interface MailClient {
  person: Person
  mailbox: DemoMailbox
  /** Writes a new mail. Gives its Message-ID. */
  send(draft: Draft): Promise<string>
  /** Answers a mail of the mailbox, with the quote below the new words, as mail programs do. */
  reply(to: MailWithFiles, text: string, files?: Draft['files']): Promise<string>
  /** What an absence assistant does on its own: answers a mail without a person. */
  replyAway(to: MailWithFiles, subject: string, text: string): Promise<string>
}

interface Setup {
  person: Person
  mailbox: DemoMailbox
  style: ClientStyle
  language: Language
  smtpPort: number
}

export function createMailClient(setup: Setup): MailClient {
  const { person, mailbox, style, language } = setup
  const from = { name: person.name, address: person.address }
  const post = (mail: SendMailOptions) => submit(setup, { from, ...mail })
  return {
    person,
    mailbox,
    send: ({ to, subject, text, files }) => post({ to, subject, ...style.compose(text), ...attach(files) }),
    reply(to, text, files) {
      const bodies: Bodies = style.answer(text, to, language)
      return post({ ...answering(to), subject: answerSubject(to.subject), ...bodies, ...attach(files) })
    },
    replyAway: (to, subject, text) =>
      post({ ...answering(to), subject, text, headers: { 'Auto-Submitted': 'auto-replied' } }),
  }
}

/** Brings a mail as a server from elsewhere would: whoever the mail says it is from, nobody has logged in. */
export async function sendUnproved(smtpPort: number, mail: SendMailOptions): Promise<string> {
  const { raw, envelope, messageId } = await compose(mail)
  await deliver(smtpPort, envelope, raw)
  return messageId
}

async function submit({ smtpPort, person, mailbox }: Setup, mail: SendMailOptions): Promise<string> {
  const { raw, envelope, messageId } = await compose(mail)
  await deliver(smtpPort, envelope, raw, person)
  mailbox.keepSent(raw)
  return messageId
}

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

async function compose(mail: SendMailOptions) {
  const { message, envelope, messageId } = await composer.sendMail({ ...mail, disableFileAccess: true })
  if (!Buffer.isBuffer(message)) throw new Error('nodemailer gave a stream in place of a buffer')
  return { raw: message, envelope, messageId }
}

type Envelope = Awaited<ReturnType<typeof compose>>['envelope']

async function deliver(port: number, envelope: Envelope, raw: Buffer, person?: Person): Promise<void> {
  const auth = person ? { auth: { user: person.user, pass: password } } : {}
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, ...timeouts, ...auth })
  try {
    await transport.sendMail({ envelope, raw })
  } finally {
    transport.close()
  }
}

const timeouts = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 }

/** RFC 5322 section 3.6.4. */
function answering(to: MailWithFiles): SendMailOptions {
  const back = to.replyTo[0] ?? to.from
  const id = to.messageId ?? ''
  return { to: back ?? '', inReplyTo: id, references: [...to.references, id] }
}

const answerSubject = (subject: string): string => (/^re\s?:/i.test(subject) ? subject : `Re: ${subject}`)

const attach = (files: Draft['files']): SendMailOptions =>
  files && files.length > 0 ? { attachments: files.map((file) => ({ ...file })) } : {}
