import { describe, expect, test } from 'vitest'
import { rolePatterns } from '../../src/reply/assign-roles.ts'
import { personPatterns } from '../../src/reply/attribution-person.ts'
import { contactPatterns } from '../../src/reply/contact-lines.ts'
import { devicePatterns } from '../../src/reply/device-line.ts'
import { attributionPatterns } from '../../src/reply/find-attribution.ts'
import { headerBlockPatterns } from '../../src/reply/find-header-block.ts'
import { openerPatterns } from '../../src/reply/find-openers.ts'
import { sentPatterns } from '../../src/reply/find-sent-lines.ts'
import { signaturePatterns } from '../../src/reply/find-signature.ts'
import { foldPatterns } from '../../src/reply/fold-line.ts'
import { markPatterns } from '../../src/reply/html-marks.ts'
import { wordPatterns } from '../../src/reply/html-of-words.ts'
import { rangePatterns } from '../../src/reply/html-ranges.ts'
import { forwardPatterns } from '../../src/reply/inline-forward.ts'
import { noticePatterns } from '../../src/reply/legal-notice.ts'
import { quotedPatterns } from '../../src/reply/mark-quoted.ts'
import { peoplePatterns } from '../../src/reply/people-list.ts'
import { separatorPatterns } from '../../src/reply/separator-line.ts'
import { linePatterns } from '../../src/reply/split-lines.ts'
import { subjectPatterns } from '../../src/reply/subject-prefix.ts'
import { cpuOf } from '../support/cpu.ts'

const patterns = [
  ...[
    attributionPatterns,
    contactPatterns,
    devicePatterns,
    foldPatterns,
    forwardPatterns,
    headerBlockPatterns,
    linePatterns,
  ],
  ...[
    markPatterns,
    noticePatterns,
    openerPatterns,
    peoplePatterns,
    personPatterns,
    quotedPatterns,
    rangePatterns,
    rolePatterns,
    wordPatterns,
  ],
  ...[sentPatterns, separatorPatterns, signaturePatterns, subjectPatterns],
].flat()

/** What a hostile sender would repeat: pieces that each pattern may start to match again and again. */
const pieces = [
  ...[
    'a',
    ' ',
    'a ',
    '1',
    '1 ',
    '1:00 ',
    '.',
    '-',
    '- ',
    '_',
    '=',
    '*',
    '>',
    '> ',
    '<',
    '<a',
    '(',
    '((',
    '[',
    '@',
    'a@',
    'a@b',
    ',',
    ':',
    'a:',
    '/',
    '"',
  ],
  ...[
    'On ',
    'On Mon 1 ',
    'wrote',
    'wrote ',
    'From:',
    'http://',
    '<mailto:a@b>',
    'Sent from ',
    '\u00a0',
    '\u200f',
    'é',
    '年',
    '--a',
    '- a ',
    "'",
    '»',
  ],
]
const tails = ['', '!', ':', '\u0000', ' wrote', '>']

/** Longer than any line that a pattern is given: lines are cut at 1,000 characters before most of them. */
const sizes = [500, 5_000, 20_000]

describe('patterns stay quick however much of the same is fed to them', () => {
  test.each(patterns.map((pattern) => [String(pattern).slice(0, 80), pattern] as const))('%s', (_name, pattern) => {
    const slow: string[] = []
    for (const size of sizes) {
      for (const piece of pieces) {
        const input = piece.repeat(Math.ceil(size / piece.length))
        for (const tail of tails)
          if (costOf(pattern, input + tail) > 250) slow.push(`${JSON.stringify(piece)} × ${size} + ${tail}`)
      }
      if (slow.length > 0) break
    }
    expect(slow).toEqual([])
  })
})

function costOf(pattern: RegExp, input: string): number {
  return cpuOf(() => {
    if (pattern.global) for (const _found of input.matchAll(pattern));
    else pattern.test(input)
  })
}
