import { expect, it } from 'vitest'
import { draftMail, openTestDesk, settingsWith } from '../support/desk.ts'

it.each([
  ['whom the settings name', ['denis@school.example'], ['denis@school.example']],
  ['everybody who works here, where none of those does', ['paul@parents.example', 'typo@school.example'], null],
])('of a new ticket hears %s', async (_who, hearsNew, expected) => {
  const desk = await openTestDesk(settingsWith({ hearsNew }))
  await desk.receive(draftMail({ from: 'Anne <anne@parents.example>', text: 'It does not print.' }))
  const notices = (await desk.outbox()).filter(({ event }) => event === 'new-ticket')
  expect(notices.map(({ to_address }) => to_address)).toEqual(
    expected ?? ['claire@school.example', 'denis@school.example'],
  )
  await desk.remove()
})
