import { describe, expect, it } from 'vitest'
import { addWorkingDays, closeDueAt } from '../../src/ticket/calendar.ts'

const paris = {
  timeZone: 'Europe/Paris',
  calendar: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00', holidays: ['2026-12-25'] },
}
const at = (iso: string) => Date.parse(iso)

describe('working days of an entity', () => {
  it('pass over week-ends and holidays', () => {
    // Wednesday 23 December, 10:00 in Paris; Friday is Christmas.
    expect(addWorkingDays(paris, at('2026-12-23T09:00:00Z'), 1)).toBe(at('2026-12-24T09:00:00Z'))
    expect(addWorkingDays(paris, at('2026-12-23T09:00:00Z'), 2)).toBe(at('2026-12-28T09:00:00Z'))
  })

  it('keep the time of day in the zone over a change of clocks', () => {
    // Friday 23 October at 10:00 summer time; Monday at 10:00 winter time is an hour later in UTC.
    expect(addWorkingDays(paris, at('2026-10-23T08:00:00Z'), 1)).toBe(at('2026-10-26T09:00:00Z'))
  })

  it('end in a calendar without any working day', () => {
    const never = { ...paris, calendar: { ...paris.calendar, days: [] } }
    expect(addWorkingDays(never, 0, 3)).toBeGreaterThan(0)
  })

  it('an entity that never closes has no deadline', () => {
    expect(closeDueAt({ ...paris, closing: { afterDays: 0 } }, 0)).toBeNull()
    expect(closeDueAt({ ...paris, closing: { afterDays: 1 } }, at('2026-11-24T09:00:00Z'))).toBe(
      at('2026-11-25T09:00:00Z'),
    )
  })
})
