import { afterEach, beforeEach, expect, it } from 'vitest'
import { suggestAlias } from '../../src/store/queries/alias-suggestions.ts'
import { draftMail, openTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.remove())

const suggested = () => desk.store.all('SELECT address, seen FROM alias_suggestions ORDER BY id')
const receive = (...headers: string[]) =>
  desk.receive([...headers, draftMail({ from: 'paul@parents.example', text: 'It prints nothing.' })].join('\n'))

it('notes where mail is delivered to that no mailbox names', async () => {
  await receive('Delivered-To: Hotline@school.example')
  await receive('Delivered-To: <hotline@school.example>')
  expect(await suggested()).toEqual([{ address: 'hotline@school.example', seen: 2 }])
})

it('knows its own addresses, with details, and believes the topmost field alone', async () => {
  await receive('Delivered-To: support@school.example', 'Delivered-To: info@elsewhere.example')
  await receive('Delivered-To: help+abc@school.example')
  await receive('Delivered-To: nobody')
  await receive(`Delivered-To: ${'x'.repeat(500)}@school.example`)
  expect(await suggested()).toEqual([])
})

it('keeps a bounded number of them', async () => {
  for (let number = 0; number < 210; number++) await suggestAlias(desk.store, 1, `a${number}@school.example`, 1)
  expect(await suggested()).toHaveLength(200)
  await suggestAlias(desk.store, 1, 'a7@school.example', 2)
  expect((await suggested())[7]).toEqual({ address: 'a7@school.example', seen: 2 })
})
