import { expect, it } from 'vitest'
import { isNoticeKind } from '../../src/i18n/notice-kind.ts'
import { entryOf, MAIL_EVENTS } from '../../src/mail-template/registry.ts'

it('a digest can tell of every mail that may be about a ticket', () => {
  const outside = new Set(['digest', 'confirm-sender', 'confirm-address'])
  const events = MAIL_EVENTS.filter((event) => entryOf(event).audience !== 'administrator' && !outside.has(event))
  expect(events.filter((event) => !isNoticeKind(event))).toEqual([])
})
