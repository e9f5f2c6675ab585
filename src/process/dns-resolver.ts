import { Resolver } from 'node:dns/promises'

/** Records of one name, as `dns.resolve` gives them, or an error whose code tells why there are none. Replaced in tests. */
export type Resolve = (name: string, type: string) => Promise<string[][] | string[]>

/** The name has no such record: an answer, not a trouble. */
const noRecord = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

/** Asks the servers that the machine is set up with; a question without an answer fails after some 6 seconds. */
export function systemResolver(servers: readonly string[] = []): Resolve {
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  if (servers.length > 0) resolver.setServers(servers)
  return async (name, type) => {
    const records: unknown = await resolver.resolve(name, type)
    if (isAnswer(records)) return records
    throw dnsError('EBADRESP', `${type} of ${name}`)
  }
}

/** mailauth types every answer as text, and takes MX as the objects that Node gives: their content is its to check. */
function isAnswer(records: unknown): records is string[][] | string[] {
  return Array.isArray(records)
}

export interface CacheLimits {
  /** How long an answer is kept, in milliseconds. */
  keptFor: number
  /** How long it is kept that a name has no record. */
  absentFor: number
  /** How long it is kept that nobody answered: less than a mail waits for another try. */
  silentFor: number
  /** How many names are kept; the oldest goes. */
  names: number
}

const usual: CacheLimits = { keptFor: 10 * 60_000, absentFor: 60_000, silentFor: 30_000, names: 5000 }

/**
 * Keeps answers for a while and shares questions under way. A busy desk hears from few domains. Troubles are not kept, but for silence,
 * which takes long to hear: many mails of one domain would each wait for it.
 */
export function cachingResolver(resolve: Resolve, now: () => number, limits: CacheLimits = usual): Resolve {
  const kept = new Map<string, { until: number; answer: Promise<string[][] | string[]> }>()
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`
    const known = kept.get(key)
    if (known && known.until > now()) return known.answer
    const entry = { until: now() + limits.keptFor, answer: resolve(name, type) }
    kept.delete(key)
    kept.set(key, entry)
    entry.answer.catch((error: unknown) => {
      if (noRecord.has(codeOf(error))) entry.until = now() + limits.absentFor
      else if (codeOf(error) === 'ETIMEOUT') entry.until = now() + limits.silentFor
      else if (kept.get(key) === entry) kept.delete(key)
    })
    for (const oldest of kept.keys()) {
      if (kept.size <= limits.names) break
      kept.delete(oldest)
    }
    return entry.answer
  }
}

/** One mail's share: no question is waited for beyond the deadline, whatever the resolver does, nor more asked than `most`. */
export function boundedResolver(resolve: Resolve, milliseconds: number, most: number): Resolve {
  const signal = AbortSignal.timeout(milliseconds)
  let asked = 0
  return async (name, type) => {
    asked += 1
    if (signal.aborted || asked > most) throw dnsError('ETIMEOUT', `${type} of ${name}`)
    const { promise, reject } = Promise.withResolvers<never>()
    const give = (): void => reject(dnsError('ETIMEOUT', `${type} of ${name}`))
    signal.addEventListener('abort', give)
    try {
      return await Promise.race([resolve(name, type), promise])
    } finally {
      signal.removeEventListener('abort', give)
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function dnsError(code: string, question: string): Error {
  return Object.assign(new Error(`no answer for ${question}`), { code })
}
