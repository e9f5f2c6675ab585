import type { z } from 'zod'
import { closestWord } from './closest-word.ts'
import { describeAllowed, listOf } from './describe-allowed.ts'
import { childOf, nodeAt } from './setting-node.ts'
import { pathText, type SettingsProblem } from './settings-error.ts'

/** What the schema found, in sentences that name the key, what was found and what is allowed. */
export function explainIssue(issue: z.core.$ZodIssue, raw: unknown): SettingsProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], text: explainUnknownKey(issue.path, key, raw) }))
  const path = issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path
  return [{ path: issue.path, text: explainValue(path, issue, raw) }]
}

function explainUnknownKey(path: readonly PropertyKey[], key: string, raw: unknown): string {
  const known = Object.keys(nodeAt(path, raw)?.properties ?? {})
  const near = closestWord(key, known)
  const hint = near === null ? '' : ` Did you mean “${near}”?`
  return `${pathText([...path, key])}: there is no such key.${hint} Allowed here: ${known.join(', ')}.`
}

function explainValue(path: readonly PropertyKey[], issue: z.core.$ZodIssue, raw: unknown): string {
  const node = nodeAt(path, raw)
  const allowed = node ? describeAllowed(node) : issue.message
  const value = path.reduce(childOf, raw)
  if (issue.code === 'invalid_key') return `${pathText(issue.path)}: a key here must be otherwise. Allowed: ${allowed}.`
  if (value === undefined) return `${pathText(path)} is missing. Allowed: ${allowed}.`
  return `${pathText(path) || 'The file'} is ${describeFound(path, value)}.${nearWord(value, node?.enum)} Allowed: ${allowed}.`
}

function nearWord(value: unknown, known: readonly unknown[] | undefined): string {
  const near = typeof value === 'string' && known ? closestWord(value, known.map(String)) : null
  return near === null ? '' : ` Did you mean “${near}”?`
}

/** Whatever stands where a secret belongs is never shown. */
const secretKeys = new Set<PropertyKey>(['password', 'privateKey', 'refreshToken', 'clientSecret', 'metricsToken'])
const longestShown = 60

function describeFound(path: readonly PropertyKey[], value: unknown): string {
  if (path.some((step) => secretKeys.has(step))) return `${typeName(value)} that does not fit`
  if (typeof value === 'string') return `“${value.length > longestShown ? `${value.slice(0, longestShown)}…` : value}”`
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const keys = Object.keys(value).slice(0, 5)
    return keys.length === 0 ? 'an empty mapping' : `a mapping with ${listOf(keys).replace(' or ', ' and ')}`
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  return String(value)
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
