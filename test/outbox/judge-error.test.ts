import { expect, it } from 'vitest'
import { TransientError } from '../../src/errors.ts'
import { TokenRefused } from '../../src/oauth/token-refused.ts'
import { nextAttemptAt } from '../../src/outbox/retry-schedule.ts'
import { judgeError } from '../../src/outbox/smtp/judge-error.ts'

const failed = (parts: object) => Object.assign(new Error('it failed'), parts)

it.each([
  [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, { result: 'refused' }],
  [{ code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, { result: 'refused' }],
  [{ code: 'EENVELOPE', command: 'API' }, { result: 'refused' }],
  [
    { code: 'EMESSAGE', command: 'DATA', responseCode: 503 },
    { result: 'deferred', scope: 'mail' },
  ],
  [
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452 },
    { result: 'deferred', scope: 'mail' },
  ],
  [
    { code: 'ESTREAM', command: 'API' },
    { result: 'deferred', scope: 'mail' },
  ],
  [
    { code: 'ECONNECTION', command: 'CONN', responseCode: 421 },
    { result: 'deferred', scope: 'transport' },
  ],
  [
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 },
    { result: 'deferred', scope: 'transport' },
  ],
  [
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 454 },
    { result: 'deferred', scope: 'transport' },
  ],
  [
    { code: 'EDNS', command: 'CONN' },
    { result: 'deferred', scope: 'transport' },
  ],
  [
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 },
    { result: 'deferred', scope: 'blocked' },
  ],
  [
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 },
    { result: 'deferred', scope: 'blocked' },
  ],
  [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 552 }, { result: 'refused' }],
  [
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, response: '550 5.3.4 too big' },
    { result: 'refused' },
  ],
  [
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 452 },
    { result: 'deferred', scope: 'transport' },
  ],
  [
    { code: 'ETLS', command: 'STARTTLS' },
    { result: 'deferred', scope: 'blocked' },
  ],
])('judges %j', (error, judgement) => {
  expect(judgeError(failed(error), false)).toMatchObject(judgement)
})

it('tells a refused token, which a person must mend, from an endpoint that is away', () => {
  expect(judgeError(new TokenRefused('invalid_grant expired'), false)).toEqual({
    result: 'deferred',
    scope: 'blocked',
    code: null,
    command: 'OAUTH',
    response: 'invalid_grant expired',
  })
  const away = new TransientError('oauth-unavailable', 'The token endpoint cannot answer now.', { detail: 'HTTP 503' })
  expect(judgeError(away, false)).toMatchObject({ result: 'deferred', scope: 'transport', command: 'OAUTH' })
})

it('does not know, once the final dot was written and no answer came', () => {
  expect(judgeError(failed({ code: 'ECONNECTION', command: 'CONN' }), true).result).toBe('unknown')
  expect(judgeError(failed({ code: 'EMESSAGE', command: 'DATA', responseCode: 554 }), true).result).toBe('refused')
})

it('keeps a hostile answer short and on one line', () => {
  const { response } = judgeError(
    failed({ command: 'DATA', responseCode: 554, response: `554 ${'a\r\n'.repeat(9999)}` }),
    false,
  )
  expect(response.length).toBeLessThanOrEqual(500)
  expect(response).not.toContain('\n')
})

it('waits longer each time, not all alike, and no longer than three days', () => {
  const wait = (attempts: number, fraction: number) =>
    nextAttemptAt(attempts, 0, 0, { fraction: () => fraction, hex: () => '' }) ?? 0
  const waits = [1, 2, 3, 5, 8].map((attempts) => wait(attempts, 0.5))
  expect(waits).toEqual([...waits].sort((one, other) => one - other))
  expect(wait(3, 0)).toBeLessThan(wait(3, 0.99))
  expect(wait(1000, 0.5)).toBe(wait(9, 0.5))
  expect(nextAttemptAt(20, 0, 3 * 86_400_000, { fraction: () => 0, hex: () => '' })).toBeNull()
})
