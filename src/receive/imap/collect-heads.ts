import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import type { Clock } from '../../clock.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { ImapSetup } from '../settings.ts'
import { folderPath } from './folders.ts'
import { withMailbox } from './look-at-mailbox.ts'

/** The head of a mail as it stands on the server. */
export interface CollectedHead {
  folder: string
  subject: string
  /** Up to the empty line; larger heads are cut. */
  head: string
}

/** What is looked for: mails whose subject holds a word that nobody else would write. */
export interface Wanted {
  reference: string
  count: number
  /** ms by the clock. */
  until: number
}

/** Newer mails than these are not expected to come within the time that is waited. */
const lastMails = 50
const longestHead = 64 * 1024
const lookEvery = 500
/** To log in, and for the last look. */
const beyond = 30_000

/** Waits for mails wherever the desk may have put them meanwhile. Changes nothing. Gives what has come once all are there, or time is up. */
export async function collectHeads(
  imap: ImapSetup,
  { tokens, clock }: { tokens: Tokens; clock: Clock },
  wanted: Wanted,
): Promise<CollectedHead[]> {
  const { inbox, accepted, refused } = imap.folders
  const patience = Math.max(0, wanted.until - clock.now()) + beyond
  return await withMailbox(imap, tokens, patience, async (client) => {
    for (;;) {
      const found: CollectedHead[] = []
      for (const folder of [inbox, accepted, refused]) found.push(...(await lookInto(client, folder, wanted.reference)))
      if (found.length >= wanted.count || clock.now() >= wanted.until) return found
      await sleep(lookEvery)
    }
  })
}

async function lookInto(client: ImapFlow, folder: string, reference: string): Promise<CollectedHead[]> {
  const opened = await client.mailboxOpen(folderPath(folder), { readOnly: true }).catch(() => null)
  // Where processed mails are only flagged there are no folders for them.
  if (opened === null || opened.exists === 0) return []
  const range = `${Math.max(1, opened.exists - lastMails + 1)}:*`
  const uids: { uid: number; subject: string }[] = []
  for await (const { uid, envelope } of client.fetch(range, { uid: true, envelope: true }))
    if (envelope?.subject?.includes(reference)) uids.push({ uid, subject: envelope.subject })
  const heads: CollectedHead[] = []
  for (const { uid, subject } of uids) {
    const mail = await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true })
    // The desk may have moved it in between: it is found in another folder at the next look.
    const headers = mail ? mail.headers : undefined
    if (headers) heads.push({ folder, subject, head: headers.toString('latin1').slice(0, longestHead) })
  }
  return heads
}
