import { readHtml } from '../mail/html-tokens.ts'

/**
 * attribution: "On …, Jane wrote:" above a quote; tail: all that follows is quoted; soft: a blockquote that says nothing, a
 * quote where an attribution stands above it and an indentation elsewhere.
 */
export type RangeKind = 'quote' | 'attribution' | 'tail' | 'soft' | 'signature'

/** Source positions of what stands inside an element: behind its start tag, before its end tag. */
export interface HtmlRange {
  kind: RangeKind
  start: number
  end: number
}

type Attributes = ReadonlyMap<string, string>

const WANTED: ReadonlySet<string> = new Set([
  'id',
  'class',
  'type',
  'cite',
  'style',
  'name',
  'data-marker',
  'data-signatureblock',
])
const VOID: ReadonlySet<string> = new Set(['hr', 'br', 'img', 'input', 'meta', 'link'])
const MAX_RANGES = 2_000

/** The line above a quote: Gmail, Thunderbird, Airmail; Roundcube by id. */
const ATTRIBUTION_CLASS = /(?:^|\s)(?:gmail_attr|moz-cite-prefix|airmail_on)(?:\s|$)/i
const ATTRIBUTION_ID = /^(?:x_)*reply-intro$/i
/** Elements that hold a quote, by class: Yahoo, Proton, Tuta, Zoho, Front, Missive, Mailbird, Freshdesk. */
const QUOTE_CLASS =
  /(?:^|\s)(?:yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|front-blockquote|missive_quote|history_container|freshdesk_quote)(?:\s|$)/i
/** By id: Outlook for the Mac, QQ and 163, Yahoo, Mailbird. */
const QUOTE_ID = /^(?:x_)*(?:OLK_SRC_BODY_SECTION|isReplyContent|yahoo_quoted_\w{1,30}|mb-reply)$/i
/** From here to the end all is quoted: Outlook on the web and mobile, Hotmail, Zimbra. */
const TAIL_ID = /^(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|zwchr|mail-editor-reference-message-container)$/i
/** The line that Outlook on the desktop draws above the header block. */
const OUTLOOK_LINE = /border-top:\s?solid\s#(?:B5C4DF|E1E1E1)\s1\.0pt/i
const SIGNATURE_CLASS =
  /(?:^|\s)(?:gmail_signature|moz-signature|protonmail_signature_block|k9mail-signature|x?_?MsoSignature)(?:\s|$)/i
const SIGNATURE_ID =
  /^(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|composer_signature|lineBreakAtBeginningOfSignature)$/i

/** @internal For its test. */
export const rangePatterns = [
  ATTRIBUTION_CLASS,
  ATTRIBUTION_ID,
  QUOTE_CLASS,
  QUOTE_ID,
  TAIL_ID,
  OUTLOOK_LINE,
  SIGNATURE_CLASS,
  SIGNATURE_ID,
]

/** The parts of HTML that clients mark as quote or signature, in order, none inside another. */
export function findHtmlRanges(html: string): HtmlRange[] {
  const finder = new RangeFinder(html.length)
  readHtml(html, WANTED, finder)
  return finder.finish()
}

interface OpenRange {
  kind: RangeKind
  name: string
  start: number
  /** Elements of this name that are open inside it. */
  depth: number
}

class RangeFinder {
  readonly #ranges: HtmlRange[] = []
  readonly #length: number
  #open: OpenRange | null = null
  /** Gmail's container: answers may stand inside it, between its blockquotes. */
  #gmail: { start: number; depth: number; hasQuote: boolean } | null = null

  constructor(length: number) {
    this.#length = length
  }

  open(name: string, attributes: Attributes, end: number): void {
    if (name === 'div' && this.#gmail) this.#gmail.depth++
    if (this.#open) {
      if (name === this.#open.name) this.#open.depth++
      return
    }
    if (this.#ranges.length >= MAX_RANGES) return
    if (isTail(attributes)) this.#open = { kind: 'tail', name: '', start: end, depth: 0 }
    else if (!VOID.has(name)) this.#start(name, attributes, end)
  }

  close(name: string, start: number): void {
    if (this.#open && name === this.#open.name && --this.#open.depth === 0) this.#end(this.#open, start)
    if (name === 'div' && this.#gmail && --this.#gmail.depth === 0) this.#endGmail(start)
  }

  text(): void {}

  finish(): HtmlRange[] {
    if (this.#open) this.#end(this.#open, this.#length)
    if (this.#gmail) this.#endGmail(this.#length)
    return this.#ranges.sort((a, b) => a.start - b.start)
  }

  #start(name: string, attributes: Attributes, end: number): void {
    const isGmail = name === 'div' && /(?:^|\s)gmail_quote/i.test(attributes.get('class') ?? '')
    if (isGmail && !this.#gmail) this.#gmail = { start: end, depth: 1, hasQuote: false }
    const kind = kindOf(name, attributes, this.#gmail !== null)
    if (kind === null) return
    if (name === 'blockquote' && this.#gmail) this.#gmail.hasQuote = true
    this.#open = { kind, name, start: end, depth: 1 }
  }

  #end({ kind, start }: OpenRange, end: number): void {
    this.#ranges.push({ kind, start, end })
    this.#open = null
  }

  /** Without a blockquote the whole container is the quote; what was found inside it is part of it. */
  #endGmail(end: number): void {
    const gmail = this.#gmail
    this.#gmail = null
    if (!gmail || gmail.hasQuote) return
    while ((this.#ranges.at(-1)?.start ?? -1) >= gmail.start) this.#ranges.pop()
    this.#ranges.push({ kind: 'quote', start: gmail.start, end })
  }
}

function isTail(attributes: Attributes): boolean {
  return (
    TAIL_ID.test(attributes.get('id') ?? '') ||
    OUTLOOK_LINE.test(attributes.get('style') ?? '') ||
    attributes.get('data-marker') === '__DIVIDER__'
  )
}

function kindOf(name: string, attributes: Attributes, insideGmail: boolean): RangeKind | null {
  const names = attributes.get('class') ?? ''
  const id = attributes.get('id') ?? ''
  if (ATTRIBUTION_CLASS.test(names) || ATTRIBUTION_ID.test(id)) return 'attribution'
  if (QUOTE_CLASS.test(names) || QUOTE_ID.test(id) || attributes.get('name') === 'messageReplySection') return 'quote'
  if (SIGNATURE_CLASS.test(names) || SIGNATURE_ID.test(id) || attributes.get('data-signatureblock') === 'true')
    return 'signature'
  if (name !== 'blockquote') return null
  return insideGmail || attributes.get('type')?.toLowerCase() === 'cite' || attributes.has('cite') ? 'quote' : 'soft'
}
