import type { ParsedMail } from '../mail/types.ts'
import { suggestAlias } from '../store/queries/alias-suggestions.ts'
import type { Row } from '../store/schema.ts'
import type { ProcessTools } from './tools.ts'

/** What servers write on delivery: Postfix, Gmail and most others; Postfix where an alias led there; qmail and Exim. */
const deliveryFields = ['delivered-to', 'x-original-to', 'envelope-to']
/** RFC 5321: 64 octets, an at sign, and what the column holds. */
const plainAddress = /^[^\s<>@,;"]{1,64}@[a-z0-9.-]{1,189}$/i

/**
 * Notes the address that a mail was delivered to where no mailbox names it: `guichet doctor` proposes it as an alias. By LMTP there is
 * none such. Best effort on its own connection: a mail's transaction must not wait for a row that every other mail counts up.
 */
export async function noteUnknownAlias(
  { store, directory, now }: Pick<ProcessTools, 'store' | 'directory' | 'now'>,
  journal: Pick<Row<'inbound_mails'>, 'entity_id' | 'source'>,
  mail: Pick<ParsedMail, 'headers'>,
): Promise<void> {
  if (journal.source === 'lmtp') return
  const address = deliveredTo(mail)
  if (address === null || directory.isOurs(address)) return
  await suggestAlias(store, journal.entity_id, address, now())
}

/** The topmost: those below may be a sender's own. */
function deliveredTo({ headers }: Pick<ParsedMail, 'headers'>): string | null {
  const field = headers.find(({ name }) => deliveryFields.includes(name))
  const address = field?.value.trim().replace(/^<(.*)>$/, '$1') ?? ''
  return plainAddress.test(address) ? address : null
}
