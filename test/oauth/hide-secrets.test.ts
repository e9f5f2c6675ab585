import { expect, it } from 'vitest'
import { hideSecrets } from '../../src/oauth/hide-secrets.ts'
import { xoauth2Line } from '../../src/oauth/xoauth2.ts'
import { cpuOf } from '../support/cpu.ts'

const token = 'ya29.a0AfB_byC-0123456789abcdefghijklmnop'
const line = xoauth2Line('desk@school.example', token)

it('makes the line of XOAUTH2', () => {
  expect(Buffer.from(line, 'base64').toString()).toBe(`user=desk@school.example\u0001auth=Bearer ${token}\u0001\u0001`)
})

it('hides what a server repeats, whole, cut or among other text', () => {
  const secrets = [token, line]
  expect(hideSecrets(`535 5.7.8 no: ${token}`, secrets)).toBe('535 5.7.8 no: [hidden]')
  expect(hideSecrets(`500 unknown: AUTH XOAUTH2 ${line}`, secrets)).toBe('500 unknown: AUTH XOAUTH2 [hidden]')
  expect(hideSecrets(`500 "${token.slice(3, 30)}" …`, secrets)).toBe('500 "[hidden]" …')
  expect(hideSecrets(`535 ${line.slice(0, 40)} ${line.slice(40)}`, secrets)).toBe('535 [hidden] [hidden]')
})

it('leaves all else as it is', () => {
  const said =
    '535-5.7.8 Username and Password not accepted. https://support.example.com/mail/?p=BadCredentials 5sm-gsmtp'
  expect(hideSecrets(said, [token, line, ''])).toBe(said)
  expect(hideSecrets('short short-1', ['short-1'])).toBe('short [hidden]')
})

it('is bounded whatever the server says', () => {
  const cost = cpuOf(() => {
    expect(hideSecrets('x'.repeat(1_000_000), ['x'.repeat(16_000)]).length).toBeLessThanOrEqual(4096)
    expect(hideSecrets('y'.repeat(1_000_000), [`${'y'.repeat(15)}z`.repeat(1000)])).toHaveLength(4096)
  })
  expect(cost).toBeLessThan(2000)
})
