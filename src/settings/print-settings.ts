import { stringify } from 'yaml'
import { describeAllowed } from './describe-allowed.ts'
import { chosenKind, type SettingNode, settingsNode } from './setting-node.ts'

export interface PrintOptions {
  /** Keys without a value: left out, or shown as a comment with what they may be. */
  unset: 'omitted' | 'shown'
}

interface Printer extends PrintOptions {
  depth: number
}

/** Settings as YAML for people: above each key stand what it is for, what is allowed, and its default. */
export function printSettings(values: object, options: PrintOptions): string {
  return `${printMapping(settingsNode(), values, { ...options, depth: 0 }).join('\n')}\n`
}

/** Lines without indentation of their own; those of deeper levels are indented below. */
function printMapping(node: SettingNode, values: object, printer: Printer): string[] {
  const given = new Map<string, unknown>(Object.entries(values))
  const lines: string[] = []
  for (const [key, child] of entriesOf(node, given)) {
    const value = given.get(key)
    if (value === undefined && printer.unset === 'omitted') continue
    if (printer.depth === 0 && lines.length > 0) lines.push('')
    lines.push(...comment(child, node, key))
    lines.push(...(value === undefined ? printUnset(key, child) : printEntry(key, child, value, printer)))
  }
  return lines
}

/** As comments that become good YAML once their `# ` is taken away. */
function printUnset(key: string, node: SettingNode): string[] {
  if (!node.properties) return [`# ${key}: ${flow(node.default ?? node.const ?? '')}`.replace(/(?: "")? *$/, '')]
  const below = Object.entries(node.properties).flatMap(([name, child]) => [
    ...comment(child, node, name),
    ...printUnset(name, child).map((line) => line.slice(2)),
  ])
  return [`# ${key}:`, ...below.map((line) => `#   ${line}`)]
}

/** The keys that the schema names, or those that people chose. */
function entriesOf(node: SettingNode, given: ReadonlyMap<string, unknown>): [string, SettingNode][] {
  if (node.properties) return Object.entries(node.properties)
  const { additionalProperties: each } = node
  return typeof each === 'object' ? [...given.keys()].map((key) => [key, { ...each, description: undefined }]) : []
}

function printEntry(key: string, node: SettingNode, value: unknown, printer: Printer): string[] {
  const deeper = { ...printer, depth: printer.depth + 1 }
  if (Array.isArray(value) && value.length > 0 && node.items?.properties) {
    const { items } = node
    return [`${key}:`, ...value.flatMap((item) => indent(asItem(printMapping(items, item, deeper))))]
  }
  if (!isMapping(value) || !hasKeysOfOurs(node)) return [`${key}: ${flow(value)}`]
  const kind = chosenKind(node, value)
  return [`${key}:`, ...indent(printMapping(kind, value, deeper)), ...indent(otherKinds(node, kind, deeper))]
}

/** The first line that is no comment begins the item. */
function asItem(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => !line.startsWith('#'))
  return lines.map((line, index) => (index === first ? `- ${line}` : index < first ? line : `  ${line}`))
}

/** Of a setting that comes in kinds (databases), those that were not chosen, as comments. */
function otherKinds(node: SettingNode, kind: SettingNode, printer: Printer): string[] {
  if (printer.unset === 'omitted') return []
  const others = (node.oneOf ?? []).filter(({ properties }) => properties !== kind.properties)
  return others.flatMap((other) => [
    '#',
    '# Or else:',
    ...Object.entries(other.properties ?? {}).flatMap(([key, child]) => [
      ...comment(child, other, key).map((line) => `# ${line}`),
      ...printUnset(key, child),
    ]),
  ])
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A secret is written on one line, whatever it is. */
function hasKeysOfOurs(node: SettingNode): boolean {
  if (node.allowed !== undefined) return false
  const { additionalProperties: each } = node
  return Boolean(node.properties ?? node.oneOf ?? (typeof each === 'object' && each.properties))
}

const commentWidth = 100

function comment(node: SettingNode, parent: SettingNode, key: string): string[] {
  const isBlock = hasKeysOfOurs(node) || node.items?.properties !== undefined
  const allowed = isBlock ? '' : `Allowed: ${describeAllowed(node, 'en')}.`
  const isNeeded = parent.required?.includes(key) ?? false
  const fallback = node.default === undefined || isBlock ? '' : `Default: ${flow(node.default)}`
  const rest = [allowed, fallback || (isNeeded && !isBlock ? 'Needed.' : '')].filter((part) => part !== '').join(' ')
  return [...wrap(node.description ?? ''), ...wrap(rest)].map((line) => `# ${line}`)
}

function wrap(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= commentWidth) {
      lines.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => (line === '' ? '' : `  ${line}`))

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}
