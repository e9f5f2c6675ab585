import type { Address } from '../mail/types.ts'
import { trimMarks } from './trim-marks.ts'

const MAX_PEOPLE = 200
const BRACKETED = /[<([]{1,2}(?:mailto:)?([^\s<>()[\]@]{1,200}@[^\s<>()[\]@,;]{1,255})[>)\]]{1,2}/i
const BARE = /(?<![^\s<,;"'])[^\s<>()[\],;:"']{1,64}@[^\s<>()[\],;:"']{1,255}/
/** Outlook's plain text says each address twice: `jane@example.com<mailto:jane@example.com>`. */
const MAILTO = /[<[]mailto:[^<>[\]\s]{1,320}[>\]]/gi
const ON_BEHALF =
  / (?:on behalf of|im auftrag von|de la part de|en nombre de|per conto di|em nome de|namens|i imieniu|w imieniu)(?= |$).*$/iu
const QUOTES = '\'"«»„“”‚‘’ \u00A0<(['

/** @internal For its test. */
export const peoplePatterns = [BRACKETED, BARE, MAILTO, ON_BEHALF]

/** The people of a From, To or Cc line as clients write it in a header block; names may hold commas. Those without an address too. */
export function readPeople(value: string): Address[] {
  const people: Address[] = []
  let name: string[] = []
  for (const piece of cutPieces(tidy(value))) {
    if (people.length === MAX_PEOPLE) break
    const person = toPerson([...name, piece.trim()].join(', '))
    if (person.address !== '') {
      people.push(person)
      name = []
    } else if (piece.trim() !== '') name.push(piece.trim())
  }
  const rest = toPerson(name.join(', '))
  return rest.name === '' ? people : [...people, rest]
}

/** The first of them, without "on behalf of": who wrote the mail. */
export function readPerson(value: string): Address {
  return readPeople(value.replace(ON_BEHALF, ''))[0] ?? { name: '', address: '' }
}

/** The second way to write an address goes where the first one stands beside it. */
function tidy(value: string): string {
  const bare = value.replace(MAILTO, ' ')
  return bare.includes('@') ? bare : value
}

/** Cuts at commas and semicolons outside of quotes and brackets. */
function cutPieces(value: string): string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < value.length; at++) {
    const char = value[at]
    if (char === '"') quoted = !quoted
    if ((char === ',' && !quoted) || char === ';') {
      pieces.push(value.slice(start, at))
      start = at + 1
    }
  }
  return [...pieces, value.slice(start)]
}

function toPerson(text: string): Address {
  const found = BRACKETED.exec(text) ?? BARE.exec(text)
  const address = (found?.[1] ?? found?.[0] ?? '').replace(/^mailto:/i, '')
  const name = unquote(found ? text.slice(0, found.index) || text.slice(found.index + found[0].length) : text)
  return { name: name.toLowerCase() === address.toLowerCase() ? '' : name, address: lowerDomain(address) }
}

function unquote(name: string): string {
  return trimMarks(name, QUOTES).replace(/\s+/g, ' ')
}

function lowerDomain(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '' : address.slice(0, at) + address.slice(at).toLowerCase()
}
