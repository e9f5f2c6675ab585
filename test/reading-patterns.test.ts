import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { datePatterns } from '../src/mail/mail-date.ts'
import { patternLiterals } from './support/pattern-literals.ts'

const source = new URL('../src/', import.meta.url)
const folders = ['mail', 'screening', 'reply', 'command']
const files = [
  ...folders.flatMap((folder) =>
    readdirSync(new URL(folder, source), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  ),
  'process/verify-sender.ts',
].map((name) => ({ name, text: readFileSync(new URL(name, source), 'utf8') }))

const literals = files.flatMap(({ name, text }) => patternLiterals(text).map((pattern) => ({ name, pattern })))
const patterns = [...literals, ...datePatterns.map((pattern) => ({ name: 'mail/mail-date.ts', pattern }))]

/** Pieces that lead a pattern on and never let it end: what a hostile sender repeats. */
const pieces = [
  ...['a', ' ', 'a ', '\t', '\r', '\n', '\r\n', '\0', '1', '1 ', '1:00 ', '.', '-', '- ', '_', '=', '*', '>', '> '],
  ...['<', '<a', '(', '((', '[', '@', 'a@', 'a@b', ',', ':', 'a:', '/', '\\', '"', "'", '»', '%', '%4', '?', '=?', '{'],
  ...[
    '=?u?q?',
    '; a=',
    "''",
    'On ',
    'On Mon 1 ',
    'wrote ',
    'from:',
    'http://',
    '<mailto:a@b>',
    'sent from ',
    'é',
    '年',
  ],
  ...['\u00a0', '\u200f', '5.1.', '550 ', 'deliver ', 'could not be ', 'click ', 'message ', 'is out of the office '],
  ...['A', 'Aa ', 'Jan 1 ', 'begin 644 a', '&lt;', '#', '|', '+', '~', ';', '!', 'x_', 'smtp=', 'your message to '],
]
const tails = ['', '\u0001', ':', '!']

describe('every regular expression that reads a mail', () => {
  it('is looked at: those that are put together at run time stand in the lists of their own tests', () => {
    expect(literals.length).toBeGreaterThan(300)
    const built = files.filter(({ text }) => text.includes('new RegExp(')).map(({ name }) => name)
    expect(built.sort()).toEqual([
      'mail/mail-date.ts',
      'reply/device-line.ts',
      'reply/find-header-block.ts',
      'screening/bounce/address-text.ts',
      'screening/bounce/failed-addresses.ts',
    ])
  })

  it('takes at most a time that grows with the square of its input', () => {
    const slow: string[] = []
    for (const { name, pattern } of patterns) {
      const piece = pieces.find((one) =>
        tails.some((tail) => cpuOf(pattern, one.repeat(3000 / one.length) + tail) > 200),
      )
      if (piece !== undefined) slow.push(`${name}: ${pattern} on ${JSON.stringify(piece)}`)
    }
    expect(slow).toEqual([])
  }, 120_000)
})

/** The process's CPU in ms: other work on the machine does not count. */
function cpuOf(pattern: RegExp, input: string): number {
  const before = process.cpuUsage()
  pattern.lastIndex = 0
  if (pattern.global) for (const _found of input.matchAll(pattern));
  else pattern.test(input)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
