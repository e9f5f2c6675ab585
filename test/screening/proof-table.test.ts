import { describe, expect, it } from 'vitest'
import { type Act, permits, table } from '../../src/screening/proof-table.ts'

const strict = { technicians: 'verified', approve: 'verified' } as const
const lowered = { technicians: 'tokened', approve: 'tokened' } as const

describe('permits', () => {
  it('lets an entity lower what technicians and approvals need, to tokened', () => {
    for (const act of ['command', 'speak-as-desk'] as const) {
      expect(permits(act, 'verified', strict)).toBe('allow')
      expect(permits(act, 'tokened', strict)).toBe('hold')
      expect(permits(act, 'tokened', lowered)).toBe('allow')
      expect(permits(act, 'unverified', lowered)).toBe('hold')
      expect(permits(act, 'failed', lowered)).toBe('hold')
    }
    expect(permits('approve-solution', 'tokened', strict)).toBe('deny')
    expect(permits('approve-solution', 'tokened', lowered)).toBe('allow')
    expect(permits('approve-solution', 'unverified', lowered)).toBe('deny')
  })

  it('allows nothing to a failed sender, and never answers one', () => {
    const acts = Object.keys(table).filter((act): act is Act => act in table)
    for (const act of acts) expect(['deny', 'hold']).toContain(permits(act, 'failed', lowered))
    expect(permits('be-answered', 'failed', lowered)).toBe('deny')
    expect(permits('be-answered', 'unverified', lowered)).toBe('limit')
  })

  it('gives a stranger who quotes a number no way in', () => {
    expect(permits('join-by-subject', 'unverified', lowered)).toBe('deny')
    expect(permits('open-ticket', 'unverified', lowered)).toBe('allow')
  })
})
