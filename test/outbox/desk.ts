import { join } from 'node:path'
import { createTemplates } from '../../src/mail-template/render.ts'
import { shippedTemplates } from '../../src/mail-template/template-files.ts'
import { createTokens } from '../../src/oauth/tokens.ts'
import { enqueueMail, type NewMail } from '../../src/outbox/enqueue.ts'
import { defaultLimits, type OutboxSettings, type SmtpSettings } from '../../src/outbox/settings.ts'
import { createOutbox, type Outbox } from '../../src/outbox/worker.ts'
import { createMarks } from '../../src/signing/marks.ts'
import type { FileStorage } from '../../src/store/files.ts'
import { localFiles } from '../../src/store/local-files.ts'
import type { Row } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/types.ts'
import { type TemporaryStore, temporaryStore } from '../support/store.ts'
import { type SmtpDouble, smtpDouble } from './smtp-double.ts'

export const marks = createMarks([{ id: 'k', secret: 'a secret of sixteen octets' }])
const templates = createTemplates({ folder: shippedTemplates })

/** A desk with a requester, an observer, a technician and a ticket; an outbox over an SMTP server that the test scripts. */
export interface TestDesk {
  store: Store
  files: FileStorage
  smtp: SmtpDouble
  outbox: Outbox
  settings: OutboxSettings
  transport: SmtpSettings
  clock: { at: number; now(): number }
  parked: string[]
  reports: string[]
  errors: unknown[]
  ids: { entity: number; ana: number; tom: number; olga: number; ticket: number }
  /** A second outbox, as of another process or after a restart. */
  another(change?: Partial<OutboxSettings>, over?: Store): Outbox
  mail(change?: Partial<NewMail>): Promise<number>
  row(id: number): Promise<Row<'outbox_mails'>>
  attempts(id: number): Promise<Row<'outbox_attempts'>[]>
  deliver(): Promise<void>
  close(): Promise<void>
}

export const start = Date.UTC(2026, 10, 24, 9)

export async function testDesk(
  options: { transport?: Partial<SmtpSettings>; limits?: object; place?: TemporaryStore } = {},
): Promise<TestDesk> {
  const { store, folder, remove } = options.place ?? (await temporaryStore())
  const files = await localFiles(join(folder, 'files'))
  const smtp = await smtpDouble()
  const clock = { at: start, now: () => clock.at }
  const tokens = createTokens(join(folder, 'tokens'), clock)
  const transport: SmtpSettings = {
    key: 'main',
    host: '127.0.0.1',
    port: smtp.port,
    tls: 'none',
    connections: 2,
    ratePerMinute: 10_000,
    dailyQuota: 100_000,
    ...options.transport,
  }
  const settings: OutboxSettings = {
    instance: {
      id: 'guichet-test',
      prefix: 'DESK',
      webUrl: 'https://desk.example.org/',
      hostName: 'mail.example.org',
      dataFolder: '/desk',
    },
    transports: [transport],
    desk: () => ({ address: 'support@example.org', senderName: 'Support', listenOnly: false }),
    limits: { ...defaultLimits, ...options.limits },
  }
  const [parked, reports, errors]: [string[], string[], unknown[]] = [[], [], []]
  const outboxes: Outbox[] = []
  const another = (change: Partial<OutboxSettings> = {}, over: Store = store): Outbox => {
    const outbox = createOutbox({
      store: over,
      settings: { ...settings, ...change },
      tokens,
      marks,
      templates,
      files,
      clock,
      randomness: { hex: (bytes) => 'ab'.repeat(bytes), fraction: () => 0.5 },
      onParked: async (_tx, mail, reason) => void parked.push(`${mail.id} ${reason}`),
      reports: {
        paused: async (key, reason) => void reports.push(`paused ${key}: ${reason}`),
        resumed: async (key) => void reports.push(`resumed ${key}`),
        attempted: () => {},
      },
      onError: (error) => errors.push(error),
    })
    outboxes.push(outbox)
    return outbox
  }
  const outbox = another()
  const ids = await people(store)
  const row = async (id: number) => (await store.byId('outbox_mails', id)) ?? Promise.reject(new Error(`no mail ${id}`))
  return {
    store,
    files,
    smtp,
    outbox,
    settings,
    transport,
    clock,
    parked,
    reports,
    errors,
    ids,
    another,
    row,
    mail: (change) => enqueue(store, ids, clock.at, change),
    attempts: (id) => store.all('SELECT * FROM outbox_attempts WHERE outbox_mail_id = ? ORDER BY id', [id]),
    deliver: () => outbox.drain(),
    close: async () => {
      for (const each of outboxes) await each.stop()
      await smtp.close()
      await remove()
    },
  }
}

let mails = 0

async function enqueue(
  store: Store,
  ids: TestDesk['ids'],
  now: number,
  change: Partial<NewMail> = {},
): Promise<number> {
  mails += 1
  const mail: NewMail = {
    entityId: ids.entity,
    mailboxId: null,
    ticketId: ids.ticket,
    personId: ids.ana,
    toAddress: 'ana@example.net',
    event: 'new',
    language: 'en',
    dedupe: `test-${mails}`,
    itemType: 'ticket',
    itemId: ids.ticket,
    isPrivate: false,
    isAutomatic: true,
    replyToMessageId: null,
    transport: 'main',
    data: {},
    links: [],
    ...change,
  }
  const id = await store.transaction((tx) => enqueueMail(tx, mail, now))
  return id ?? Promise.reject(new Error('this mail is there already'))
}

async function people(store: Store): Promise<TestDesk['ids']> {
  const entity = await store.insert('entities', { key: 'it', name: 'IT' })
  const person = async (name: string, address: string, role: string) => {
    const id = await store.insert('persons', {
      name,
      language: 'en',
      time_zone: 'Europe/Paris',
      status: 'active',
      created_at: start,
    })
    await store.insert('person_addresses', { person_id: id, address, is_primary: 1 })
    await store.insert('person_roles', { person_id: id, entity_id: entity, role, hears_new: 0 })
    return id
  }
  const ana = await person('Ana Lopez', 'ana@example.net', 'requester')
  const olga = await person('Olga Stern', 'olga@example.net', 'requester')
  const tom = await person('Tom Weber', 'tom.weber@staff.example.org', 'technician')
  const ticket = await store.insert('tickets', {
    entity_id: entity,
    title: 'The printer is jammed',
    content_text: 'It says "paper jam" since this morning.',
    type: 'incident',
    status: 'incoming',
    urgency: 3,
    source: 'mail',
    language: 'en',
    opened_at: start,
    updated_at: start,
    reopened_count: 0,
  })
  const actor = (person_id: number, role: string) =>
    store.insert('ticket_actors', { ticket_id: ticket, person_id, group_id: 0, role, added_at: start })
  await actor(ana, 'requester')
  await actor(olga, 'observer')
  await actor(tom, 'assignee')
  return { entity, ana, tom, olga, ticket }
}

/** Adds a followup to the ticket of the desk. */
export function followup(
  { store, ids }: Pick<TestDesk, 'store' | 'ids'>,
  change: { author?: number; text?: string; html?: string; isPrivate?: boolean; at?: number },
): Promise<number> {
  return store.insert('followups', {
    ticket_id: ids.ticket,
    author_id: change.author ?? ids.tom,
    content_text: change.text ?? 'Open the tray at the back.',
    content_html: change.html ?? null,
    is_private: Number(change.isPrivate ?? false),
    source: 'mail',
    created_at: change.at ?? start + 1000,
  })
}
