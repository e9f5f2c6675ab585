import { DateTime } from 'luxon'

/** What counts as a working day of an entity. */
export interface WorkingDays {
  timeZone: string
  calendar: { days: readonly string[]; from: string; to: string; holidays: readonly string[] }
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** A calendar that is all holidays must not loop for ever. */
const mostDaysLooked = 4000

/** The instant that lies `days` working days of the entity after `from`, at the same time of day. Milliseconds, UTC. */
export function addWorkingDays(entity: WorkingDays, from: number, days: number): number {
  let day = DateTime.fromMillis(from, { zone: entity.timeZone })
  let left = days
  for (let looked = 0; left > 0 && looked < mostDaysLooked; looked++) {
    day = day.plus({ days: 1 })
    if (isWorkingDay(entity, day)) left--
  }
  return day.toMillis()
}

/** When a ticket solved now closes by itself, or null where the entity never closes. */
export function closeDueAt(entity: WorkingDays & { closing: { afterDays: number } }, now: number): number | null {
  return entity.closing.afterDays === 0 ? null : addWorkingDays(entity, now, entity.closing.afterDays)
}

function isWorkingDay({ calendar }: WorkingDays, day: DateTime): boolean {
  const name = dayNames[day.weekday - 1]
  return name !== undefined && calendar.days.includes(name) && !calendar.holidays.includes(day.toISODate() ?? '')
}
