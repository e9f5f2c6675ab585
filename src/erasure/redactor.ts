/** What is known of a person, by which others' words about them and quotes of theirs are found. */
export interface Known {
  addresses: readonly string[]
  /** Full names. */
  names: readonly string[]
  /** What the person wrote, each text whole. */
  texts: readonly string[]
  /** What stands in the place of all of it. */
  word: string
}

export interface Redactor {
  /** The text without what is known; the same string where there was nothing. */
  text(value: string): string
  /** The same for every string of a JSON text. */
  json(value: string): string
  /** Whether sanitised HTML says any of it, also across its tags. */
  isInHtml(html: string): boolean
}

/** Words of others may be alike by chance where they are few: shorter ones are only taken where they are quoted. */
const shortestPhrase = 25
/** Longer ones are looked for piece by piece. */
const mostWords = 30
/** Of one person on one ticket; the longest are the ones that tell most. */
const mostPhrases = 5000

/**
 * Takes a person out of texts: addresses, names, and what they wrote, also where a mail client has wrapped and quoted it anew, or writes
 * accents as letters of their own (Unicode's NFD, as a Mac does). Pure.
 */
export function createRedactor(known: Known): Redactor {
  const { word } = known
  const addresses = known.addresses.map(composed)
  const names = known.names.map(composed)
  const texts = known.texts.map(composed)
  const marks = [...addresses.map(addressPattern), ...names.flatMap(namePatterns)]
  const phrases = phrasesOf(texts)
  const whole = new Set(texts.map(flat).filter((one) => one !== ''))
  const lines = new Set(texts.flatMap((one) => one.split('\n')).map(flat))

  const text = (value: string): string => {
    const whatIs = composed(value)
    const flatValue = flat(whatIs)
    if (whole.has(flatValue)) return word
    let left = whatIs
    for (const { flat: phrase, pattern } of phrases)
      if (flatValue.includes(phrase)) left = left.replaceAll(new RegExp(pattern, 'giu'), word)
    if (lines.size > 0) left = left.replaceAll(/^[ \t]*>.*$/gm, (line) => (lines.has(flat(line)) ? `> ${word}` : line))
    for (const mark of marks) left = left.replaceAll(mark, word)
    return left === whatIs ? value : left
  }
  return {
    text,
    json: (value) => redactJson(value, text),
    isInHtml: (html) => {
      const shown = html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' ')
      const joined = html.replaceAll(/<[^>]*>/g, '')
      return [shown, joined, html].some((form) => text(form) !== form)
    },
  }
}

/** Unicode's NFC: each accent one with its letter. */
const composed = (value: string): string => value.normalize('NFC')

/** One line in lower case, without marks of quotes. */
const flat = (value: string): string =>
  value
    .replaceAll(/[\s>]+/g, ' ')
    .trim()
    .toLowerCase()

const escaped = (value: string): string => value.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

const addressPattern = (address: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}._%+-])${escaped(address)}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`, 'giu')

/** As it is written, and with the last name first. */
function namePatterns(name: string): RegExp[] {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const orders = words.length < 2 ? [words] : [words, [...words.slice(-1), ...words.slice(0, -1)]]
  return orders
    .filter((order) => order.length > 0)
    .map((order) => new RegExp(`(?<![\\p{L}\\p{N}])${order.map(escaped).join('[\\s>,]+')}(?![\\p{L}\\p{N}])`, 'giu'))
}

function phrasesOf(texts: readonly string[]): { flat: string; pattern: string }[] {
  const found = new Set<string>()
  for (const one of texts)
    for (const line of [...one.split('\n'), ...flat(one).split(/(?<=[.!?…:;])\s/)])
      for (const piece of piecesOf(flat(line))) if (piece.length >= shortestPhrase) found.add(piece)
  return [...found]
    .sort((a, b) => b.length - a.length)
    .slice(0, mostPhrases)
    .map((phrase) => ({ flat: phrase, pattern: phrase.split(' ').map(escaped).join('[\\s>]+') }))
}

/** The last one reaches back, so that none is too short to be looked for. */
function piecesOf(phrase: string): string[] {
  const words = phrase.split(' ')
  if (words.length <= mostWords) return [phrase]
  const starts = Array.from({ length: Math.ceil(words.length / mostWords) }, (_, index) => index * mostWords)
  return starts.map((start) => {
    const from = Math.min(start, words.length - mostWords)
    return words.slice(from, from + mostWords).join(' ')
  })
}

/** What is no JSON is taken as text. */
function redactJson(value: string, text: (value: string) => string): string {
  try {
    return JSON.stringify(
      JSON.parse(value, (_key, inner: unknown) => (typeof inner === 'string' ? text(inner) : inner)),
    )
  } catch {
    return text(value)
  }
}
