import { afterEach, beforeEach, expect, it } from 'vitest'
import { resumeByHand } from '../../src/cli/mailbox-resume.ts'
import { patchMailbox, pauseMailbox, pauseOf, readMailbox } from '../../src/store/queries/mailbox-state.ts'
import { openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
let id: number
let lines: string[]
beforeEach(async () => {
  desk = await openTestDesk()
  id = desk.tools.directory.entities[0]?.mailboxes[0]?.id ?? 0
  lines = []
})
afterEach(() => desk.remove())

const resume = (key: string, standing: 'leave' | 'take' | null = null, language: 'en' | 'fr' = 'en') =>
  resumeByHand(desk.store, key, { standing, language }, (line) => void lines.push(line))
const pause = async () => pauseOf(await readMailbox(desk.store, id))

it('wants to be told what becomes of the mails of a rebuilt mailbox', async () => {
  await patchMailbox(desk.store, id, { uid_validity: '100', first_uid: 7 })
  await pauseMailbox(desk.store, id, 'uidvalidity', 'UIDVALIDITY 100 → 200, 30 mails', 5)
  expect(await resume('support')).toBe(1)
  expect(lines[0]).toContain('UIDVALIDITY 100 → 200, 30 mails')
  expect(await pause()).toBe('uidvalidity')
  expect(await resume('support', 'take', 'fr')).toBe(0)
  expect(lines[1]).toContain('est terminée')
  expect(await pause()).toBeNull()
})

it('ends the pause of a refused login, and leaves what was read as it is', async () => {
  await patchMailbox(desk.store, id, { uid_validity: '100', first_uid: 7 })
  await pauseMailbox(desk.store, id, 'login', 'AUTHENTICATIONFAILED', 5)
  expect(await resume('support')).toBe(0)
  expect(await readMailbox(desk.store, id)).toMatchObject({ paused_at: null, uid_validity: '100', first_uid: 7 })
})

it('says which mailboxes there are, and that one is not paused', async () => {
  expect(await resume('suport')).toBe(1)
  expect(await resume('support')).toBe(0)
  expect(lines).toEqual(['There is no mailbox “suport”. There are: support', 'The mailbox “support” is not paused.'])
})
