const MAX_QUOTE_DEPTH = 10
const MAX_INDENT = 8
/** A line longer than this is no row of a table that people read, and is not taken up again. */
const MAX_REOPENED = 2_000

/** Builds plain text line by line, as a browser would break it. Blanks collapse unless `preformatted`. */
export class TextLines {
  quoteDepth = 0
  indent = 0
  preformatted = false
  readonly #lines: string[] = []
  /** The open line in pieces: looking at a long string that is still growing would copy it each time. */
  #pieces: string[] = []
  #endsBlank = true
  #hasText = false
  /** Blank lines that are due before the next text. */
  #blanks = 0
  #lineQuote = 0
  #lineIndent = 0
  #completeLines = 0
  #lastQuote = ''
  #last: string | null = null

  text(text: string): void {
    if (this.preformatted) {
      this.#preformatted(text)
      return
    }
    // A no-break space does not collapse, and a line of nothing else is a blank line that was meant.
    const flat = text.replaceAll(/\u200b|\ufeff|\u00ad|\u034f/g, '').replaceAll(/[ \t\n\r\f]+/g, ' ')
    const piece = this.#endsBlank && flat.startsWith(' ') ? flat.slice(1) : flat
    if (piece !== '') this.#append(piece)
  }

  /** Text as it is, such as a link or a mark. */
  literal(text: string): void {
    this.#append(text)
  }

  get lineIsEmpty(): boolean {
    return !this.#hasText
  }

  /** How many lines with text are complete; tells whether what was added since stands on one line. */
  get completeLines(): number {
    return this.#completeLines
  }

  /** Takes the last line up again, to go on with it. */
  reopen(): void {
    if (this.#pieces.length > 0 || !this.#last || this.#last.length > MAX_REOPENED) return
    this.#lines.pop()
    this.#completeLines--
    const last = this.#last
    this.#last = null
    this.#append(last)
  }

  /** `<br>`: ends the line, even an empty one. */
  newLine(): void {
    this.#flush()
  }

  /** The edge of a block: ends the line unless it is empty, and asks for blank lines before what comes next. */
  block(blanks: number): void {
    if (this.#pieces.length > 0) this.#flush()
    if (this.#lines.length > 0) this.#blanks = Math.max(this.#blanks, blanks)
  }

  toString(): string {
    this.block(0)
    const out: string[] = []
    let blanks = 0
    for (const line of this.#lines) {
      blanks = /^[> ]*$/.test(line) ? blanks + 1 : 0
      if (blanks <= 2) out.push(line)
    }
    return out.join('\n').replace(/^\n+/, '').trimEnd()
  }

  #append(piece: string): void {
    if (piece === '') return
    if (this.#pieces.length === 0) {
      this.#lineQuote = this.quoteDepth
      this.#lineIndent = this.indent
    }
    this.#pieces.push(piece)
    this.#endsBlank = piece.endsWith(' ')
    this.#hasText ||= /\S/.test(piece)
  }

  #preformatted(text: string): void {
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      if (line !== '') this.#append(line.replaceAll('\r', ''))
      if (index < lines.length - 1) this.#flush()
    }
  }

  #flush(): void {
    const whole = this.#pieces.join('')
    const text = whole.replaceAll('\u00a0', ' ').trimEnd()
    const empty = text === ''
    const quote = '>'.repeat(Math.min(empty ? this.quoteDepth : this.#lineQuote, MAX_QUOTE_DEPTH))
    const indent = empty ? '' : '  '.repeat(Math.min(this.#lineIndent, MAX_INDENT))
    const last = this.#lines.at(-1)
    if (this.#blanks > 0 && !empty && last !== undefined && !/^[> ]*$/.test(last)) {
      // The space around a quote is not a part of it.
      this.#lines.push(quote.length < this.#lastQuote.length ? quote : this.#lastQuote)
    }
    if (!empty) this.#blanks = 0
    // The blank after the dashes is what makes them a signature mark (RFC 3676 section 4.3).
    const line = indent + (text === '--' ? '-- ' : text)
    this.#lines.push(quote === '' ? line : `${quote} ${line}`.trimEnd())
    this.#lastQuote = quote
    if (!empty) this.#completeLines++
    this.#last = empty ? null : whole
    this.#pieces = []
    this.#endsBlank = true
    this.#hasText = false
  }
}
