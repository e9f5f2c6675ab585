import { anyOf } from './any-of.ts'
import { deviceEndings, deviceNames, deviceOpenings } from './language/device-lines.ts'

const MAX_LENGTH = 140
const names = new RegExp(`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])(?:${anyOf(deviceNames)})`, 'iu')
const LINK = /<[^<>\s]{1,300}>|\[[^[\]\s]{1,300}\]|\((?:https?:)[^()\s]{1,300}\)/g
const FRAME = /^[*_>"'«“\s]{1,5}|[*_"'»”\s]{1,5}$/g
/** One word with a capital inside or in front, as names of apps are: "Sent from TypeApp". */
const APP_NAME = /^\p{Lu}[\p{L}\p{N}]{2,20}$/u

const openings = Map.groupBy(deviceOpenings, (words) => words.charAt(0))
const lastLetters = new Set(deviceEndings.map((words) => words.at(-1)))

/** @internal For its test. */
export const devicePatterns = [names, LINK, FRAME, APP_NAME]

/** "Sent from my iPhone", "Envoyé à partir de Outlook pour iOS<…>": a whole line that a phone or a mail client added. */
export function isDeviceLine(plain: string): boolean {
  if (plain === '' || plain.length > 3 * MAX_LENGTH) return false
  const text = (/[<[(]/.test(plain) ? plain.replace(LINK, '') : plain).replace(FRAME, '').trim()
  if (text === '' || text.length > MAX_LENGTH) return false
  const lower = text.toLowerCase()
  if (lower.startsWith('via ') && deviceEndings.includes(lower)) return true
  const opening = openings.get(lower.charAt(0))?.find((words) => lower.startsWith(words))
  if (opening !== undefined) return namesDevice(text.slice(opening.length)) || isShort(lower, opening, text)
  if (!lastLetters.has(lower.at(-1))) return false
  return deviceEndings.some((ending) => lower.endsWith(ending)) && names.test(text) && wordCount(text) <= 8
}

/** A sentence that goes on behind a comma ("sent from my desk, it is easier …") is a person's, unless it names a device first. */
function namesDevice(rest: string): boolean {
  const [head = '', ...more] = rest.split(/[,;!?]|\. /)
  return names.test(head) && wordCount(head) <= 12 && (more.length === 0 || wordCount(more.join(' ')) <= 12)
}

function isShort(lower: string, opening: string, text: string): boolean {
  if (opening === 'von unterwegs') return ['', ' gesendet'].includes(lower.slice(opening.length))
  if (lower === opening) return false
  return APP_NAME.test(text.slice(opening.length).trim())
}

function wordCount(text: string): number {
  return text.split(' ').filter((word) => word !== '').length
}
