import type { HeaderField } from '../../../mail/types.ts'
import { readAuthenticationResults, trustedResults } from '../../../screening/authentication-results.ts'
import { findRoute } from '../../../screening/internal-route.ts'
import type { ResolvedEntity } from '../../../settings/resolved.ts'

type Proof = ResolvedEntity['proof']

/** Lines that a stranger would write to be believed: results of the servers that are believed, and headers of internal routes. */
export function forge({ authservIds, internalRoutes }: Proof, reference: string): string[] {
  return [
    ...authservIds.map(
      (id) =>
        `Authentication-Results: ${id}; dkim=pass header.d=${signOf(reference)}; spf=pass smtp.mailfrom=${signOf(reference)}`,
    ),
    ...internalRoutes.map(({ header, contains }) => `${header}: ${contains} (${signOf(reference)})`),
  ]
}

/** The domain of the forged results: only we would have written it. RFC 2606. */
const signOf = (reference: string): string => `${reference}.invalid`

export interface ForgeryFate {
  /** Servers whose forged results would be believed, since they stand topmost. */
  believed: string[]
  /** Servers whose forged results came through, below genuine ones. */
  below: string[]
  /** Headers of internal routes that a stranger can write. */
  routes: string[]
  /** Servers that wrote results themselves. */
  genuine: string[]
}

/** What became of them on the way. */
export function fateOf(headers: readonly HeaderField[], proof: Proof, reference: string): ForgeryFate {
  const sign = signOf(reference)
  const results = headers.filter(({ name }) => name === 'authentication-results')
  const forged = results
    .filter(({ raw }) => raw.includes(sign))
    .map(({ raw }) => readAuthenticationResults(raw).authservId)
  const trusted = trustedResults(headers, proof.authservIds)
  const believed = trusted
    .filter(({ results: each }) => each.some(({ properties }) => properties.get('header.d') === sign))
    .map(({ authservId }) => authservId)
  return {
    believed,
    below: forged.filter((id) => !believed.includes(id)),
    routes: proof.internalRoutes.filter((route) => isForgedRoute(headers, route, sign)).map(({ header }) => header),
    genuine: results
      .filter(({ raw }) => !raw.includes(sign))
      .map(({ raw }) => readAuthenticationResults(raw).authservId),
  }
}

function isForgedRoute(headers: readonly HeaderField[], route: Proof['internalRoutes'][number], sign: string): boolean {
  const topmost = headers.find(({ name }) => name === route.header.toLowerCase())
  if (topmost === undefined || !topmost.raw.includes(sign)) return false
  return findRoute([topmost], [route]) !== null
}
