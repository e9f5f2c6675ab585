import { afterEach, beforeEach, expect, it } from 'vitest'
import { deskSettings, draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  const entities = deskSettings.entities.map((entity) => ({
    ...entity,
    proof: { ...entity.proof, authservIds: ['mx.school.example'] },
  }))
  desk = await openTestDesk({ ...deskSettings, entities })
})
afterEach(() => desk.remove())

it('asks a technician, at the registered address, also about a mail whose proof has failed', async () => {
  const forged = draftMail({
    from: 'Claire Martin <claire@school.example>',
    text: '/close',
    proved: false,
    headers: ['Authentication-Results: mx.school.example; dmarc=fail (p=REJECT) header.from=school.example'],
  })
  const { outcome, trace } = await desk.receive(forged)
  expect(outcome).toMatchObject({ kind: 'held' })
  expect(trace.find(({ step }) => step === 'sender')?.says.en).toMatch(/^failed/)
  expect(await desk.outbox()).toMatchObject([{ event: 'confirm-sender', to_address: 'claire@school.example' }])
})
