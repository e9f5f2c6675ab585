import { analyse } from 'chardet'
import iconv from 'iconv-lite'
import { unshift } from './shifted-charset.ts'

export interface DecodedText {
  text: string
  /** The charset that was used, in lower case. */
  charset: string
  /** declared: as the mail says; guessed: the mail says nothing or says it wrong; unknown: the mail names one that nobody knows. */
  how: 'declared' | 'guessed' | 'unknown'
}

/**
 * Decodes bytes of a mail: the declared charset, else UTF-8 if valid, else what the rest of the mail
 * uses (`hints`) or the bytes look like, else windows-1252. Never throws.
 */
export function decodeBytes(bytes: Uint8Array, declared: string, hints: readonly string[] = []): DecodedText {
  const charset = normaliseCharset(declared)
  if (isSevenBit(bytes) && (charset === '' || isAsciiSuperset(charset))) return decodeSevenBit(bytes, charset)
  if (charset === 'utf-8') return decodeUtf8(bytes, hints, 'declared')
  if (charset === '' || charset === 'us-ascii') return decodeUtf8(bytes, hints, 'guessed')
  const text = decodeAs(bytes, charset)
  if (text === null) return { ...decodeUtf8(bytes, hints, 'guessed'), how: 'unknown' }
  return { text, charset, how: 'declared' }
}

/** What HTML says of itself (`<meta charset=…>`, `<meta http-equiv=… content="…; charset=…">`); empty where it says nothing. */
export function metaCharset(html: Uint8Array): string {
  return META.exec(latin1(html.subarray(0, 2048)))?.[1] ?? ''
}

const META = /<meta\s[^<>]{0,300}charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i

/** A charset's name as decoders know it: without quotes, language (RFC 2231) and the habits of old mailers. */
function normaliseCharset(name: string): string {
  const plain = name
    .slice(0, 60)
    .toLowerCase()
    .replace(/\*.*$/, '')
    .replaceAll(/["'\s]/g, '')
  return ALIASES.get(plain) ?? plain
}

/** Names that WHATWG and iconv-lite do not know but mails carry. */
const ALIASES = new Map([
  ['ascii', 'us-ascii'],
  ['ansi_x3.4-1968', 'us-ascii'],
  ['iso-ir-6', 'us-ascii'],
  ['utf8', 'utf-8'],
  ['unicode-1-1-utf-8', 'utf-8'],
  ['cp65001', 'utf-8'],
  ['unknown-8bit', ''],
  ['x-unknown', ''],
  ['unknown', ''],
  ['default', ''],
  ['8bit', ''],
  ['7bit', ''],
  ['iso8859-8i', 'iso-8859-8-i'],
  ['iso-8859-8-e', 'iso-8859-8'],
  ['unicode-1-1-utf-7', 'utf-7'],
  ['x-unicode-2-0-utf-7', 'utf-7'],
  ['utf7', 'utf-7'],
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['cp-932', 'shift_jis'],
  ['cp936', 'gb18030'],
  ['cp949', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['cp950', 'big5'],
  ['iso-2022-jp-1', 'iso-2022-jp'],
  ['iso-2022-jp-2', 'iso-2022-jp'],
  ['iso-2022-jp-3', 'iso-2022-jp'],
  ['iso-2022-jp-ms', 'iso-2022-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['macroman', 'macintosh'],
])

const REPLACEMENT = '�'
const decoders = new Map<string, TextDecoder | null>()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const looseUtf8 = new TextDecoder('utf-8')

function decodeAs(bytes: Uint8Array, charset: string): string | null {
  const decoder = decoderOf(charset)
  if (decoder) return decoder.decode(bytes)
  const wide = unshift(bytes, charset)
  if (wide) return decodeAs(wide.bytes, wide.charset)
  if (!iconv.encodingExists(charset)) return null
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset)
}

function decoderOf(charset: string): TextDecoder | null {
  const known = decoders.get(charset)
  if (known !== undefined) return known
  // Senders choose the names: only those that exist are remembered, and they are few.
  try {
    const decoder = new TextDecoder(charset)
    decoders.set(charset, decoder)
    return decoder
  } catch {
    return null
  }
}

function decodeSevenBit(bytes: Uint8Array, charset: string): DecodedText {
  // Japanese mailers send ISO-2022-JP without saying so: only its escape sequences tell.
  if (bytes.includes(0x1b) && /\x1b\$[@B]/.test(latin1(bytes))) {
    return { text: decodeAs(bytes, 'iso-2022-jp') ?? latin1(bytes), charset: 'iso-2022-jp', how: 'guessed' }
  }
  return { text: latin1(bytes), charset: charset === '' ? 'us-ascii' : charset, how: 'declared' }
}

function decodeUtf8(bytes: Uint8Array, hints: readonly string[], how: 'declared' | 'guessed'): DecodedText {
  try {
    return { text: strictUtf8.decode(bytes), charset: 'utf-8', how }
  } catch {
    return decodeInvalidUtf8(bytes, hints)
  }
}

/** A mail cut in the middle of a character stays UTF-8; one that is mostly invalid was never UTF-8. */
function decodeInvalidUtf8(bytes: Uint8Array, hints: readonly string[]): DecodedText {
  const text = looseUtf8.decode(bytes)
  const wrong = count(text, /�/g)
  const right = count(text, /[^\x00-\x7f�]/g)
  if (right > wrong * 2) return { text, charset: 'utf-8', how: 'guessed' }
  const charset = guessCharset(bytes, hints)
  return { text: decodeAs(bytes, charset) ?? latin1(bytes), charset, how: 'guessed' }
}

/** Multi-byte charsets whose decoders notice bytes that are not theirs. */
const LIKELY = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1251', 'koi8-r', 'iso-8859-5'])
const SAMPLE_BYTES = 4 * 1024

function guessCharset(bytes: Uint8Array, hints: readonly string[]): string {
  for (const hint of hints) {
    const charset = normaliseCharset(hint)
    if (charset !== '' && charset !== 'utf-8' && charset !== 'us-ascii' && fits(bytes, charset)) return charset
  }
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  for (const { name, confidence } of analyse(sample)) {
    const charset = normaliseCharset(name)
    if (LIKELY.has(charset) && confidence >= 20 && mostlyHigh(sample) && fits(sample, charset)) return charset
  }
  return 'windows-1252'
}

function fits(bytes: Uint8Array, charset: string): boolean {
  const text = decodeAs(bytes, charset)
  return text !== null && !text.includes(REPLACEMENT)
}

/** Accented letters are rare among Latin ones; Cyrillic and East Asian text is nearly all high bytes. */
function mostlyHigh(bytes: Uint8Array): boolean {
  let high = 0
  let letters = 0
  for (const byte of bytes) {
    if (byte >= 0x80) high++
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters++
  }
  return high > letters / 2
}

/** Charsets in which bytes below 128 mean ASCII, so that no decoder is needed where there are no others. */
function isAsciiSuperset(charset: string): boolean {
  return !/^(utf-7|utf-16|utf-32|iso-2022|hz|ucs)/.test(charset) && !/ebcdic|^ibm-?(037|1047)/.test(charset)
}

function isSevenBit(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false
  return true
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
