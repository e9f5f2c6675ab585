import { afterEach, expect, it } from 'vitest'
import { transportAlarm } from '../../src/health/alarm-transport.ts'
import { alarmTexts } from '../../src/i18n/alarm-texts.ts'
import { readTrouble } from '../../src/store/queries/desk-trouble.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { draftMail } from '../support/desk.ts'
import { eventually } from '../support/receive.ts'

const started: TestApp[] = []
afterEach(async () => {
  for (const desk of started.splice(0)) await desk.stop()
})

async function start(change: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const desk = await startTestApp(change)
  started.push(desk)
  return desk
}

/** As if the mails that were sent had been made for a transport that failed, and one were held by a process that died over it. */
async function failOverOldRelay({ app }: TestApp): Promise<void> {
  const { store } = app
  await store.run(
    "UPDATE outbox_mails SET transport = 'old-relay', status = 'waiting', sent_at = NULL, next_attempt_at = 0",
  )
  await store.run(
    "UPDATE outbox_mails SET status = 'sending', lease_owner = 'dead', lease_until = 1 WHERE to_address = 'paul@parents.example'",
  )
  await store.insert('transports', { key: 'old-relay', failures: 5, paused_at: 1, paused_reason: '535 wrong password' })
  const text = JSON.stringify(alarmTexts.transportPaused('old-relay', '535 wrong password'))
  const name = transportAlarm('old-relay')
  await store.insert('alarms', { name, text, raised_at: 1, last_seen_at: 1, mailed_at: 1 })
}

const standing = ({ store }: TestApp['app']) =>
  store.first("SELECT id FROM alarms WHERE name = 'transport-paused:old-relay' AND cleared_at IS NULL")

it('sends over the transport of their mailbox what waits for one that the settings no longer name', async () => {
  const before = await start()
  await before.deliver(draftMail({ from: 'Paul Petit <paul@parents.example>', text: 'It does not print.' }), {
    from: 'paul@parents.example',
  })
  await before.settle()
  await failOverOldRelay(before)
  const after = await start({ data: before.folder })
  const { store } = after.app
  // Both run over one database, and either may be the one that sends it: the receipt had gone out once before.
  const receipts = () =>
    [before, after].flatMap(({ smtp }) => smtp.mails).filter(({ to }) => to.includes('paul@parents.example'))
  await eventually(() => receipts().length > 1)
  await eventually(async () => (await standing(after.app)) === null)
  await after.settle()
  const rows = await store.all('SELECT DISTINCT transport, status FROM outbox_mails')
  expect(rows).toEqual([{ transport: 'relay', status: 'sent' }])
  expect((await readTrouble(store)).pausedTransports).toEqual([])
})
