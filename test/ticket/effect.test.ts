import { describe, expect, it } from 'vitest'
import { type Cause, effectOf } from '../../src/ticket/effect.ts'
import type { Status } from '../../src/ticket/types.ts'

const requester: Cause = {
  capacity: 'requester',
  status: 'assigned',
  answer: 'other',
  hasDocuments: false,
  seemsMachine: false,
  isUnreadable: false,
  mayApprove: true,
  mayRefuse: true,
  mayReopen: false,
}
const effect = (change: Partial<Cause>) => effectOf({ ...requester, ...change }).effect
const statuses: Status[] = ['incoming', 'assigned', 'planned', 'waiting', 'solved', 'closed']

describe('what a mail may change', () => {
  it('an empty reply changes nothing, whoever writes and whatever the status', () => {
    for (const status of statuses)
      for (const capacity of ['requester', 'observer', 'technician'] as const)
        expect(effect({ status, capacity, answer: 'empty' })).toBe('empty')
  })

  it('a greeting alone neither refuses a solution nor reopens; on an open ticket it may be a name that was asked for', () => {
    const answer = 'greeting'
    expect(effect({ status: 'solved', answer })).toBe('empty')
    expect(effect({ status: 'closed', answer, mayReopen: true })).toBe('empty')
    expect(effect({ status: 'closed', answer, capacity: 'observer' })).toBe('empty')
    expect(effect({ status: 'waiting', answer })).toBe('resume')
    expect(effect({ status: 'solved', answer, capacity: 'technician' })).toBe('note')
    expect(effect({ status: 'solved', answer, seemsMachine: true })).toBe('note')
    expect(effect({ status: 'solved', answer, hasDocuments: true })).toBe('refuse')
  })

  it('words of the requester refuse a solution, thanks do not', () => {
    expect(effect({ status: 'solved' })).toBe('refuse')
    expect(effect({ status: 'solved', answer: 'refusal' })).toBe('refuse')
    expect(effect({ status: 'solved', answer: 'thanks' })).toBe('note')
    expect(effect({ status: 'solved', answer: 'works' })).toBe('note')
    expect(effect({ status: 'solved', answer: 'approval' })).toBe('approve')
  })

  it('the end of a letter is as good as thanks, and no answer beside an attachment', () => {
    const answer = 'closing'
    expect(effect({ status: 'solved', answer })).toBe('note')
    expect(effect({ status: 'waiting', answer })).toBe('note')
    expect(effect({ status: 'closed', answer, mayReopen: true })).toBe('note')
    expect(effect({ status: 'solved', answer, hasDocuments: true })).toBe('refuse')
  })

  it('an attachment alone refuses a solution, also beside thanks', () => {
    expect(effect({ status: 'solved', answer: 'empty', hasDocuments: true })).toBe('refuse')
    expect(effect({ status: 'solved', answer: 'thanks', hasDocuments: true })).toBe('refuse')
  })

  it('neither an observer nor a technician refuses or approves', () => {
    for (const capacity of ['observer', 'technician'] as const)
      for (const answer of ['other', 'approval', 'thanks'] as const)
        expect(effect({ status: 'solved', capacity, answer })).toBe('note')
  })

  it('any sign of a machine leaves every status alone', () => {
    for (const status of statuses)
      for (const answer of ['other', 'approval', 'works'] as const)
        expect(effect({ status, answer, seemsMachine: true, mayReopen: true })).toBe('note')
  })

  it('an unproved requester changes no status', () => {
    const unproved = { mayApprove: false, mayRefuse: false, mayReopen: true }
    for (const status of ['incoming', 'assigned', 'planned', 'waiting', 'solved'] as const)
      for (const answer of ['other', 'approval', 'works'] as const)
        expect(effect({ status, answer, ...unproved })).toBe('note')
  })

  it('“it works” before any solution is offered to the technician; thanks are a followup', () => {
    expect(effect({ status: 'waiting', answer: 'works' })).toBe('offer-close')
    expect(effect({ status: 'waiting', answer: 'thanks' })).toBe('note')
    expect(effect({ status: 'waiting' })).toBe('resume')
  })

  it('a closed ticket: thanks are noted, words reopen where the entity allows, else they open a linked one', () => {
    expect(effect({ status: 'closed', answer: 'thanks' })).toBe('note')
    expect(effect({ status: 'closed' })).toBe('new-linked')
    expect(effect({ status: 'closed', mayReopen: true })).toBe('reopen')
    expect(effect({ status: 'closed', mayReopen: true, capacity: 'observer' })).toBe('new-linked')
  })
})
