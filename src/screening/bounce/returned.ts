import { screeningLimits } from '../limits.ts'
import { firstAddress } from './address-text.ts'
import { type BlockField, blockValue, readBlocks } from './field-block.ts'

/** What the returned header block tells of the mail that came back. */
export interface Returned {
  /** With angle brackets, as the desk stores it; null where the block has none. */
  messageId: string | null
  /** The fields of the original, topmost first, names in lower case. */
  fields: BlockField[]
  /** Who the original was for, as far as the block says: envelope first, then Received, then a lone To. In lower case. */
  recipient: string | null
}

/** Reads the header block of a returned mail, as the desk matches bounces with its outbox rows (VERP first, then Message-ID). Pure. */
export function matchReturned(headerBlock: string): Returned {
  const header = readBlocks(unquote(headerBlock)).find((block) =>
    block.some(({ name }) => originalFields.includes(name)),
  )
  const fields = (header ?? []).slice(0, screeningLimits.returnedFields)
  return {
    messageId: messageIdOf(fields),
    fields,
    recipient: envelopeRecipient(fields) ?? receivedFor(fields) ?? loneTo(fields),
  }
}

/** A block without any of these is no header of a mail: some notices put words of their own before it. */
const originalFields = ['received', 'return-path', 'message-id', 'from', 'to', 'subject', 'date', 'dkim-signature']

/** Fields in which relays write the envelope's recipient. */
const envelopeFields = ['x-envelope-to', 'envelope-to', 'x-original-to', 'delivered-to', 'x-failed-recipients']

/** Some notices quote the original with `>`. */
function unquote(block: string): string {
  return block
    .slice(0, screeningLimits.machinePartChars)
    .split('\n')
    .map((line) => line.replace(/^> ?/, ''))
    .join('\n')
}

function messageIdOf(fields: BlockField[]): string | null {
  const value = blockValue(fields, 'message-id')
  const bracketed = /<[^<>\s]{1,990}>/.exec(value)?.[0]
  if (bracketed) return bracketed
  return /^[^\s<>]{1,990}@[^\s<>]{1,990}$/.test(value) ? `<${value}>` : null
}

function envelopeRecipient(fields: BlockField[]): string | null {
  for (const name of envelopeFields) {
    const address = firstAddress(blockValue(fields, name))
    if (address) return address
  }
  return null
}

/** RFC 5321 section 4.4: `Received: … for <address>`. The lowest one saw the address before anyone rewrote it. */
function receivedFor(fields: BlockField[]): string | null {
  const lowestFirst = fields.filter((field) => field.name === 'received').reverse()
  for (const { value } of lowestFirst) {
    const told = / for <?([^\s<>;]{1,320})>?/.exec(value)?.[1]
    const address = told ? firstAddress(told) : null
    if (address) return address
  }
  return null
}

function loneTo(fields: BlockField[]): string | null {
  const value = blockValue(fields, 'to')
  return value.split('@').length === 2 ? firstAddress(value) : null
}
