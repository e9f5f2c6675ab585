import type { Language } from '../../i18n/language.ts'
import type { Templates } from '../../mail-template/render.ts'
import type { Marks } from '../../signing/marks.ts'
import { messageId, replyAddress, verpAddress } from '../../signing/places.ts'
import type { DkimSettings, InstanceSettings } from '../settings.ts'
import { buildAlternative } from './alternative.ts'
import { signed } from './message.ts'

/**
 * plain: from the desk's address to itself. reply: to a reply address of ours, from a VERP sender, as an answer to our mail and our
 * mail come. bounce: from the null sender to a VERP address, as a bounce comes.
 */
export type SelfTestKind = 'plain' | 'reply' | 'bounce'

export interface SelfTestMail {
  kind: SelfTestKind
  /** Stands in the subject. */
  reference: string
  messageId: string
  from: string
  to: string
  bytes: Buffer
}

export interface SelfTestParts {
  templates: Templates
  marks: Marks
  instance: Pick<InstanceSettings, 'id' | 'prefix' | 'hostName'>
  desk: { address: string; senderName: string; delimiter: string }
  dkim: DkimSettings | undefined
  language: Language
  now: number
}

/** No rows have these ids, so their marks lead nowhere; they are the longest there are. */
const noRow: Record<SelfTestKind, number> = {
  plain: Number.MAX_SAFE_INTEGER,
  reply: Number.MAX_SAFE_INTEGER - 1,
  bounce: Number.MAX_SAFE_INTEGER - 2,
}

/** A mail to ourselves. `forged`: header lines that stand above all others, as a sender may write them. */
export async function composeSelfTest(
  parts: SelfTestParts,
  kind: SelfTestKind,
  reference: string,
  forged: readonly string[],
): Promise<SelfTestMail> {
  const { marks, desk, language, instance, now } = parts
  const id = messageId(marks.sign('message', noRow[kind]), desk.address.slice(desk.address.lastIndexOf('@') + 1))
  const envelope = envelopeOf(parts, kind)
  const rendered = await parts.templates.render('doctor-self-test', language, {
    desk: { name: desk.senderName, address: desk.address, prefix: instance.prefix },
    person: { name: desk.senderName, language, timeZone: 'UTC' },
    host: instance.hostName,
    reference,
    at: new Date(now).toISOString(),
  })
  const head = {
    From: { name: desk.senderName, address: desk.address },
    To: envelope.to,
    Subject: rendered.subject,
    'Message-ID': id,
    Date: new Date(now).toUTCString().replace('GMT', '+0000'),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'X-Guichet-Instance': instance.id,
  }
  const { text, html } = rendered
  const bytes = await signed(buildAlternative(head, { text, html, boundary: reference }), parts.dkim)
  const above = forged.map((line) => `${line.replaceAll(/[\r\n]+/g, ' ')}\r\n`).join('')
  return {
    kind,
    reference,
    messageId: id,
    ...envelope,
    bytes: Buffer.concat([Buffer.from(above), bytes]),
  }
}

function envelopeOf({ marks, desk }: SelfTestParts, kind: SelfTestKind): { from: string; to: string } {
  const verp = verpAddress(desk.address, marks.sign('verp', noRow[kind]), desk.delimiter)
  if (kind === 'plain') return { from: desk.address, to: desk.address }
  if (kind === 'bounce') return { from: '', to: verp }
  return { from: verp, to: replyAddress(desk.address, marks.sign('reply', noRow[kind]), desk.delimiter) }
}
