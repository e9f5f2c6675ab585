import { readHtml } from './html-tokens.ts'
import { TextLines } from './text-lines.ts'

/**
 * Plain text of HTML that keeps its sense: quotes as `> `, list marks, rows of tables on a line, links with their address
 * beside them. Reads the tokens alone, so that its time grows like the input whatever the nesting. Never throws.
 */
export function htmlToText(html: string): string {
  const writer = new HtmlWriter()
  readHtml(html, WANTED, writer)
  return writer.lines.toString()
}

const WANTED: ReadonlySet<string> = new Set(['href', 'alt', 'class', 'style', 'start', 'hidden', 'width', 'height'])
const NEVER_SHOWN: ReadonlySet<string> = new Set('script style title template object applet svg math'.split(' '))
const VOID: ReadonlySet<string> = new Set(
  'br hr img input link meta col area base embed param source track wbr'.split(' '),
)
const BLOCKS: ReadonlySet<string> = new Set(
  'div section article header footer main nav aside address center form fieldset figure figcaption dl dt dd tbody thead tfoot caption body html details summary legend'.split(
    ' ',
  ),
)
const SPACED_BLOCKS: ReadonlySet<string> = new Set('p h1 h2 h3 h4 h5 h6 ul ol table'.split(' '))
/** A browser's rule, and the form that Outlook gives it in plain text. */
const RULE = '_'.repeat(32)
const MAX_OPEN = 100

type Attributes = ReadonlyMap<string, string>

/** A row of a table whose cells share a line as long as none of them needs more. */
interface Row {
  startsAt: number
  cells: number
  /** The cell that is open has no text yet. */
  fresh: boolean
}

class HtmlWriter {
  readonly lines = new TextLines()
  readonly #lists: { next: number | null }[] = []
  readonly #rows: Row[] = []
  #link: { href: string; text: string } | null = null
  #hidden: { name: string; depth: number } | null = null

  open(name: string, attributes: Attributes): void {
    if (this.#hidden) {
      if (name === this.#hidden.name) this.#hidden.depth++
    } else if (NEVER_SHOWN.has(name) || (isHidden(attributes) && !VOID.has(name))) {
      this.#hidden = { name, depth: 1 }
    } else this.#shown(name, attributes)
  }

  close(name: string): void {
    if (this.#hidden) {
      if (name === this.#hidden.name && --this.#hidden.depth === 0) this.#hidden = null
    } else this.#closeShown(name)
  }

  text(text: string): void {
    if (this.#hidden) return
    if (text.trim() !== '') {
      const row = this.#rows.at(-1)
      if (row) row.fresh = false
    }
    if (this.#link && this.#link.text.length < 4096) this.#link.text += text
    this.lines.text(text)
  }

  #shown(name: string, attributes: Attributes): void {
    if (name === 'br') this.#lineBreak()
    else if (name === 'hr') this.#rule()
    else if (name === 'img') this.#image(attributes)
    else if (name === 'a') this.#link = { href: attributes.get('href') ?? '', text: '' }
    else if (name === 'li') this.#listItem()
    else if (name === 'tr') this.#row()
    else if (name === 'td' || name === 'th') this.#cell()
    else if (name === 'blockquote') this.#quote(1)
    else if (name === 'pre' || name === 'textarea') this.#preformatted(true)
    else this.#openBlock(name, attributes)
  }

  #closeShown(name: string): void {
    if (name === 'a') this.#endLink()
    else if (name === 'blockquote') this.#quote(-1)
    else if (name === 'pre' || name === 'textarea') this.#preformatted(false)
    else if (name === 'tr') {
      this.#rows.pop()
      this.lines.block(0)
    } else if (name === 'ul' || name === 'ol') this.#endList()
    else if (name === 'p') this.#edge(this.#tight ? 0 : 1)
    else if (name === 'li' || BLOCKS.has(name)) this.#edge(0)
    else if (SPACED_BLOCKS.has(name)) this.#edge(name === 'table' ? 0 : 1)
  }

  #tight = false

  #openBlock(name: string, attributes: Attributes): void {
    if (name === 'ul' || name === 'ol') this.#startList(name, attributes)
    else if (name === 'p') {
      // Outlook writes each line as such a paragraph, without space around it.
      this.#tight =
        /^mso|plaintext/i.test(attributes.get('class') ?? '') ||
        /margin(-bottom)?:\s*0/i.test(attributes.get('style') ?? '')
      this.#edge(this.#tight ? 0 : 1)
    } else if (BLOCKS.has(name)) this.#edge(0)
    else if (SPACED_BLOCKS.has(name)) this.#edge(name === 'table' ? 0 : 1)
  }

  /** Inside a table's cell that is still empty, a block begins where the cell does. */
  #edge(blanks: number): void {
    const row = this.#rows.at(-1)
    if (row?.fresh && row.cells > 1) return
    this.lines.block(row ? 0 : blanks)
  }

  #lineBreak(): void {
    if (this.#link) this.#link.text += ' '
    this.lines.newLine()
  }

  #rule(): void {
    this.lines.block(0)
    this.lines.literal(RULE)
    this.lines.block(0)
  }

  #image(attributes: Attributes): void {
    const alt = (attributes.get('alt') ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200)
    if (alt !== '' && !/^[01](px)?$/.test(attributes.get('width') ?? '')) this.text(`[${alt}]`)
  }

  #endLink(): void {
    const link = this.#link
    this.#link = null
    const shown = link && shownTarget(link.href, link.text)
    if (shown) this.lines.text(this.lines.lineIsEmpty ? shown : ` ${shown}`)
  }

  #startList(name: string, attributes: Attributes): void {
    this.#edge(this.#lists.length === 0 ? 1 : 0)
    const start = Number.parseInt(attributes.get('start') ?? '1', 10)
    if (this.#lists.length < MAX_OPEN)
      this.#lists.push({ next: name === 'ol' ? (Number.isSafeInteger(start) ? start : 1) : null })
  }

  #endList(): void {
    this.#lists.pop()
    this.lines.indent = Math.max(0, this.#lists.length - 1)
    this.#edge(this.#lists.length === 0 ? 1 : 0)
  }

  #listItem(): void {
    this.#edge(0)
    this.lines.indent = Math.max(0, this.#lists.length - 1)
    const list = this.#lists.at(-1)
    this.lines.literal(list && list.next !== null ? `${list.next++}. ` : '* ')
    const row = this.#rows.at(-1)
    if (row) row.fresh = false
  }

  #row(): void {
    this.lines.block(0)
    if (this.#rows.length < MAX_OPEN) this.#rows.push({ startsAt: this.lines.completeLines, cells: 0, fresh: true })
  }

  #cell(): void {
    const row = this.#rows.at(-1)
    if (!row) {
      this.lines.block(0)
      return
    }
    row.cells++
    if (row.cells > 1 && this.lines.completeLines === row.startsAt + 1) this.lines.reopen()
    const onOneLine = this.lines.completeLines === row.startsAt && !this.lines.lineIsEmpty
    if (row.cells > 1 && onOneLine) this.lines.literal(' | ')
    else this.lines.block(0)
    row.fresh = onOneLine || row.cells === 1
  }

  #quote(step: 1 | -1): void {
    this.lines.block(0)
    this.lines.quoteDepth = Math.max(0, this.lines.quoteDepth + step)
  }

  #preformatted(on: boolean): void {
    this.#edge(0)
    this.lines.preformatted = on
  }
}

/** Preheaders and what is kept from some clients are no part of what a person reads. */
function isHidden(attributes: Attributes): boolean {
  return attributes.has('hidden') || /display\s*:\s*none|mso-hide\s*:\s*all/i.test(attributes.get('style') ?? '')
}

/** The address of a link, where its text does not say it already. */
function shownTarget(href: string, text: string): string | null {
  const target = href.trim().replaceAll(/\s+/g, '%20')
  if (!/^(https?:\/\/|mailto:|tel:|ftp:\/\/)./i.test(target) || target.length > 2048) return null
  const plain = target
    .replace(/^(mailto|tel):/i, '')
    .replace(/\?.*$/s, (query) => (/^mailto:/i.test(target) ? '' : query))
  if (text.trim() === '' && /^https?:/i.test(target)) return null
  return comparable(text).includes(comparable(plain)) ? null : `<${plain}>`
}

function comparable(url: string): string {
  return url
    .toLowerCase()
    .replace(/^\s*https?:\/\/(www\.)?/, '')
    .replaceAll(/[\s\u00a0]+|%20/g, '')
    .replace(/\/$/, '')
}
