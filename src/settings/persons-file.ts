import { readFile, stat } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import { PermanentError } from '../errors.ts'
import type { Sentence } from '../i18n/sentence.ts'
import { hintOf } from '../i18n/settings-words.ts'
import { closestWord } from './closest-word.ts'
import { explainPerson } from './explain-person.ts'
import { type PersonSettings, personSchema } from './schema.ts'
import type { SettingsProblem } from './settings-error.ts'
import { at, fileTrouble } from './yaml-file.ts'

const columns = ['name', 'addresses', 'language', 'timeZone', 'entity', 'role', 'groups'] as const
const needed = ['name', 'addresses'] as const
type Column = (typeof columns)[number]

const largestFile = 50_000_000
const mostRows = 100_000

export interface PersonsFile {
  persons: PersonSettings[]
  /** The first line of each person. */
  lines: number[]
  problems: SettingsProblem[]
}

/**
 * Persons of a CSV file (UTF-8, with commas or semicolons; the first line names the columns, in any order). Several addresses or groups
 * stand apart by spaces. Rows with the same first address are one person, with a role in each row's entity.
 */
export async function readPersonsFile(file: string): Promise<PersonsFile> {
  const problems: SettingsProblem[] = []
  const report = (line: number, text: Sentence): void => void problems.push({ path: ['personsFile'], file, line, text })
  const byAddress: Known = new Map()
  try {
    const { header, rows } = parseRows(await readText(file))
    if (checkHeader(header, report))
      for (const { line, values } of rows) readRow(line, toRecord(header, values), byAddress, report)
  } catch (error) {
    if (error instanceof CsvError) report(Number(error['lines'] ?? 1), notCsv(error.message))
    else problems.push({ path: ['personsFile'], text: at(`personsFile: ${file}`, fileTrouble(error)) })
  }
  const known = [...byAddress.values()]
  return { persons: known.map(({ person }) => person), lines: known.map(({ line }) => line), problems }
}

/** Who reads CSV speaks English alone, too. */
const notCsv = (message: string): Sentence => ({
  en: `${message}.`,
  fr: `ce CSV est mal formé, corrigez-le : « ${message} ».`,
})

type Known = Map<string, { person: PersonSettings; line: number }>

async function readText(file: string): Promise<string> {
  const { size } = await stat(file)
  if (size > largestFile)
    throw unusable(
      `it has ${size} octets; allowed: at most ${largestFile}.`,
      `il compte ${size} octets ; permis : ${largestFile} au plus.`,
    )
  const octets = await readFile(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    throw unusable(
      'it is not UTF-8: save it as “CSV UTF-8”.',
      'il n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».',
    )
  }
}

const unusable = (message: string, french: string): PermanentError =>
  new PermanentError('settings-persons-file', message, { french })

interface CsvRow {
  line: number
  values: string[]
}

/** Spreadsheets of half of Europe write semicolons: the first line tells. */
function parseRows(text: string): { header: string[]; rows: CsvRow[] } {
  const firstLine = text.slice(0, text.search(/\r?\n|$/))
  const delimiter = firstLine.includes(';') ? ';' : ','
  const rows: CsvRow[] = []
  parse(text, {
    delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: 100_000,
    on_record: (values: string[], { lines }) => {
      if (rows.length > mostRows)
        throw unusable(`it has more than ${mostRows} persons.`, `il a plus de ${mostRows} personnes.`)
      rows.push({ line: lines, values })
      return null
    },
  })
  return { header: rows.shift()?.values ?? [], rows }
}

function checkHeader(header: readonly string[], report: (line: number, text: Sentence) => void): boolean {
  const allowed = columns.join(', ')
  const unknown = header.filter((name) => !columns.some((column) => column === name))
  for (const name of unknown) {
    const near = closestWord(name, columns)
    report(1, {
      en: `there is no column “${name}”.${hintOf(near, 'en')} Allowed: ${allowed}.`,
      fr: `il n’y a pas de colonne « ${name} ».${hintOf(near, 'fr')} Permis : ${allowed}.`,
    })
  }
  const missing = needed.filter((name) => !header.includes(name))
  for (const name of missing)
    report(1, {
      en: `the column “${name}” is missing. Allowed: ${allowed}.`,
      fr: `la colonne « ${name} » manque. Permis : ${allowed}.`,
    })
  return unknown.length + missing.length === 0
}

type PersonRecord = Partial<Record<Column, string>>

function toRecord(header: readonly string[], values: readonly string[]): PersonRecord {
  const record: PersonRecord = {}
  for (const column of columns) {
    const value = values[header.indexOf(column)]
    if (value !== undefined && value !== '') record[column] = value
  }
  return record
}

function readRow(
  line: number,
  record: PersonRecord,
  byAddress: Known,
  report: (line: number, text: Sentence) => void,
): void {
  const { name, language, timeZone, entity, role } = record
  if (role !== undefined && entity === undefined) {
    report(line, {
      en: 'column “role” needs a value in column “entity” beside it.',
      fr: 'la colonne « role » demande une valeur dans la colonne « entity » à côté d’elle.',
    })
    return
  }
  const parsed = personSchema.safeParse({
    name,
    addresses: splitList(record.addresses),
    language,
    timeZone,
    roles: entity === undefined ? {} : { [entity]: role ?? 'requester' },
    groups: splitList(record.groups),
  })
  if (!parsed.success) {
    for (const text of explainPerson(parsed.error.issues, record)) report(line, text)
    return
  }
  const first = parsed.data.addresses[0] ?? ''
  const known = byAddress.get(first)
  byAddress.set(first, known ? { ...known, person: joined(known.person, parsed.data) } : { person: parsed.data, line })
}

function joined(known: PersonSettings, more: PersonSettings): PersonSettings {
  return {
    ...known,
    addresses: [...new Set([...known.addresses, ...more.addresses])],
    roles: { ...known.roles, ...more.roles },
    groups: [...new Set([...known.groups, ...more.groups])],
  }
}

function splitList(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,;]+/).filter((part) => part !== '')
}
