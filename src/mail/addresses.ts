import { decodeHeaderText, encodedWordEnd } from './encoded-words.ts'
import { MAX_ADDRESS_CHARS, MAX_ADDRESSES, MAX_DISPLAY_NAME_CHARS } from './limits.ts'
import type { Address } from './types.ts'

/**
 * Reads an address list (RFC 5322 section 3.4, groups included) the way people's mailers write it: names with commas
 * and without quotes, a missing `>`, comments as names, Outlook's semicolons. `raw` is unfolded, a byte a character.
 * Entries without a usable address, and repetitions, are left out. At most MAX_ADDRESSES are read; `cut` tells that there were more.
 */
export function parseAddresses(raw: string, hints: readonly string[] = []): { addresses: Address[]; cut: boolean } {
  const found = new Map<string, Address>()
  let pendingName = ''
  for (const entry of readEntries(raw)) {
    if (found.size === MAX_ADDRESSES) return { addresses: [...found.values()], cut: true }
    const address = toAddress(entry, pendingName, hints)
    const key = address?.address.toLowerCase() ?? ''
    if (address && !found.has(key)) found.set(key, address)
    // `Doe, John <john@example.com>`: what stands before the comma is a part of the name.
    pendingName = !address && entry.end === ',' && !entry.quoted ? entry.words.join(' ') : ''
  }
  return { addresses: [...found.values()], cut: false }
}

/** An address as it is compared and stored: the domain in lower case; null where it is none. */
function normaliseAddress(text: string): string | null {
  const plain = text
    .trim()
    // Outlook writes `Jane [mailto:jane@example.com]`, and forms copy it.
    .replace(/^\[([^[\]]{3,330})\]$/, '$1')
    .replace(/^mailto:/i, '')
    .replace(/^(?:@[^:@\s]{1,255},?){1,10}:/, '')
    .replace(/^'(.{1,320})'$/, '$1')
  const at = plain.lastIndexOf('@')
  if (at < 1 || plain.length > MAX_ADDRESS_CHARS) return null
  const local = plain.slice(0, at).trim()
  const domain = plain
    .slice(at + 1)
    .trim()
    .replace(/\.$/, '')
    .toLowerCase()
  return isLocalPart(local) && isDomain(domain) ? `${local}@${domain}` : null
}

/** One entry of a list, cut into its words before anything is decoded, so that no decoded comma splits it. */
interface Entry {
  words: string[]
  /** What stands between angle brackets, or null. */
  angle: string | null
  comments: string[]
  quoted: boolean
  end: ',' | ';' | ':' | ''
}

function* readEntries(raw: string): Generator<Entry> {
  let entry = emptyEntry()
  let word = ''
  const endWord = () => {
    if (word !== '') entry.words.push(word)
    word = ''
  }
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] ?? ''
    const wordEnd = char === '=' ? encodedWordEnd(raw, at) : -1
    if (wordEnd !== -1) {
      word += raw.slice(at, wordEnd)
      at = wordEnd - 1
    } else if (char === '"') {
      const quoted = readQuoted(raw, at + 1)
      // `"john doe"@example.com` keeps its quotes: they are a part of the address.
      word += raw[quoted.end + 1] === '@' ? `"${quoted.text}"` : quoted.text
      entry.quoted = true
      at = quoted.end
    } else if (char === '(') {
      const end = endOfComment(raw, at)
      entry.comments.push(raw.slice(at + 1, end))
      at = end
    } else if (char === '<') {
      endWord()
      const end = endOfAngle(raw, at + 1)
      const inside = raw.slice(at + 1, end)
      if (entry.angle === null || normaliseAddress(entry.angle) === null) entry.angle = inside
      at = raw[end] === '>' ? end : end - 1
    } else if (char === ',' || char === ';' || (char === ':' && !word.includes('@') && !word.startsWith('['))) {
      endWord()
      entry.end = char
      if (char !== ':') yield entry
      entry = emptyEntry()
    } else if (/\s/.test(char)) {
      endWord()
    } else if (char !== '>') {
      word += char
    }
  }
  endWord()
  yield entry
}

function emptyEntry(): Entry {
  return { words: [], angle: null, comments: [], quoted: false, end: '' }
}

function toAddress(entry: Entry, pendingName: string, hints: readonly string[]): Address | null {
  if (entry.angle !== null) {
    const address = normaliseAddress(decodeHeaderText(entry.angle, hints))
    const phrase = [pendingName, entry.words.join(' ')].filter((part) => part !== '').join(', ')
    if (address) return { name: cleanName(phrase || (entry.comments[0] ?? ''), hints), address }
  }
  return onlyValidAddress(entry, hints)
}

/** No brackets, or nothing usable in them: exactly one valid address among the words is meant. */
function onlyValidAddress(entry: Entry, hints: readonly string[]): Address | null {
  const words = entry.angle === null ? entry.words : [...entry.words, ...entry.angle.split(/[\s,;]+/)]
  const valid = new Map<string, number>()
  for (const [index, word] of words.entries()) {
    if (!word.includes('@')) continue
    const address = normaliseAddress(decodeHeaderText(word, hints))
    if (address && !valid.has(address)) valid.set(address, index)
  }
  const [only] = valid
  if (valid.size !== 1 || !only) return null
  const name = entry.words.filter((word) => !word.includes('@')).join(' ')
  return { name: cleanName(name || (entry.comments[0] ?? ''), hints), address: only[0] }
}

function cleanName(raw: string, hints: readonly string[]): string {
  const name = decodeHeaderText(raw, hints)
    .replaceAll(/[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    // One name in one form, whatever the program that wrote it makes of accents.
    .normalize('NFC')
  return name.slice(0, MAX_DISPLAY_NAME_CHARS).toWellFormed().trim()
}

function readQuoted(raw: string, from: number): { text: string; end: number } {
  let text = ''
  for (let at = from; at < raw.length; at++) {
    const char = raw[at] ?? ''
    if (char === '"') return { text, end: at }
    if (char === '\\' && at + 1 < raw.length) text += raw[++at]
    else text += char
  }
  return { text, end: raw.length }
}

function endOfComment(raw: string, from: number): number {
  let depth = 0
  for (let at = from; at < raw.length; at++) {
    const char = raw[at]
    if (char === '\\') at++
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return at
  }
  return raw.length
}

/** A missing `>`: the address ends where the next one begins. A route (`<@a,@b:c@d>`) has commas of its own. */
function endOfAngle(raw: string, from: number): number {
  const route = raw[from] === '@'
  let quoted = false
  for (let at = from; at < raw.length; at++) {
    const char = raw[at]
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '>' || char === '<') return at
    else if (char === ',' && !route) return at
  }
  return quoted ? Math.max(raw.indexOf('>', from), from) : raw.length
}

function isLocalPart(local: string): boolean {
  if (/^"[^\x00-\x1f\x7f"]{1,62}"$/.test(local)) return true
  return local !== '' && !/[\s\x00-\x1f\x7f<>()[\]:;@,"\\]/.test(local)
}

function isDomain(domain: string): boolean {
  if (/^\[[0-9a-f:.]{2,60}\]$|^\[ipv6:[0-9a-f:.]{2,60}\]$/.test(domain)) return true
  return domain !== '' && !/[\s\x00-\x1f\x7f<>()[\]:;@,"\\!]|\.\.|^\./.test(domain)
}
