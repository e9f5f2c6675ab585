import { isIPv6 } from 'node:net'
import type { Clock } from '../clock.ts'

export interface AddressLimit {
  /** Counts one more of this address. */
  count(address: string): void
  /** Whether the address has had its share of this window. */
  isOver(address: string): boolean
}

/** Counts what each network address does within a window. Bounded: with very many addresses the oldest are forgotten. */
export function createAddressLimit(
  clock: Clock,
  options: { most: number; windowMs: number; addresses: number },
): AddressLimit {
  const seen = new Map<string, { since: number; count: number }>()
  const current = (key: string) => {
    const entry = seen.get(key)
    return entry && clock.now() - entry.since < options.windowMs ? entry : null
  }
  return {
    count(address) {
      const key = networkOf(address)
      const entry = current(key)
      if (entry) {
        entry.count += 1
        return
      }
      seen.delete(key)
      const oldest = seen.size >= options.addresses ? seen.keys().next().value : undefined
      if (oldest !== undefined) seen.delete(oldest)
      seen.set(key, { since: clock.now(), count: 1 })
    },
    isOver: (address) => (current(networkOf(address))?.count ?? 0) >= options.most,
  }
}

/** One visitor of IPv6 has a whole /64 (RFC 6177) to come from. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const missing = address.includes('::')
    ? 8 - groups.length - tail.split(':').filter((group) => group !== '').length
    : 0
  return [...groups, ...Array<string>(missing).fill('0'), ...tail.split(':')].slice(0, 4).join(':')
}
