import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail, buildPart } from './build-mail.ts'

const names = [
  'Auto-Submitted',
  'Precedence',
  'X-Failed-Recipients',
  'X-Auto-Response-Suppress',
  'List-Id',
  'Return-Path',
  'Content-Type',
  'X-Autoreply',
  'Subject',
  'From',
  'To',
  'X-Mailer',
  'Message-ID',
]
const shards = [
  '<a@b.example>:',
  'ann@example.com',
  '550 5.1.1',
  '\n',
  '\n\n',
  ': ',
  '>',
  'Final-Recipient: rfc822;',
  'Action: failed',
  'Status: 5.0.0',
  'could not be delivered',
  'Received: from',
  'Message-ID: <',
  'MAILER-DAEMON@',
  'Undelivered Mail',
  '--- Below this line is a copy',
  'METHOD:REPLY',
  'Disposition: ',
  'Feedback-Type: abuse',
  '\u0000',
  '\u202e',
  '🖨',
  ' ',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...shards), fc.string({ maxLength: 20 })), { maxLength: 60 })
  .map((found) => found.join(''))
const headers = fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 8 })
const report = fc.option(
  fc.record({
    type: fc.constantFrom('', 'delivery-status', 'disposition-notification', 'feedback-report'),
    fields: text,
    returnedHeaders: text,
  }),
)
const part = fc.record({ type: fc.constantFrom('text/calendar', 'message/rfc822', 'message/delivery-status'), text })
const facts = fc.record({ answersOurs: fc.boolean(), envelopeFrom: fc.constantFrom('', null, 'a@b.example') })

describe('screen', () => {
  it('never throws, keeps its limits, and gives a reason for each machine', () => {
    fc.assert(
      fc.property(
        headers,
        text,
        report,
        fc.array(part, { maxLength: 3 }),
        facts,
        (headers, body, report, parts, known) => {
          const attachments = parts.map(({ type, text }) => buildPart(type, text))
          const verdict = screen(buildMail(headers, body, { report, attachments }), { ...noFacts, ...known })
          if (verdict.kind !== 'human') expect(verdict.signs.map(({ rule }) => rule)).toContain(verdict.rule)
          for (const { address, diagnostic } of verdict.bounce?.recipients ?? []) {
            expect(address).toMatch(/^\S.*@\S+$/)
            expect(diagnostic.length).toBeLessThanOrEqual(500)
            expect(diagnostic).not.toContain('\n')
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('ends on notices of any size, and keeps at most 100 recipients', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `<user${index}@example.com>: host said: 550 5.1.1 no such user`,
    )
    const mail = buildMail(
      { From: 'MAILER-DAEMON@example.net', Subject: 'Undelivered Mail Returned to Sender' },
      `could not be delivered\n${lines.join('\n')}`,
    )
    expect(screen(mail, noFacts).bounce?.recipients).toHaveLength(100)
    const groups = lines
      .map((_, index) => `Final-Recipient: rfc822;user${index}@example.com\nAction: failed\nStatus: 5.1.1\n`)
      .join('\n')
    const reported = buildMail({ From: 'MAILER-DAEMON@example.net' }, '', {
      report: { type: 'delivery-status', fields: groups, returnedHeaders: groups },
    })
    expect(screen(reported, noFacts).bounce?.recipients).toHaveLength(100)
  })
})
