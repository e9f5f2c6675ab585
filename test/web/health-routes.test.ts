import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebOptions } from '../../src/web/options.ts'
import { openTestDesk, type TestDesk } from '../support/desk.ts'
import { openTestWeb, type TestWeb } from '../support/web.ts'

let desk: TestDesk
let web: TestWeb | null = null
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(async () => {
  await web?.close()
  await desk.remove()
})

async function get(
  path: string,
  change: Partial<WebOptions>,
  headers: Record<string, string> = {},
  remoteAddress = '127.0.0.1',
) {
  web = await openTestWeb(desk, change)
  return web.server.inject({ method: 'GET', url: path, headers, remoteAddress })
}

describe('metrics without a token', () => {
  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])('are for this machine: %s', async (address) => {
    const { statusCode, body } = await get('/metrics', {}, {}, address)
    expect(statusCode).toBe(200)
    expect(body).toContain('guichet_alarms 0')
  })

  it.each(['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1'])('are not for another: %s', async (address) => {
    expect((await get('/metrics', {}, {}, address)).statusCode).toBe(403)
  })

  it('are not for what a proxy on this machine passes on, nor for who claims to be this machine', async () => {
    expect((await get('/metrics', {}, { 'x-forwarded-for': '192.0.2.1' })).statusCode).toBe(403)
    await web?.close()
    const claim = { 'x-forwarded-for': '127.0.0.1' }
    expect((await get('/metrics', { trustProxy: true }, claim, '192.0.2.1')).statusCode).toBe(403)
  })
})

describe('metrics with a token', () => {
  const metricsToken = 'a token of the tests'
  it('are for whoever has it', async () => {
    const headers = { authorization: `Bearer ${metricsToken}` }
    expect((await get('/metrics', { metricsToken }, headers, '192.0.2.1')).statusCode).toBe(200)
  })

  it.each([{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic YTpi' }, { authorization: 'Bearer ' }])(
    'are for nobody else, not even on this machine: %o',
    async (headers) => {
      const { statusCode, headers: answered } = await get('/metrics', { metricsToken }, headers)
      expect(statusCode).toBe(401)
      expect(answered['www-authenticate']).toContain('Bearer')
    },
  )
})

it('a service that is not ready says so with its reasons', async () => {
  const report = { ready: false, reasons: ['the database does not answer'] }
  const ready = async () => ({ isReady: false, report })
  const metrics = async () => ({ contentType: 'text/plain', text: '' })
  const { statusCode, body } = await get('/readyz', { health: { ready, metrics } })
  expect(statusCode).toBe(503)
  expect(JSON.parse(body)).toEqual(report)
})
