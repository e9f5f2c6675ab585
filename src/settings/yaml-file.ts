import { readFile, stat } from 'node:fs/promises'
import { isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { PermanentError } from '../errors.ts'
import { fileTroubleOf } from '../i18n/file-troubles.ts'
import { alike, type Sentence } from '../i18n/sentence.ts'
import { SettingsError } from './settings-error.ts'

/** A YAML file as data, and where in it each key stands. */
export interface YamlFile {
  data: unknown
  /** The line of the key at a path, or of the nearest one above it that is there. */
  lineOf(path: readonly PropertyKey[]): number
}

const largestFile = 20_000_000
/** How often anchors may be repeated: a few lines could otherwise stand for millions. */
const mostAliases = 100

export async function readYamlFile(file: string): Promise<YamlFile> {
  const text = await readText(file)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    notYaml(`${file}:${lines.linePos(pos[0]).line}`, message),
  )
  if (problems.length > 0) throw new SettingsError(problems)
  const lineOf = (path: readonly PropertyKey[]) => {
    const offset = offsetOf(document.contents, path)
    return offset === null ? 1 : lines.linePos(offset).line
  }
  try {
    return { data: withoutEmpty(document.toJS({ maxAliasCount: mostAliases })) ?? {}, lineOf }
  } catch (error) {
    throw new SettingsError([notYaml(file, error instanceof Error ? error.message : String(error))])
  }
}

/** Who reads YAML says in English alone what it does not understand: in French its words stand in quotation marks. */
const notYaml = (place: string, message: string): Sentence => ({
  en: `${place}: ${message}`,
  fr: `${place} : ce YAML est mal formé, corrigez-le : « ${message} »`,
})

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > largestFile) throw new SettingsError([tooLarge(file, size)])
    return await readFile(file, 'utf8')
  } catch (error) {
    throw error instanceof SettingsError ? error : new SettingsError([at(file, fileTrouble(error))])
  }
}

/** In few words what a file's error code says. */
export function fileTrouble(error: unknown): Sentence {
  const trouble = fileTroubleOf(error)
  if (trouble !== null) return { en: `${trouble.en}.`, fr: `${trouble.fr}.` }
  if (error instanceof PermanentError) return { en: error.message, fr: error.french ?? error.message }
  return alike(error instanceof Error ? error.message : String(error))
}

const tooLarge = (file: string, size: number): Sentence => ({
  en: `${file} has ${size} octets; allowed: at most ${largestFile}.`,
  fr: `${file} compte ${size} octets ; permis : ${largestFile} au plus.`,
})

/** What is wrong at a place. */
export function at(place: string, trouble: Sentence): Sentence {
  return { en: `${place}: ${trouble.en}`, fr: `${place} : ${trouble.fr}` }
}

/** A key without a value (all below it is commented out) counts as left out. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, entry]) => entry !== null)
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutEmpty(entry)]))
}

function offsetOf(contents: unknown, path: readonly PropertyKey[]): number | null {
  let node = contents
  let offset: number | null = null
  for (const step of path) {
    const key = isMap(node) ? node.items.find((pair) => keyName(pair.key) === String(step))?.key : undefined
    node = isNode(node) && 'get' in node && typeof node.get === 'function' ? node.get(step, true) : undefined
    const start = isNode(key) ? key.range?.[0] : isNode(node) ? node.range?.[0] : undefined
    if (start === undefined) break
    offset = start
  }
  return offset
}

function keyName(key: unknown): string {
  return isNode(key) && 'value' in key ? String(key.value) : String(key)
}
