import type { BodyChoice } from './body-choice.ts'
import { decodeBytes, metaCharset } from './charset.ts'
import { unflow } from './flowed.ts'
import { checkHtml } from './html-guard.ts'
import { htmlToText } from './html-to-text.ts'
import { MAX_HTML_BYTES, MAX_HTML_DEPTH, MAX_TEXT_CHARS, MAX_TEXT_LINES } from './limits.ts'
import type { Notes } from './notes.ts'
import { isMultipart, type Part } from './part.ts'
import { withoutPgpArmour } from './pgp-text.ts'
import { textAsHtml } from './text-as-html.ts'
import type { ParsedMail } from './types.ts'
import { takeUuFiles, type UuFile } from './uuencode.ts'

export type Bodies = Pick<ParsedMail, 'text' | 'textSource' | 'plain' | 'html' | 'flowed'> & {
  /** Files that stood uuencoded in the text, by the part they stood in. */
  files: Map<Part, UuFile[]>
}

/** The text and the HTML of a mail out of the parts that were chosen for them. */
export function readBodies(choice: BodyChoice, hints: readonly string[], notes: Notes): Bodies {
  const decoded = new Map<Part, string>()
  const files = new Map<Part, UuFile[]>()
  for (const part of new Set([...choice.text, ...choice.html])) {
    const whole = decodePart(part, hints, notes)
    const taken = part.type === 'text/html' ? { text: whole, files: [] } : takeUuFiles(whole)
    if (taken.files.length > 0) files.set(part, taken.files)
    decoded.set(part, taken.text)
  }
  const textOf = (part: Part) => decoded.get(part) ?? ''
  const plain = joinTexts(choice.text.filter(isPlain).map((part) => readable(part, textOf(part))))
  const html = readHtml(choice, textOf)
  const text = joinTexts(withoutTwins(choice.text.map((part) => ({ part, text: readable(part, textOf(part)) }))))
  const flowed = choice.text.some(isFlowed)
  // An empty text beside HTML is what some mailers write instead of a text.
  if (text.trim() === '' && choice.html.some((part) => part.type === 'text/html')) {
    const fromHtml = joinTexts(choice.html.map((part) => readable(part, textOf(part))))
    return { text: bound(fromHtml, notes), textSource: fromHtml === '' ? 'none' : 'html', plain, html, flowed, files }
  }
  const textSource = plain.trim() !== '' ? 'plain' : text.trim() !== '' ? 'html' : 'none'
  return { text: bound(text, notes), textSource, plain: bound(plain, notes), html, flowed, files }
}

function decodePart(part: Part, hints: readonly string[], notes: Notes): string {
  if (!part.content) return ''
  const { bytes } = part.content
  const likely = part.type === 'text/html' ? [metaCharset(bytes), ...hints] : hints
  const { text, charset, how } = decodeBytes(bytes, part.parameters.get('charset') ?? '', likely)
  const where = `part ${part.number || '1'}`
  if (how === 'unknown')
    notes.add('charset-unknown', {
      en: `${where}: ${part.parameters.get('charset')}; read as ${charset}`,
      fr: `${where} : ${part.parameters.get('charset')} ; lu comme ${charset}`,
    })
  if (how === 'guessed' && charset !== 'utf-8')
    notes.add('charset-guessed', { en: `${where}: read as ${charset}`, fr: `${where} : lu comme ${charset}` })
  if (part.content.cut)
    notes.add('text-truncated', {
      en: `${where}: only its first ${part.content.bytes.length} octets were read`,
      fr: `${where} : seuls ses ${part.content.bytes.length} premiers octets ont été lus`,
    })
  if (part.type === 'text/html' && isTooLarge(part))
    notes.add('html-too-large', {
      en: `${where}: more than ${MAX_HTML_BYTES} octets of HTML are kept as a file; its text was read`,
      fr: `${where} : plus de ${MAX_HTML_BYTES} octets de HTML sont gardés dans un fichier ; leur texte a été lu`,
    })
  if (part.type === 'text/html' && checkHtml(text) === 'too-deep')
    notes.add('html-too-deep', {
      en: `${where}: elements nest deeper than ${MAX_HTML_DEPTH}; it is shown as text`,
      fr: `${where} : des éléments sont imbriqués sur plus de ${MAX_HTML_DEPTH} niveaux ; montré comme texte`,
    })
  return isMultipart(part) ? withoutDelimiters(cleanText(text), part) : cleanText(text)
}

/** What stands in a multipart without parts counts as its text, but not the delimiters of what never came. */
function withoutDelimiters(text: string, part: Part): string {
  const marks: string[] = []
  for (let at: Part | null = part; at; at = at.parent) {
    const boundary = at.parameters.get('boundary') ?? ''
    if (boundary !== '') marks.push(`--${boundary}`, `--${boundary}--`)
  }
  const lines = text.split('\n').filter((line) => !(line.startsWith('--') && marks.includes(line.trimEnd())))
  return lines.join('\n')
}

/** LF line ends, no NUL, no byte order mark. */
function cleanText(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '')
    .replaceAll(/\r+\n?/g, '\n')
}

function readable(part: Part, text: string): string {
  if (part.type === 'text/html') return htmlToText(text)
  const lines = isFlowed(part) ? unflow(text, /^yes$/i.test(part.parameters.get('delsp') ?? '')) : text
  return withoutPgpArmour(lines)
}

/** Several HTML parts, and text between them, become one page in the order of the mail. */
function readHtml(choice: BodyChoice, textOf: (part: Part) => string): string | null {
  const parts = choice.html.filter((part) => part.type !== 'text/html' || !isTooLarge(part))
  if (!parts.some((part) => part.type === 'text/html')) return null
  return parts.map((part) => (part.type === 'text/html' ? textOf(part) : textAsHtml(textOf(part)))).join('\n')
}

function joinTexts(texts: readonly string[]): string {
  const [first = '', ...others] = texts.filter((text) => text.trim() !== '')
  return others.length === 0 ? first : [first, ...others].map((text) => text.replace(/\n+$/, '')).join('\n\n')
}

/** Some mailers put the text and its HTML side by side, not as alternatives: the HTML then says nothing new. */
function withoutTwins(texts: readonly { part: Part; text: string }[]): string[] {
  const said = new Set(texts.filter(({ part }) => isPlain(part)).map(({ text }) => words(text)))
  return texts.filter(({ part, text }) => isPlain(part) || !said.has(words(text))).map(({ text }) => text)
}

function words(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

function bound(whole: string, notes: Notes): string {
  const text = firstLines(whole, notes)
  if (text.length <= MAX_TEXT_CHARS) return text
  notes.add('text-truncated', {
    en: `the text has ${text.length} characters; the first ${MAX_TEXT_CHARS} were kept`,
    fr: `le texte a ${text.length} caractères ; les ${MAX_TEXT_CHARS} premiers ont été gardés`,
  })
  return text.slice(0, MAX_TEXT_CHARS).toWellFormed()
}

function firstLines(text: string, notes: Notes): string {
  let end = -1
  for (let line = 0; line < MAX_TEXT_LINES; line++) {
    end = text.indexOf('\n', end + 1)
    if (end < 0) return text
  }
  notes.add('text-truncated', {
    en: `the text has more than ${MAX_TEXT_LINES} lines; the others were left out`,
    fr: `le texte a plus de ${MAX_TEXT_LINES} lignes ; les autres ont été laissées de côté`,
  })
  return text.slice(0, end)
}

function isTooLarge(part: Part): boolean {
  return (part.content?.bytes.length ?? 0) > MAX_HTML_BYTES || part.content?.cut === true
}

function isPlain(part: Part): boolean {
  return part.type === 'text/plain' || isMultipart(part)
}

function isFlowed(part: Part): boolean {
  return part.type === 'text/plain' && /^flowed$/i.test(part.parameters.get('format')?.trim() ?? '')
}
