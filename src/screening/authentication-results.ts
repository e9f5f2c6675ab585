import type { HeaderField } from '../mail/types.ts'
import { type Clause, splitClauses } from './structured-field.ts'
import type { AuthenticationResults, AuthResult } from './types.ts'

/** A longer field is cut here: what follows is not read. */
const longestField = 16_384
/** More results than this in one field are not read. */
const mostResults = 40
/** The names are looked for among this many fields of the kind. */
const mostFields = 50

/** Of each server that the settings name, its topmost field: those below it, and those of others, may be the sender’s own work. */
export function trustedResults(
  headers: readonly HeaderField[],
  authservIds: readonly string[],
): AuthenticationResults[] {
  if (authservIds.length === 0) return []
  const named = new Set(authservIds.map((id) => id.trim().toLowerCase()))
  const topmost = new Map<string, AuthenticationResults>()
  for (const read of allResults(headers)) {
    if (named.has(read.authservId) && !topmost.has(read.authservId)) topmost.set(read.authservId, read)
  }
  return [...topmost.values()]
}

/** Every Authentication-Results field, topmost first: whoever wrote it. */
export function allResults(headers: readonly HeaderField[]): AuthenticationResults[] {
  return headers
    .filter(({ name }) => name === 'authentication-results')
    .slice(0, mostFields)
    .map(({ raw }) => readAuthenticationResults(raw))
}

/** Reads the value of one field, RFC 8601 section 2.2. What is no result is passed over. */
export function readAuthenticationResults(value: string): AuthenticationResults {
  const clauses = splitClauses(value.slice(0, longestField))
  // Microsoft 365 gives no authserv-id: its field begins with a result. (Old Yahoo has `host from=domain` there.)
  const isNameless = clauses[0]?.words[0]?.includes('=') ?? false
  // The version that may follow the id (`mx.google.com 1`) is a word of its own.
  const authservId = isNameless ? '' : (clauses[0]?.words[0]?.toLowerCase() ?? '')
  const results = clauses.slice(isNameless ? 0 : 1, mostResults).flatMap((clause) => readResult(clause) ?? [])
  return { authservId, results }
}

/** `dkim/1=pass (good) reason="a; b" header.d=example.org` */
function readResult({ words, comment }: Clause): AuthResult | null {
  const [head, ...rest] = words.map(splitPair)
  const method = head?.key.split('/', 1)[0] ?? ''
  if (!head || !/^[a-z][a-z0-9-]*$/.test(method)) return null
  const properties = new Map<string, string>()
  // Of a property given twice the first counts.
  for (const pair of rest) if (pair && !properties.has(pair.key)) properties.set(pair.key, pair.value)
  return { method, result: head.value.toLowerCase(), properties, comment }
}

function splitPair(word: string): { key: string; value: string } | null {
  const at = word.indexOf('=')
  return at < 1 ? null : { key: word.slice(0, at).toLowerCase(), value: word.slice(at + 1) }
}
