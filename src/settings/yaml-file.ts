import { readFile, stat } from 'node:fs/promises'
import { isMap, isNode, LineCounter, parseDocument } from 'yaml'
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
  const problems = [...document.errors, ...document.warnings].map(
    ({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: ${message}`,
  )
  if (problems.length > 0) throw new SettingsError(problems)
  const lineOf = (path: readonly PropertyKey[]) => {
    const offset = offsetOf(document.contents, path)
    return offset === null ? 1 : lines.linePos(offset).line
  }
  try {
    return { data: withoutEmpty(document.toJS({ maxAliasCount: mostAliases })) ?? {}, lineOf }
  } catch (error) {
    throw new SettingsError([`${file}: ${error instanceof Error ? error.message : String(error)}`])
  }
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > largestFile) throw new SettingsError([`${file} has ${size} octets; allowed: at most ${largestFile}.`])
    return await readFile(file, 'utf8')
  } catch (error) {
    throw error instanceof SettingsError ? error : new SettingsError([`${file}: ${fileTrouble(error)}`])
  }
}

/** In few words what a file's error code says. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return 'there is no such file.'
  if (code === 'EISDIR') return 'it is a folder.'
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it.'
  return error instanceof Error ? error.message : String(error)
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
