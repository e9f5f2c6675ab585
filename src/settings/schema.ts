import { z } from 'zod'
import { entitySchema } from './entity-schema.ts'
import { address, key, language, secret, timeZone, xoauth2 } from './values.ts'

const sqlite = z.strictObject({
  dialect: z.literal('sqlite').describe('sqlite needs no server.'),
  file: z.string().default('guichet.sqlite').describe('File of the SQLite database, relative to the data folder.'),
})

const mariadb = z.strictObject({
  dialect: z.literal('mariadb').describe('mariadb for MariaDB 10.6 or later.'),
  host: z.string().default('127.0.0.1').describe('Host of the MariaDB server.'),
  port: z.int().min(1).max(65535).default(3306).describe('Its port.'),
  socket: z.string().optional().describe('Unix socket; used instead of host and port where given.'),
  user: z.string().min(1).describe('User of the database.'),
  password: secret.default('').describe('Password of that user.'),
  database: z.string().min(1).describe('Name of the database; it must exist and be empty at the first start.'),
  pool: z.int().min(2).max(100).default(10).describe('Most connections at once.'),
  tls: z.boolean().default(false).describe('Whether to speak TLS to the server.'),
  ca: z
    .string()
    .optional()
    .describe('PEM file of an authority to trust instead of the usual ones, relative to this file.'),
})

const transport = z.strictObject({
  key: key.describe('Name of the transport, used by mailboxes and alarms.'),
  host: z.string().min(1).describe('SMTP server that takes our mail.'),
  port: z.int().min(1).max(65535).default(587).describe('587 for submission, 465 with tls: implicit, 25 for a relay.'),
  tls: z
    .enum(['starttls', 'implicit', 'none'])
    .default('starttls')
    .describe('starttls refuses to go on in clear text; none only for a server on this machine.'),
  ca: z
    .string()
    .optional()
    .describe('PEM file of an authority to trust instead of the usual ones, relative to this file.'),
  user: z.string().optional().describe('User, where the server asks for one.'),
  password: secret.optional().describe('Password of that user.'),
  oauth: xoauth2,
  connections: z.int().min(1).max(50).default(4).describe('Most connections at once.'),
  ratePerMinute: z.int().min(1).max(100_000).default(600).describe('Most mails a minute.'),
  dailyQuota: z.int().min(1).max(10_000_000).default(100_000).describe('Most mails within 24 hours.'),
  dkim: z
    .strictObject({
      domain: z.string().min(1).describe('Domain that signs, best that of the addresses of the desk.'),
      selector: z.string().min(1).describe('The public key stands in DNS at <selector>._domainkey.<domain>.'),
      privateKey: secret.describe('Private key (PEM), best as { file: path }.'),
    })
    .optional()
    .describe('Signs what goes out, where the server does not.'),
})

export const personSchema = z.strictObject({
  name: z.string().min(1).max(200).describe('As people read it.'),
  addresses: z.array(address).min(1).max(20).describe('The first is where answers go.'),
  language: language.optional().describe("Else the entity's first language."),
  timeZone: timeZone.optional().describe("Else the entity's."),
  roles: z
    .record(key, z.enum(['requester', 'technician', 'manager', 'administrator']))
    .default({})
    .describe('Role in each entity, by its key.'),
  groups: z.array(z.string()).default([]).describe('Groups, each as entity/group.'),
})

const group = z.strictObject({
  entity: key.describe('Entity that the group belongs to.'),
  key: key.describe('Name of the group in settings.'),
  name: z.string().min(1).max(200).describe('As people read it.'),
})

/** The whole of guichet.yaml. Every key has a description, from which config/default.yaml is made. */
export const settingsSchema = z.strictObject({
  prefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9-]{0,19}$/)
    .meta({
      allowed: {
        en: 'capital letters, digits and dashes, at most 20',
        fr: 'des majuscules, des chiffres et des tirets, 20 au plus',
      },
    })
    .default('DESK')
    .describe('Stands in the tag of every subject: [DESK #0000042]. Do not change it once mails have gone out.'),
  data: z
    .string()
    .default('./var')
    .describe('Folder of mails, documents, keys and the SQLite database. Relative to this file.'),
  web: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .meta({
          allowed: {
            en: 'an address that begins with https:// (or http://)',
            fr: 'une adresse qui commence par https:// (ou http://)',
          },
        })
        .default('http://127.0.0.1:8025')
        .describe('Address of our pages as people see it; links in mails begin with it.'),
      host: z.string().default('127.0.0.1').describe('Address to listen on; put a proxy with TLS in front.'),
      port: z.int().min(0).max(65535).default(8025).describe('Port to listen on; 0 takes a free one.'),
      trustProxy: z.boolean().default(false).describe('Believe X-Forwarded-For of the proxy in front.'),
      metricsToken: secret
        .optional()
        .describe('Bearer token that /metrics asks for; without it only this machine may read them.'),
    })
    .prefault({})
    .describe('The pages behind links, health and metrics.'),
  database: z
    .discriminatedUnion('dialect', [sqlite, mariadb])
    .prefault({ dialect: 'sqlite' })
    .describe('Where tickets live.'),
  lmtp: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Take mail straight from Postfix or another server.'),
      socket: z.string().optional().describe('Unix socket; used instead of host and port where given.'),
      socketMode: z
        .string()
        .regex(/^0?[0-7]{3}$/)
        .meta({
          allowed: {
            en: 'three octal digits in quotes, such as "660"',
            fr: 'trois chiffres octaux entre guillemets, comme "660"',
          },
        })
        .default('660')
        .describe('Mode of the socket.'),
      host: z.string().default('127.0.0.1').describe('Address to listen on.'),
      port: z.int().min(0).max(65535).default(2424).describe('Port to listen on; 0 takes a free one.'),
      trustedPeers: z
        .array(z.string())
        .max(20)
        .default([])
        .describe('IP addresses, beside this machine, whose XFORWARD and XCLIENT are believed.'),
    })
    .prefault({})
    .describe('The LMTP server (RFC 2033).'),
  limits: z
    .strictObject({
      mailMegabytes: z
        .int()
        .min(1)
        .max(1000)
        .default(50)
        .describe('A larger mail is refused (552) or parked with its reason.'),
      processAtOnce: z.int().min(1).max(64).default(4).describe('Mails processed at the same time.'),
      noticesPerAddressAndHour: z
        .int()
        .min(1)
        .max(10_000)
        .default(60)
        .describe('More notices to one address are held, or gathered in a digest for technicians.'),
      noticesPerTicketAndHour: z
        .int()
        .min(1)
        .max(10_000)
        .default(30)
        .describe('The same for one person and ticket, where loops show first.'),
      attachedMegabytes: z
        .int()
        .min(0)
        .max(100)
        .default(10)
        .describe('Files beyond this much in one mail of ours are named in it, not attached.'),
      receiptsPerStrangerAndDay: z
        .int()
        .min(0)
        .max(1000)
        .default(5)
        .describe('Receipts to one unverified sender a day.'),
    })
    .prefault({})
    .describe('Bounds that keep trouble small.'),
  transports: z
    .array(transport)
    .max(20)
    .default([])
    .describe('SMTP servers that take our mail. The first is used where none is named.'),
  alarms: z
    .strictObject({
      to: z.array(address).default([]).describe('Who is told of trouble; else the administrators of the entity.'),
      transport: key.optional().describe('Transport to use for alarms, best another than the usual one.'),
    })
    .prefault({})
    .describe('Mails about trouble of the desk itself.'),
  oauth: z
    .record(
      key,
      z.strictObject({
        tokenUrl: z.url().describe('Token endpoint of the provider.'),
        clientId: z.string().min(1).describe('Id of the application that is registered there.'),
        clientSecret: secret.optional().describe('Its secret; none for a public client.'),
        scope: z.string().optional().describe('Scopes, apart by spaces; Microsoft wants them, Google does not.'),
      }),
    )
    .default({})
    .describe('Providers for XOAUTH2, by a name that mailboxes and transports use.'),
  antivirus: z
    .strictObject({
      socket: z.string().optional().describe('Unix socket of clamd; used instead of host and port where given.'),
      host: z.string().default('127.0.0.1').describe('Host of clamd.'),
      port: z.int().min(1).max(65535).default(3310).describe('Its port.'),
    })
    .optional()
    .describe('clamd; where it is not given, attachments are not scanned.'),
  templates: z.string().optional().describe('Folder of templates that replace the shipped ones.'),
  entities: z.array(entitySchema).min(1).max(1000).describe('Who tickets belong to.'),
  persons: z
    .array(personSchema)
    .max(100_000)
    .default([])
    .describe('People who are known from the start. Others may come on first mail.'),
  personsFile: z
    .string()
    .optional()
    .describe('CSV file with more persons: name,addresses,language,timeZone,entity,role,groups.'),
  groups: z.array(group).max(10_000).default([]).describe('Groups of persons.'),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least severity that is written.'),
    })
    .prefault({})
    .describe('Log lines: JSON, or words when read in a terminal.'),
})

export type Settings = z.infer<typeof settingsSchema>
export type TransportSettings = Settings['transports'][number]
export type PersonSettings = Settings['persons'][number]
export type { EntitySettings, MailboxSettings } from './entity-schema.ts'
