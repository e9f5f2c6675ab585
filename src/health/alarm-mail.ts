import { z } from 'zod'
import { usualMend } from '../i18n/alarm-texts.ts'
import { keepTogether } from '../i18n/keep-together.ts'
import { languageOf } from '../i18n/language.ts'
import { enqueueMail } from '../outbox/enqueue.ts'
import type { Row } from '../store/schema.ts'
import type { Tx } from '../store/types.ts'
import { type Hearer, whoHears } from './alarm-hearers.ts'
import type { AlarmParts } from './alarm-parts.ts'
import { transportFor } from './alarm-transport.ts'

/** So many alarms are mailed within 24 hours; what is beyond stays in the list, and is mailed once there is room. */
const mostADay = 20
/** What comes and goes is not mailed anew each time. */
const quietMs = 3_600_000
const dayMs = 86_400_000
const batch = 50

const bothLanguages = z.object({ en: z.string(), fr: z.string() })
const storedText = bothLanguages.extend({ mend: bothLanguages.optional() }).catch({ en: '?', fr: '?' })

/**
 * Mails the alarms that stand and of which nobody has been told. Each in a transaction of its own: of several processes one does it.
 * `unheard` holds those that the log has said to be told to nobody: it is looked again each time, and said once.
 */
export async function mailAlarms(parts: AlarmParts, unheard: Set<number>): Promise<void> {
  const untold = await parts.store.all<{ id: number }>(
    `SELECT id FROM alarms WHERE cleared_at IS NULL AND mailed_at IS NULL ORDER BY id LIMIT ${batch}`,
  )
  for (const { id } of untold) await parts.store.transaction((tx) => mailOne(parts, tx, id, unheard))
}

async function mailOne(parts: AlarmParts, tx: Tx, id: number, unheard: Set<number>): Promise<void> {
  const now = parts.clock.now()
  const alarm = await tx.lock('alarms', id)
  if (!alarm || alarm.mailed_at !== null || alarm.cleared_at !== null || !(await isFirst(tx, alarm))) return
  if (!(await isDue(tx, alarm, now))) return
  const hearers = await whoHears(tx, parts.directory, alarm.name)
  const transport = await transportFor(tx, parts.directory.settings, alarm.name)
  if (transport === null || hearers.length === 0) {
    if (!unheard.has(id)) parts.log.warn('alarm.nobody-told', { name: alarm.name, transport, hearers: hearers.length })
    unheard.add(id)
    return
  }
  for (const [index, hearer] of hearers.entries())
    await enqueueMail(tx, mailTo(parts, alarm, hearer, index, transport), now)
  await tx.update('alarms', id, { mailed_at: now })
}

/** Two processes may have written one each. */
async function isFirst(tx: Tx, { id, name }: Row<'alarms'>): Promise<boolean> {
  const first = await tx.first<{ id: number }>(
    'SELECT id FROM alarms WHERE name = ? AND cleared_at IS NULL ORDER BY id LIMIT 1',
    [name],
  )
  return first?.id === id
}

async function isDue(tx: Tx, { name }: Row<'alarms'>, now: number): Promise<boolean> {
  const mailed = await tx.all<{ name: string; mailedAt: number }>(
    'SELECT name, mailed_at AS mailedAt FROM alarms WHERE mailed_at > ?',
    [now - dayMs],
  )
  return mailed.length < mostADay && !mailed.some((other) => other.name === name && other.mailedAt > now - quietMs)
}

function mailTo(parts: AlarmParts, alarm: Row<'alarms'>, hearer: Hearer, index: number, transport: string) {
  const text = storedText.parse(JSON.parse(alarm.text))
  const language = languageOf(hearer.language)
  return {
    entityId: hearer.entityId,
    mailboxId: hearer.mailboxId,
    ticketId: null,
    personId: hearer.personId,
    toAddress: hearer.address,
    event: 'alarm',
    language,
    dedupe: `alarm-${alarm.id}:${index}`,
    itemType: null,
    itemId: null,
    isPrivate: false,
    isAutomatic: true,
    replyToMessageId: null,
    transport,
    data: {
      host: parts.hostName,
      code: alarm.name,
      what: keepTogether(text[language], language),
      mend: keepTogether((text.mend ?? usualMend)[language], language),
      detail: '',
      since: new Date(alarm.raised_at).toISOString(),
    },
    links: [],
  }
}
