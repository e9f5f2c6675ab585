import { syncSettings } from '../../src/desk/sync-settings.ts'
import type { Settled } from '../../src/process/outcome.ts'
import { processMail } from '../../src/process/process-mail.ts'
import type { ProcessTools } from '../../src/process/tools.ts'
import type { ResolvedSettings } from '../../src/settings/resolved.ts'
import { createMarks } from '../../src/signing/marks.ts'
import { messageId, replyAddress } from '../../src/signing/places.ts'
import { claim } from '../../src/store/leases.ts'
import { localFiles } from '../../src/store/local-files.ts'
import type { Store } from '../../src/store/types.ts'
import { testSettings } from './settings.ts'
import { type TemporaryStore, temporaryStore } from './store.ts'

/** A desk over a real store, without servers: raw mails in, outcomes and rows out. Time stands still unless moved. */
export interface TestDesk {
  tools: ProcessTools
  store: Store
  /** Of its own; files lie in `files` below it. */
  folder: string
  /** Milliseconds; move it to let time pass. */
  clock: { at: number }
  /** Puts a raw mail into the journal and processes it. */
  receive(raw: string, envelope?: { from?: string; to?: string }): Promise<Settled>
  /** Outbox rows so far, oldest first. */
  outbox(): Promise<
    { id: number; event: string; to_address: string; ticket_id: number | null; data: string; is_private: number }[]
  >
  remove(): Promise<void>
}

export const deskSettings: ResolvedSettings = await testSettings({
  prefix: 'DESK',
  transports: [{ key: 'relay', host: '127.0.0.1', port: 25, tls: 'none' }],
  entities: [
    {
      key: 'school',
      name: 'School desk',
      mailboxes: [{ key: 'support', address: 'support@school.example', aliases: ['help@school.example'] }],
      // The tests' own border writes this header; nobody outside can.
      proof: { internalRoutes: [{ header: 'X-Border', contains: 'proved' }] },
    },
  ],
  persons: [
    { name: 'Claire Martin', addresses: ['claire@school.example'], roles: { school: 'technician' } },
    { name: 'Denis Roche', addresses: ['denis@school.example'], roles: { school: 'manager' } },
    { name: 'Paul Petit', addresses: ['paul@parents.example'], language: 'fr', roles: { school: 'requester' } },
  ],
})

/** On SQLite, unless another place is given. */
/** The settings of the tests, some of the entity's replaced. */
export function settingsWith(entity: Partial<ResolvedSettings['entities'][number]>): ResolvedSettings {
  const [usual] = deskSettings.entities
  if (!usual) throw new Error('the tests have an entity')
  return { ...deskSettings, entities: [{ ...usual, ...entity }] }
}

export async function openTestDesk(
  settings: ResolvedSettings = deskSettings,
  place?: TemporaryStore,
): Promise<TestDesk> {
  const temporary = place ?? (await temporaryStore())
  const clock = { at: Date.parse('2026-11-24T09:00:00Z') }
  const files = await localFiles(`${temporary.folder}/files`)
  const directory = await syncSettings(temporary.store, settings, clock.at)
  const tools: ProcessTools = {
    store: temporary.store,
    files,
    directory,
    marks: createMarks([{ id: 'k', secret: 'a secret of the tests only' }]),
    resolve: async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    },
    instanceId: 'test-instance',
    owner: 'test',
    now: () => clock.at,
    scan: null,
  }
  return {
    tools,
    store: temporary.store,
    folder: temporary.folder,
    clock,
    receive: (raw, envelope) => receive(tools, raw, envelope ?? {}),
    outbox: () =>
      temporary.store.all('SELECT id, event, to_address, ticket_id, data, is_private FROM outbox_mails ORDER BY id'),
    remove: temporary.remove,
  }
}

let received = 0

async function receive(tools: ProcessTools, raw: string, envelope: { from?: string; to?: string }): Promise<Settled> {
  await journalMail(tools, raw, envelope)
  return processNext(tools)
}

/** Puts a raw mail into the journal, as receiving does. Gives its id. */
export async function journalMail(
  tools: ProcessTools,
  raw: string,
  envelope: { from?: string; to?: string } = {},
): Promise<number> {
  const stored = await tools.files.put('raw', [Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n'))])
  received += 1
  const mailbox = tools.directory.entities[0]?.mailboxes[0]
  return tools.store.insert('inbound_mails', {
    entity_id: tools.directory.entities[0]?.id ?? 0,
    mailbox_id: mailbox?.id ?? null,
    message_id: /^Message-ID:\s*(<[^>]*>)/im.exec(raw)?.[1] ?? null,
    fingerprint: String(received).padStart(64, '0'),
    sha256: stored.sha256,
    raw_key: stored.key,
    size: stored.size,
    source: 'import',
    envelope_from: envelope.from ?? null,
    envelope_to: envelope.to ?? null,
    received_at: tools.now(),
    status: 'waiting',
    attempts: 0,
  })
}

/** Processes the mail that is due first. */
export async function processNext(tools: ProcessTools): Promise<Settled> {
  const [lease] = await claim(tools.store, { owner: tools.owner, statuses: ['waiting'], limit: 1, seconds: 60 })
  if (!lease) throw new Error('no mail is due')
  const journal = await tools.store.byId('inbound_mails', lease.id)
  if (!journal) throw new Error('the mail is gone')
  return processMail(tools, journal, lease)
}

export interface MailDraft {
  from: string
  to?: string
  cc?: string
  subject?: string
  text: string
  id?: string
  inReplyTo?: string
  /** Whether the tests' border vouches for the sender. */
  proved?: boolean
  headers?: string[]
  /** Another type than text/plain, for `text` as a whole. */
  type?: string
  attachments?: { filename: string; type: string; content: string | Buffer; contentId?: string }[]
}

let drafted = 0

/** A raw mail as a simple client writes it. */
export function draftMail(draft: MailDraft): string {
  drafted += 1
  const type = draft.type ?? 'text/plain; charset=utf-8'
  return [
    ...(draft.proved === false ? [] : ['X-Border: proved']),
    `From: ${draft.from}`,
    `To: ${draft.to ?? 'support@school.example'}`,
    ...(draft.cc ? [`Cc: ${draft.cc}`] : []),
    `Subject: ${draft.subject ?? 'The printer'}`,
    `Message-ID: ${draft.id ?? `<m${drafted}@client.example>`}`,
    ...(draft.inReplyTo ? [`In-Reply-To: ${draft.inReplyTo}`, `References: ${draft.inReplyTo}`] : []),
    'Date: Tue, 24 Nov 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    ...(draft.attachments
      ? ['Content-Type: multipart/mixed; boundary=seam', ...(draft.headers ?? []), '', '--seam']
      : (draft.headers ?? [])),
    `Content-Type: ${type}`,
    '',
    draft.text,
    '',
    ...(draft.attachments ?? []).flatMap((file) => [
      '--seam',
      `Content-Type: ${file.type}`,
      ...(file.contentId ? [`Content-ID: <${file.contentId}>`] : []),
      `Content-Disposition: ${file.contentId ? 'inline' : 'attachment'}; filename="${file.filename}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(file.content).toString('base64'),
    ]),
    ...(draft.attachments ? ['--seam--', ''] : []),
  ].join('\n')
}

/** How a client answers the last mail of ours to an address: its reply address, and its id in In-Reply-To. */
export async function lastMailTo(desk: TestDesk, address: string): Promise<{ inReplyTo: string; to: string }> {
  const mail = (await desk.outbox()).findLast(({ to_address }) => to_address === address)
  if (!mail) throw new Error(`nothing was sent to ${address}`)
  return {
    inReplyTo: messageId(desk.tools.marks.sign('message', mail.id), 'school.example'),
    to: replyAddress('support@school.example', desk.tools.marks.sign('reply', mail.id)),
  }
}
