import { z } from 'zod'
import { address, clockTime, day, key, language, secret, timeZone, xoauth2 } from './values.ts'

const lowerCase = z
  .string()
  .min(1)
  .transform((text) => text.toLowerCase())

const imap = z.strictObject({
  host: z.string().min(1).describe('IMAP server.'),
  port: z.int().min(1).max(65535).default(993).describe('993 with tls: implicit, 143 with starttls.'),
  tls: z.enum(['implicit', 'starttls', 'none']).default('implicit').describe('none only for a server on this machine.'),
  ca: z.string().optional().describe('PEM file of an authority to trust beside the usual ones, relative to this file.'),
  user: z.string().min(1).describe('User of the mailbox.'),
  password: secret.optional().describe('Its password.'),
  oauth: xoauth2,
  folders: z
    .strictObject({
      inbox: z.string().default('INBOX').describe('Folder that is read.'),
      accepted: z.string().default('Guichet/Accepted').describe('Folder for mails that were taken; made if missing.'),
      refused: z
        .string()
        .default('Guichet/Refused')
        .describe('Folder for mails that were refused or parked; made if missing.'),
    })
    .prefault({})
    .describe('Folders on the server.'),
  after: z
    .enum(['move', 'flag', 'delete'])
    .default('move')
    .describe('What is done with a mail once its outcome is committed.'),
  keyword: z
    .string()
    .regex(/^[A-Za-z0-9_$-]{1,40}$/)
    .meta({
      allowed: {
        en: 'letters, digits, _, $ and -, at most 40',
        fr: 'des lettres, des chiffres, _, $ et -, 40 au plus',
      },
    })
    .default('Guichet')
    .describe('Keyword that after: flag sets beside \\Seen.'),
  pollSeconds: z.int().min(5).max(86_400).default(60).describe('Net under IDLE.'),
  reconcileMinutes: z.int().min(1).max(1440).default(30).describe('How often all UIDs are compared with the journal.'),
  importSince: day
    .optional()
    .describe('At the first connection take mails since this day; else those already there are left alone.'),
})

const mailbox = z.strictObject({
  key: key.describe('Name of the mailbox in journal and logs.'),
  address: address.describe('Address that people write to.'),
  aliases: z.array(address).max(100).default([]).describe('Other addresses that lead here.'),
  delimiter: z
    .string()
    .regex(/^[+\-_=.]$/)
    .meta({ allowed: { en: 'a plus, a dash, _, = or a dot', fr: 'un plus, un tiret, _, = ou un point' } })
    .default('+')
    .describe('What your server takes between an address and its detail: support+detail@example.org.'),
  senderName: z.string().max(100).optional().describe("Name in From; else the entity's name."),
  ticketType: z.enum(['incident', 'request']).default('incident').describe('Type of the tickets that its mails open.'),
  transport: key.optional().describe('Transport for its mail; else the first.'),
  imap: imap.optional().describe('Where it is read; leave it out for LMTP alone.'),
  listenOnly: z
    .boolean()
    .default(false)
    .describe('Take everything in, show what would be done, send and move nothing.'),
  replyToSenders: z
    .array(address)
    .max(100)
    .default([])
    .describe('Web forms, copiers: for these senders the requester is the one in Reply-To.'),
})

const consequence = z.enum(['record', 'ignore', 'open-silently'])

/** One entity of guichet.yaml: who a ticket belongs to, and how its desk behaves. */
export const entitySchema = z.strictObject({
  key: key.describe('Name of the entity in settings; do not change it.'),
  name: z.string().min(1).max(200).describe('As people read it.'),
  languages: z
    .array(language)
    .min(1)
    .default(['en', 'fr'])
    .describe('Languages of its people; the first is used where nothing else is known.'),
  timeZone: timeZone.default('Europe/Paris').describe('Its time zone.'),
  mailboxes: z.array(mailbox).min(1).max(100).describe('Its mailboxes.'),
  createPersons: z
    .boolean()
    .default(true)
    .describe('Whether a stranger who writes becomes a requester; else the mail is refused.'),
  hearsNew: z.array(address).default([]).describe('Who hears of new tickets; else all its technicians.'),
  calendar: z
    .strictObject({
      days: z
        .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
        .min(1)
        .default(['mon', 'tue', 'wed', 'thu', 'fri'])
        .describe('Days that are worked.'),
      from: clockTime.default('08:00').describe('When they begin.'),
      to: clockTime.default('18:00').describe('When they end.'),
      holidays: z.array(day).max(1000).default([]).describe('Days that are not worked.'),
    })
    .prefault({})
    .describe('Working days, in its time zone; delays are counted in them.'),
  closing: z
    .strictObject({
      afterDays: z
        .int()
        .min(0)
        .max(365)
        .default(5)
        .describe('Working days after which a solved ticket closes by itself; 0 for never.'),
      remindDaysBefore: z
        .int()
        .min(0)
        .max(30)
        .default(2)
        .describe('Working days before that when the requester is reminded; 0 for never.'),
      reopenDays: z
        .int()
        .min(0)
        .max(365)
        .default(0)
        .describe('Days in which a reply reopens a closed ticket; later, or at 0, it opens a new linked one.'),
    })
    .prefault({})
    .describe('How solved tickets close.'),
  proof: z
    .strictObject({
      authservIds: z
        .array(z.string())
        .max(20)
        .default([])
        .describe('Servers whose Authentication-Results are believed (RFC 8601), topmost only.'),
      internalRoutes: z
        .array(
          z.strictObject({
            header: z.string().min(1).describe('Name of the header.'),
            contains: z.string().min(1).describe('What its topmost occurrence contains, whatever the case.'),
          }),
        )
        .max(20)
        .default([])
        .describe('Headers that only your own servers write: a mail that carries one, topmost, is verified.'),
      arcSealers: z
        .array(z.string())
        .max(20)
        .default([])
        .describe('Domains of relays whose ARC seal is believed (RFC 8617).'),
      technicians: z
        .enum(['verified', 'tokened'])
        .default('verified')
        .describe('Least proof for commands and for words relayed as the desk.'),
      approve: z
        .enum(['verified', 'tokened'])
        .default('tokened')
        .describe('Least proof to approve a solution by a plain reply.'),
    })
    .prefault({})
    .describe('How far a sender must be proved.'),
  consequences: z
    .partialRecord(
      z.enum(['auto-reply', 'auto-generated', 'bounce', 'delivery-delay', 'feedback-report', 'bulk', 'loop']),
      consequence,
    )
    .default({})
    .describe(
      'What mail of machines leads to, by kind: record (on the ticket it answers), ignore, open-silently (a ticket without any answer).',
    ),
  spamHeaders: z
    .array(
      z.strictObject({
        name: lowerCase.describe('Name of the header.'),
        value: lowerCase.describe('What it begins with on spam, whatever the case.'),
      }),
    )
    .max(20)
    .default([{ name: 'x-spam-flag', value: 'yes' }])
    .describe('Headers by which your servers mark spam.'),
  attachments: z
    .strictObject({
      maxMegabytes: z
        .int()
        .min(1)
        .max(1000)
        .default(25)
        .describe('A larger attachment is left out, and a line says so.'),
      maxCount: z.int().min(1).max(1000).default(100).describe('More are left out, and a line says so.'),
      drop: z
        .array(z.string())
        .default(['application/x-msdownload', 'application/x-dosexec'])
        .describe('Types (by content) that are left out, with a line that says so.'),
      refuse: z.array(z.string()).default([]).describe('Types for which the whole mail is refused, with an answer.'),
    })
    .prefault({})
    .describe('Attachments.'),
  retention: z
    .strictObject({
      mailDays: z.int().min(1).max(36_500).default(180).describe('Raw and rendered mails are kept this long.'),
      refusedDays: z.int().min(1).max(36_500).default(30).describe('Refused and ignored ones this long.'),
    })
    .prefault({})
    .describe('After that only hashes remain.'),
})

export type EntitySettings = z.infer<typeof entitySchema>
export type MailboxSettings = EntitySettings['mailboxes'][number]
