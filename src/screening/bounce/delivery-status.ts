import { screeningLimits } from '../limits.ts'
import type { BounceRecipient } from '../types.ts'
import { firstAddress } from './address-text.ts'
import { type BlockField, blockValue, readBlocks } from './field-block.ts'
import { findStatus, isTelling } from './status-code.ts'

/** The per-recipient groups of a message/delivery-status part (RFC 3464 section 2.3), also where they stand in running text. The address is empty where a group names none. */
export function readDeliveryStatus(fields: string): BounceRecipient[] {
  const recipients = new Map<string, BounceRecipient>()
  for (const group of readBlocks(fields).flatMap(splitGroups)) {
    const recipient = readGroup(group)
    if (recipient && recipients.size < screeningLimits.recipients) keepMostTelling(recipients, recipient)
  }
  return [...recipients.values()]
}

/** Some MTAs (Exchange 2003, InterMail) leave out the empty line between two recipients: each recipient field after an Action starts a group. */
function splitGroups(block: BlockField[]): BlockField[][] {
  const groups: BlockField[][] = [[]]
  for (const field of block) {
    const group = groups[groups.length - 1] ?? []
    const startsAnother = field.name === 'final-recipient' && group.some((other) => other.name === 'final-recipient')
    if (startsAnother) groups.push([field])
    else group.push(field)
  }
  return groups
}

function readGroup(group: BlockField[]): BounceRecipient | null {
  const status = blockValue(group, 'status')
  const word = /^[a-z]+/i.exec(blockValue(group, 'action'))?.[0]?.toLowerCase() ?? ''
  if (word === '' && (status === '' || !group.some(({ name }) => name === 'final-recipient'))) return null
  const diagnostic = blockValue(group, 'diagnostic-code').replace(/^[\w-]{1,20}\s*;\s*/, '')
  return {
    address: recipientOf(group) ?? '',
    action: actionOf(word, status),
    status: statusOf(status, diagnostic),
    diagnostic: diagnostic.slice(0, screeningLimits.diagnosticChars),
  }
}

/** The address that we wrote to comes first: forwarding changes Final-Recipient, and Exim puts a file there. */
function recipientOf(group: BlockField[]): string | null {
  const names = ['original-recipient', 'final-recipient', 'x-actual-recipient']
  for (const name of names) {
    const address = firstAddress(blockValue(group, name))
    if (address) return address
  }
  return null
}

/** RFC 3463 in the Status field; where it only says "failed" (5.0.0) and the SMTP answer says more, the answer's. */
function statusOf(field: string, diagnostic: string): string | null {
  const own = /^\s*([245]\.\d{1,3}\.\d{1,3})(?!\d)/.exec(field)?.[1] ?? null
  if (own && isTelling(own)) return own
  const told = findStatus(diagnostic) ?? findStatus(field)
  return told && (own === null || isTelling(told)) ? told : own
}

/** The words of RFC 3464 section 2.3.3. Postfix says `deliverable` when asked (sendmail -bv); others say `failure`, `error` (OpenSMTPD) or `expired`. */
function actionOf(word: string, status: string): string {
  if (['failed', 'delayed', 'delivered', 'relayed', 'expanded'].includes(word)) return word
  if (word === 'deliverable' || (word === '' && status.startsWith('2'))) return 'delivered'
  return word === '' && status.startsWith('4') ? 'delayed' : 'failed'
}

function keepMostTelling(recipients: Map<string, BounceRecipient>, found: BounceRecipient): void {
  const known = recipients.get(found.address)
  if (!known || (known.action !== 'failed' && found.action === 'failed')) recipients.set(found.address, found)
}
