import { MAX_MESSAGE_ID_CHARS, MAX_MESSAGE_IDS } from './limits.ts'

/**
 * The Message-IDs of In-Reply-To or References, with angle brackets, in order, without repetitions. Of a long list the
 * first one (who began the thread) and the newest are kept. Words between them, comments and line folds are ignored.
 */
export function parseMessageIds(raw: string): string[] {
  const ids = new Set<string>()
  for (const [, inside] of raw.matchAll(/<([^<>]{1,2000})>/g)) {
    const id = normaliseMessageId(inside ?? '')
    if (id) ids.add(id)
  }
  if (ids.size === 0 && !/[<>]/.test(raw)) for (const word of bareIds(raw)) ids.add(word)
  const all = [...ids]
  return all.length <= MAX_MESSAGE_IDS ? all : [...all.slice(0, 1), ...all.slice(1 - MAX_MESSAGE_IDS)]
}

/** The one id of a Message-ID field, or null. Some mailers leave out the brackets, or write words beside it. */
export function parseMessageId(raw: string): string | null {
  const [first] = parseMessageIds(raw)
  if (first) return first
  const word = raw.trim()
  return /\s/.test(word) ? null : normaliseMessageId(word.replaceAll(/[<>]/g, ''))
}

/** An id between brackets: blanks (a fold in its middle) taken out, otherwise untouched, since case counts. */
function normaliseMessageId(inside: string): string | null {
  const plain = inside.replaceAll(/[\s\x00-\x1f\x7f]+/g, '')
  return plain === '' || plain.length > MAX_MESSAGE_ID_CHARS ? null : `<${plain}>`
}

function bareIds(raw: string): string[] {
  return raw
    .split(/[\s,]+/)
    .filter((word) => /^[^@]+@[^@]+$/.test(word))
    .map(normaliseMessageId)
    .filter((id) => id !== null)
}
