import { describe, expect, it } from 'vitest'
import { addressPattern } from '../../src/screening/bounce/address-text.ts'
import * as failed from '../../src/screening/bounce/failed-addresses.ts'
import { copiedHeader, copyMarkers } from '../../src/screening/bounce/notice-text.ts'
import * as words from '../../src/screening/bounce/notice-words.ts'
import { codeAfterReply, enhancedCode } from '../../src/screening/bounce/status-code.ts'
import { asking, besideNotice, noticeWords } from '../../src/screening/rules/absence-notice.ts'
import { replyHeaders } from '../../src/screening/rules/auto-reply-header.ts'
import { replySubjects } from '../../src/screening/rules/auto-reply-subject.ts'
import { awayWords, conjunction, courtesy, prefixed } from '../../src/screening/rules/away-words.ts'
import { greeting } from '../../src/screening/rules/bounce-notice.ts'
import { challengeSenders, challengeSubjects, challengeWords } from '../../src/screening/rules/challenge.ts'
import { passedOn } from '../../src/screening/rules/delivery-status.ts'
import { receiptSubject, receiptWords } from '../../src/screening/rules/read-receipt.ts'
import { recallSubject, recallWords } from '../../src/screening/rules/recall-notice.ts'
import { noReplyLocalParts } from '../../src/screening/rules/system-sender.ts'
import { systemIds, systemMailers } from '../../src/screening/rules/ticket-system.ts'

const patterns: RegExp[] = [
  addressPattern,
  ...Object.values(failed).filter((value) => value instanceof RegExp),
  copiedHeader,
  ...copyMarkers,
  ...Object.values(words).flatMap((value) => (typeof value === 'function' ? [] : value)),
  codeAfterReply,
  enhancedCode,
  ...replyHeaders.flatMap(({ value }) => value ?? []),
  ...replySubjects,
  ...awayWords,
  ...noticeWords,
  ...besideNotice,
  asking,
  receiptSubject,
  receiptWords,
  recallSubject,
  recallWords,
  conjunction,
  courtesy,
  prefixed,
  greeting,
  passedOn,
  challengeSenders,
  ...challengeSubjects,
  ...challengeWords,
  noReplyLocalParts,
  systemIds,
  systemMailers,
]

/** Pieces that lead a pattern on and never let it end: what a hostile sender repeats. */
const pieces = [
  'a',
  ' ',
  '-',
  '\t ',
  '<',
  '@',
  'a@',
  'a.',
  '.1',
  '5.1.',
  '550 ',
  '"a',
  'a-_=',
  'your message to ',
  'deliver ',
  'mail delivery ',
  'recipient ',
  'could not be ',
  'click ',
  'auto',
  '(expanded from ',
  'x@a.',
  'mailbox ',
  'is out of the office ',
  'smtp=',
  '> ',
]

describe('every pattern', () => {
  it('ends on input of growing size: one whose time explodes would hang here', () => {
    expect(patterns.length).toBeGreaterThan(90)
    for (const pattern of patterns) {
      for (const piece of pieces) {
        for (const size of [100, 1_000, 10_000]) {
          const hostile = `${piece.repeat(Math.ceil(size / piece.length))}\u0001`
          pattern.lastIndex = 0
          expect(pattern.test(hostile)).toBeTypeOf('boolean')
        }
      }
    }
  })
})
