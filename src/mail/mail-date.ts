/** Reads a Date field (RFC 5322 section 3.3 and its obsolete forms, asctime, ISO 8601), or null. Never "now". */
export function parseMailDate(text: string): Date | null {
  const plain = text
    .slice(0, 200)
    .replaceAll(/\([^()]{0,100}\)/g, ' ')
    .trim()
  return fromFields(DAY_FIRST.exec(plain)) ?? fromFields(ASCTIME.exec(plain)) ?? fromIso(plain)
}

const TIME = '(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?:[:.](?<second>\\d{2}))?(?:\\.\\d{1,9})?'
const DAY_FIRST = new RegExp(
  `(?<day>\\d{1,2})[\\s-]{1,3}(?<month>[A-Za-z]{3})[a-z]{0,6}\\.?[\\s-]{1,3}(?<year>\\d{2,4}),?\\s{1,5}${TIME}\\s{0,5}(?<zone>[+-]\\d{4}|[+-]\\d\\d:\\d\\d|[A-Za-z]{1,5})?`,
)
const ASCTIME = new RegExp(
  `(?<month>[A-Za-z]{3})[a-z]{0,6}\\s{1,3}(?<day>\\d{1,2}),?\\s{1,3}(?:(?<early>\\d{4})\\s{1,3})?${TIME}\\s{0,5}(?<zone>[+-]\\d{4}|[A-Z]{1,5})?\\s{0,5}(?<year>\\d{4})?`,
)

/** @internal For its test. */
export const datePatterns = [DAY_FIRST, ASCTIME]

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Section 4.3; all other names are of unknown meaning and count as UTC. */
const ZONES = new Map([
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
  ['CET', 1],
  ['CEST', 2],
  ['JST', 9],
])

function fromFields(match: RegExpExecArray | null): Date | null {
  const fields = match?.groups
  if (!fields) return null
  const month = MONTHS.indexOf((fields['month'] ?? '').toLowerCase())
  const year = fullYear(fields['year'] ?? fields['early'] ?? '')
  const [day, hour, minute] = [Number(fields['day']), Number(fields['hour']), Number(fields['minute'])]
  // 60 is a leap second.
  const second = Math.min(Number(fields['second'] ?? 0), 59)
  if (month === -1 || year === null || day < 1 || day > 31 || hour > 24 || minute > 59) return null
  return checked(Date.UTC(year, month, day, hour, minute, second) - offsetMinutes(fields['zone'] ?? '') * 60_000)
}

function fullYear(text: string): number | null {
  if (!/^\d{2,4}$/.test(text)) return null
  const year = Number(text)
  if (text.length === 4) return year >= 1970 ? year : null
  return text.length === 3 ? 1900 + year : year < 50 ? 2000 + year : 1900 + year
}

function offsetMinutes(zone: string): number {
  const numbers = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (!numbers) return (ZONES.get(zone.toUpperCase()) ?? 0) * 60
  const minutes = Number(numbers[2]) * 60 + Number(numbers[3])
  // More than a day is nonsense.
  if (minutes > 24 * 60) return 0
  return numbers[1] === '-' ? -minutes : minutes
}

function fromIso(text: string): Date | null {
  const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?/.exec(text)?.[0]
  return iso ? checked(Date.parse(/Z|[+-]\d\d:?\d\d$/.test(iso) ? iso : `${iso}Z`)) : null
}

function checked(time: number): Date | null {
  return Number.isFinite(time) ? new Date(time) : null
}
