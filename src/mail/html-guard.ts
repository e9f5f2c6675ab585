import { readHtml } from './html-tokens.ts'
import { MAX_HTML_BYTES, MAX_HTML_DEPTH } from './limits.ts'

/** Elements without an end tag: they never nest. */
const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr basefont frame keygen'.split(' '),
)
/** Elements whose end tag may be left out: a new one ends the one before, so they do not pile up. */
const MAY_STAY_OPEN: ReadonlySet<string> = new Set(
  'p li dt dd td th tr tbody thead tfoot option optgroup colgroup rt rp'.split(' '),
)
const NO_ATTRIBUTES: ReadonlySet<string> = new Set()

/**
 * Whether HTML may be given to a parser: parsers are quadratic in depth, the tokenizer that counts here is not. Counts what
 * is open at most: an end tag that fits nothing closes nothing.
 */
export function checkHtml(html: string): 'ok' | 'too-large' | 'too-deep' {
  if (html.length > MAX_HTML_BYTES) return 'too-large'
  const open = new Map<string, number>()
  let depth = 0
  let deepest = 0
  readHtml(html, NO_ATTRIBUTES, {
    open(name) {
      if (VOID_ELEMENTS.has(name)) return
      const count = open.get(name) ?? 0
      // In a well-formed mail these are as deep as the tables and lists around them, which are counted.
      if (MAY_STAY_OPEN.has(name) && count > (open.get('table') ?? 0) + (open.get('ul') ?? 0) + (open.get('ol') ?? 0))
        return
      open.set(name, count + 1)
      deepest = Math.max(deepest, ++depth)
    },
    close(name) {
      const count = open.get(name) ?? 0
      if (count === 0) return
      open.set(name, count - 1)
      depth--
    },
    text() {},
  })
  return deepest > MAX_HTML_DEPTH ? 'too-deep' : 'ok'
}
