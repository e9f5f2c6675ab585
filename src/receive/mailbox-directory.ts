import type { MailboxSetup } from './settings.ts'

/** Which mailbox an envelope address leads to. */
export interface MailboxDirectory {
  find(address: string): MailboxSetup | null
}

/** RFC 5321 section 4.5.3.1: 64 octets, an at sign, 255 octets; more leads nowhere. */
const longestAddress = 320

/** Addresses are compared without case. `support+anything@…` leads to `support@…`; the longest match wins. */
export function createMailboxDirectory(mailboxes: readonly MailboxSetup[]): MailboxDirectory {
  const byAddress = new Map<string, MailboxSetup>()
  for (const mailbox of mailboxes)
    for (const address of [mailbox.address, ...mailbox.aliases])
      if (!byAddress.has(normalize(address))) byAddress.set(normalize(address), mailbox)
  const delimiters = [...new Set(mailboxes.map((mailbox) => mailbox.delimiter))].filter((text) => text !== '')

  return {
    find(address) {
      if (address.length > longestAddress) return null
      const exact = byAddress.get(normalize(address))
      return exact ?? findShorter(byAddress, delimiters, normalize(address))
    },
  }
}

/** A desk's own name may hold the delimiter (`help+fr@…`): tails are cut one by one, the shortest first. */
function findShorter(
  byAddress: ReadonlyMap<string, MailboxSetup>,
  delimiters: readonly string[],
  address: string,
): MailboxSetup | null {
  const at = address.lastIndexOf('@')
  for (let end = at - 1; end > 0; end--) {
    const delimiter = delimiters.find((text) => address.startsWith(text, end))
    const found = delimiter === undefined ? undefined : byAddress.get(address.slice(0, end) + address.slice(at))
    if (found !== undefined && found.delimiter === delimiter) return found
  }
  return null
}

function normalize(address: string): string {
  return address.trim().toLowerCase()
}
