import type { FastifyRequest } from 'fastify'
import { type Language, languageOf } from '../i18n/language.ts'

/** The language that a browser asks for (RFC 9110 section 12.5.4), for pages that are nobody's. */
export function languageAsked(request: FastifyRequest): Language {
  const wanted = (request.headers['accept-language'] ?? '')
    .slice(0, 200)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => /^(en|fr)\b/i.test(tag) && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  return languageOf(wanted[0]?.tag ?? null)
}

/**
 * Whether another site made the browser send this form. The link is the only secret and no cookie goes with it, so that this is a net
 * under a net. Our own pages send no referrer, which makes their Origin `null`.
 */
export function isForeign(request: FastifyRequest, ownUrl: string): boolean {
  if (request.headers['sec-fetch-site'] === 'cross-site') return true
  const { origin } = request.headers
  if (origin === undefined || origin === 'null') return false
  return origin !== new URL(ownUrl).origin && hostOf(origin) !== request.headers.host
}

/** Programs that look ahead fetch for nobody: what they send acts for nobody. */
export function isPrefetch(request: FastifyRequest): boolean {
  const { headers } = request
  return [headers['sec-purpose'], headers['purpose'], headers['x-purpose'], headers['x-moz']].some(
    (purpose) => typeof purpose === 'string' && /prefetch|prerender|preview/i.test(purpose),
  )
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null
}
