import { htmlToText } from '../mail/html-to-text.ts'
import { readHtml } from '../mail/html-tokens.ts'
import { sanitizeHtml } from '../mail/sanitize-html.ts'

/** HTML beyond these is not searched: its words are kept as text. */
const MAX_SEARCHED_CHARS = 128 * 1024
const MAX_PICTURES = 200

/** Without pictures, links or any form, the text says it all. */
const FORM = /<(?:img|a|b|strong|i|em|u|s|ul|ol|table|pre|code|h[1-6])[\s>]/i
/** How plain text shows a picture: Gmail, Outlook, Yahoo. */
const PICTURE = /\[(?:image|cid|inline image|image en ligne) ?: ?[^\]\n]{0,300}\]/gi
/** The address that stands behind a link in plain text. */
const TARGET = /<(?:[a-z]{3,6}:[^<>\s]{1,2048}|[^<>\s@]{1,64}@[^<>\s]{1,300})>/gi
const LOOKS = /[\s\p{Cf}<>[\]*_~|#•·\ufffc-]+/gu

/** @internal For its test. */
export const wordPatterns = [FORM, PICTURE, TARGET, LOOKS]

export interface Words {
  /** The new words, as they were read from the mail's text. */
  text: string
  /** What stands above them in the mail and is no part of them: orders. */
  above: string
}

/**
 * The sanitised part of a mail's HTML that holds these words and nothing else; the pictures between them and what comes next
 * (a quote, a signature) belong to it, those within a quote do not. Null where the HTML says anything else than the text: what was
 * read and what is shown must be one.
 */
export function htmlOfWords(html: string, { text, above }: Words): string | null {
  if (html.length > MAX_SEARCHED_CHARS || !FORM.test(html)) return null
  const { bare, places, pictures, quotes } = readPlaces(html)
  if (pictures.length > MAX_PICTURES) return null
  const [lead, words] = [inkOf(above, pictures), inkOf(text, pictures)]
  const search = new Search(bare, places)
  const start = lead === '' ? 0 : search.firstWith(lead.length)
  const ends = search.firstWith(lead.length + words.length)
  if (start === null || ends === null) return null
  const quote = quotes.find((opens) => opens >= ends) ?? html.length
  const until = Math.min(search.lastWith(lead.length + words.length), quote)
  const end = pictures.findLast((picture) => picture.end > ends && picture.end <= until)?.end ?? ends
  if (inkOf(htmlToText(sanitizeHtml(bare.slice(start, end)))) !== words) return null
  const clean = sanitizeHtml(html.slice(start, end)).trim()
  return FORM.test(clean) ? clean : null
}

interface Picture {
  /** As htmlToText and plain text show it, between brackets. */
  alt: string
  end: number
}

interface Places {
  /** The HTML with blanks where the pictures stand. */
  bare: string
  /** Where tags begin, in order, and the end: where HTML can be cut. */
  places: number[]
  pictures: Picture[]
  /** Where quotes begin, in order. */
  quotes: number[]
}

function readPlaces(html: string): Places {
  const places: number[] = []
  const pictures: Picture[] = []
  const quotes: number[] = []
  const parts: string[] = []
  let done = 0
  readHtml(html, new Set(['alt']), {
    open(name, attributes, end, start) {
      places.push(start)
      if (name === 'blockquote') quotes.push(start)
      if (name !== 'img') return
      parts.push(html.slice(done, start), ' '.repeat(end - start))
      done = end
      pictures.push({ alt: (attributes.get('alt') ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200), end })
    },
    close: (_name, start) => places.push(start),
    text() {},
  })
  return { bare: parts.join('') + html.slice(done), places: [...places, html.length], pictures, quotes }
}

/** The more of the HTML is taken, the more it says: where it says just so much is found by halves. */
class Search {
  readonly #html: string
  readonly #places: readonly number[]
  /** What was measured: searches for near lengths look at the same places. */
  readonly #measured = new Map<number, number>()

  constructor(html: string, places: readonly number[]) {
    this.#html = html
    this.#places = places
  }

  /** The first place above which stand so many characters of words, or null where a tag parts none there. */
  firstWith(length: number): number | null {
    const at = this.#firstAbove(length - 1)
    return this.#inkAbove(at) === length ? (this.#places[at] ?? null) : null
  }

  /** The last such place; there is one. */
  lastWith(length: number): number {
    const at = this.#firstAbove(length)
    return this.#inkAbove(at) > length ? (this.#places[at - 1] ?? 0) : (this.#places[at] ?? 0)
  }

  /** Index of the first place with more than so many characters above it, or of the last place. */
  #firstAbove(length: number): number {
    let [low, high] = [0, this.#places.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#inkAbove(middle) > length) high = middle
      else low = middle + 1
    }
    return low
  }

  #inkAbove(at: number): number {
    const ink = this.#measured.get(at) ?? inkOf(htmlToText(this.#html.slice(0, this.#places[at]))).length
    this.#measured.set(at, ink)
    return ink
  }
}

/** Without white space, and the signs that only plain text has, or that the two forms of a mail write differently. */
function inkOf(text: string, pictures: readonly Picture[] = []): string {
  let words = text.replaceAll(PICTURE, ' ')
  for (const { alt } of pictures) if (alt !== '') words = words.replace(`[${alt}]`, ' ')
  return words.replaceAll(TARGET, ' ').replaceAll(LOOKS, '')
}
