import { afterEach, beforeEach, expect, it } from 'vitest'
import { scanWaiting } from '../../src/schedule/scan-waiting.ts'
import { draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import { recordAlarms } from '../support/receive.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
  desk.tools.scan = async () => ({ verdict: 'waiting', detail: 'no connection' })
  for (const name of ['one', 'two'])
    await desk.receive(
      draftMail({
        from: 'Paul Petit <paul@parents.example>',
        text: 'See this.',
        attachments: [{ filename: `${name}.txt`, type: 'text/x-list', content: name }],
      }),
    )
})
afterEach(() => desk.remove())

const scans = () => desk.store.all('SELECT scan, scan_detail FROM documents ORDER BY id')
const run = (scan: Parameters<typeof scanWaiting>[0]['scan'], alarms = recordAlarms()) =>
  scanWaiting({ store: desk.store, files: desk.tools.files, alarms, scan }, new AbortController().signal)

it('looks at what the scanner had not looked at, once it is back', async () => {
  const read: string[] = []
  const found = await run(async (content) => {
    let text = ''
    for await (const chunk of content) text += Buffer.from(chunk).toString()
    read.push(text)
    return text === 'two' ? { verdict: 'infected', detail: 'Eicar' } : { verdict: 'clean', detail: null }
  })
  expect(found).toEqual({ clean: 1, infected: 1, waiting: 0 })
  expect(read).toEqual(['one', 'two'])
  expect(await scans()).toEqual([
    { scan: 'clean', scan_detail: null },
    { scan: 'infected', scan_detail: 'Eicar' },
  ])
})

it('stops at the first where it is still away, and says so', async () => {
  const alarms = recordAlarms()
  let asked = 0
  await run(async () => {
    asked += 1
    return { verdict: 'waiting', detail: 'no connection' }
  }, alarms)
  expect(asked).toBe(1)
  expect([...alarms.standing.keys()]).toEqual(['scanner-away'])
  expect(await scans()).toMatchObject([{ scan: 'waiting' }, { scan: 'waiting' }])
})
