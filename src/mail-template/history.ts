import { HISTORY_CHARACTERS, HISTORY_ITEMS } from './limits.ts'

/**
 * The part of a conversation that a mail quotes: the newest items, as many as fit. To be called when the mail is
 * enqueued, so that its data is bounded too. `items` is newest first; for requesters the caller leaves out private ones.
 */
export function recentHistory<T extends { html: string }>(
  items: readonly T[],
): { history: T[]; historyOmitted: boolean } {
  const history: T[] = []
  let characters = 0
  for (const item of items.slice(0, HISTORY_ITEMS)) {
    characters += item.html.length
    if (characters > HISTORY_CHARACTERS) break
    history.push(item)
  }
  return { history, historyOmitted: history.length < items.length }
}

/** The start of a text on one line, at most `max` characters, cut between words where it can be. */
export function excerptOf(text: string, max: number): string {
  const line = text
    .slice(0, max * 4)
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim()
  if (line.length <= max) return line
  const cut = line.slice(0, max)
  const space = cut.lastIndexOf(' ')
  return `${space > max / 2 ? cut.slice(0, space) : cut}…`
}
