import type { Sentence } from '../i18n/sentence.ts'
import type { HeaderField } from '../mail/types.ts'

/** A way by which only the house’s own mail comes: named in the settings. */
export interface InternalRoute {
  /** A field that only the house’s servers write, or write above what senders wrote, such as Received. */
  header: string
  /** What its topmost field contains, whatever the case. */
  contains: string
}

/** The first route that the mail came by, in words for the trace, or null. Only the topmost field of a name is looked at. */
export function findRoute(headers: readonly HeaderField[], routes: readonly InternalRoute[]): Sentence | null {
  for (const { header, contains } of routes) {
    const wanted = contains.trim().toLowerCase()
    const topmost = headers.find(({ name }) => name === header.toLowerCase())
    if (wanted !== '' && topmost?.raw.toLowerCase().includes(wanted))
      return {
        en: `it came by an internal route: ${header} contains “${contains}”`,
        fr: `venu par une route interne : ${header} contient « ${contains} »`,
      }
  }
  return null
}
