import type { HeaderField } from './types.ts'

export type Importance = 'high' | 'normal' | 'low'

/**
 * How much its writer's client says that a mail matters: Importance (RFC 2156 section 5.3.4; Outlook), X-Priority (1 to 5;
 * Thunderbird, Apple Mail, Roundcube), X-MSMail-Priority, Priority. The first of them that says something known counts.
 */
export function importanceOf(headers: readonly Pick<HeaderField, 'name' | 'value'>[]): Importance {
  for (const wanted of names) {
    const field = headers.find(({ name }) => name === wanted)
    const word = /^\s*([a-z-]{3,10}|[1-5]\b)/i.exec(field?.value ?? '')?.[1]?.toLowerCase()
    const known = word === undefined ? undefined : meanings.get(word)
    if (known !== undefined) return known
  }
  return 'normal'
}

const names = ['importance', 'x-priority', 'x-msmail-priority', 'priority']

const meanings: ReadonlyMap<string, Importance> = new Map([
  ['high', 'high'],
  ['highest', 'high'],
  ['urgent', 'high'],
  ['1', 'high'],
  ['2', 'high'],
  ['normal', 'normal'],
  ['3', 'normal'],
  ['low', 'low'],
  ['lowest', 'low'],
  ['non-urgent', 'low'],
  ['4', 'low'],
  ['5', 'low'],
])
