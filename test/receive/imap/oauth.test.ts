import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { xoauth2Line } from '../../../src/oauth/xoauth2.ts'
import { startImapServer, type TestImapServer } from '../../support/imap-server.ts'
import { imapSetup, startWatching, type Watched } from '../../support/imap-watch.ts'
import { eventually, type ReceiveBench, rawMail, receiveBench } from '../../support/receive.ts'
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts'

// Real waits between attempts, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

let bench: ReceiveBench
let server: TestImapServer
let endpoint: TokenEndpoint
let one: Watched

beforeEach(async () => {
  bench = await receiveBench()
  server = await startImapServer()
  endpoint = await startTokenEndpoint()
})
afterEach(async () => {
  await one.watcher.stop()
  await endpoint.close()
  await server.close()
  await bench.remove()
})

const granted = (access_token: string) => ({ status: 200, body: { access_token, expires_in: 3600 } })

async function watch(): Promise<void> {
  const oauth = { tokenUrl: endpoint.url, clientId: 'guichet', clientSecret: '', refreshToken: 'refresh-1', scope: '' }
  one = await startWatching(bench, imapSetup(server.port, { login: { kind: 'oauth', ...oauth } }))
}

describe('XOAUTH2', () => {
  it('logs in with an access token and reads', async () => {
    endpoint.answer(granted('token-1'))
    await watch()
    await eventually(() => one.watcher.status().connected)
    server.append(rawMail('x'))
    await eventually(async () => (await bench.mails()).length === 1)
  })

  it('tries one fresh token where the server does not take the one that it has', async () => {
    endpoint.answer(granted('withdrawn'), granted('token-1'))
    await watch()
    await eventually(() => one.watcher.status().connected)
    expect(endpoint.requests).toHaveLength(2)
    expect(one.alarms.standing.size).toBe(0)
  })

  it('alarms and pauses where the token endpoint refuses the refresh token', async () => {
    endpoint.answer({ status: 400, body: { error: 'invalid_grant' } })
    await watch()
    await eventually(() => one.alarms.standing.has('mailbox-login-refused:support'))
    expect(one.alarms.standing.get('mailbox-login-refused:support')).toContain('invalid_grant')
    await eventually(async () => (await bench.store.byId('mailboxes', one.mailbox.mailboxId))?.paused_at)
    expect(endpoint.requests).toHaveLength(1)
  })

  it('brings nothing of the login into alarms and tables where the server repeats it', async () => {
    endpoint.answer(granted('a-token-that-nobody-else-may-read'))
    server.override('AUTHENTICATE XOAUTH2', () => (connection, { tag }, data, callback) => {
      connection.send({ tag, command: 'NO', attributes: [{ type: 'TEXT', value: `you said ${data}` }] })
      callback()
    })
    await watch()
    await eventually(() => one.alarms.standing.has('mailbox-login-refused:support'))
    await eventually(async () => (await bench.store.byId('mailboxes', one.mailbox.mailboxId))?.paused_at)
    const reason = (await bench.store.byId('mailboxes', one.mailbox.mailboxId))?.paused_reason
    for (const told of [reason, one.alarms.standing.get('mailbox-login-refused:support')]) {
      expect(told).toMatch(/you said .*AUTHENTICATE XOAUTH2 \[hidden\]/)
      expect(told).not.toContain(xoauth2Line('support', 'a-token-that-nobody-else-may-read').slice(0, 20))
    }
  })

  it('alarms where the server refuses even a fresh token', async () => {
    endpoint.answer(granted('other'))
    await watch()
    await eventually(() => one.alarms.standing.has('mailbox-login-refused:support'))
    expect(endpoint.requests).toHaveLength(2)
  })
})
