import type { HeaderField } from '../mail/types.ts'
import { readAuthenticationResults } from './authentication-results.ts'
import { splitClauses } from './structured-field.ts'
import type { AuthenticationResults } from './types.ts'

/** RFC 8617 section 4.2.1: more sets than this are no chain. */
const mostInstances = 50
const longestField = 16_384

/** The newest set of an ARC chain as it stands in the header; its signatures are checked elsewhere. Null without one. */
export function newestSeal(
  headers: readonly HeaderField[],
): { instance: number; sealer: string; results: AuthenticationResults | null } | null {
  let newest: { instance: number; sealer: string } | null = null
  for (const { name, raw } of headers) {
    if (name !== 'arc-seal') continue
    const instance = Number(readTag(raw, 'i'))
    const sealer = readTag(raw, 'd').toLowerCase()
    if (instance > (newest?.instance ?? 0) && instance <= mostInstances) newest = { instance, sealer }
  }
  return newest && { ...newest, results: findResults(headers, newest.instance) }
}

/** `i=2; mx.example; dmarc=pass …`: the field after its instance is one of RFC 8601. */
function findResults(headers: readonly HeaderField[], instance: number): AuthenticationResults | null {
  for (const { name, raw } of headers) {
    if (name !== 'arc-authentication-results' || Number(readTag(raw, 'i')) !== instance) continue
    return readAuthenticationResults(raw.slice(raw.indexOf(';') + 1))
  }
  return null
}

function readTag(raw: string, tag: string): string {
  for (const { words } of splitClauses(raw.slice(0, longestField))) {
    if (words[0]?.startsWith(`${tag}=`)) return words.join('').slice(tag.length + 1)
  }
  return ''
}
