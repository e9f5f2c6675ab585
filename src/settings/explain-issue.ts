import type { z } from 'zod'
import type { Language } from '../i18n/language.ts'
import { alike, type Sentence, sentence } from '../i18n/sentence.ts'
import { hintOf, quote } from '../i18n/settings-words.ts'
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

function explainUnknownKey(path: readonly PropertyKey[], key: string, raw: unknown): Sentence {
  const known = Object.keys(nodeAt(path, raw)?.properties ?? {})
  const near = closestWord(key, known)
  const place = pathText([...path, key])
  return {
    en: `${place}: there is no such key.${hintOf(near, 'en')} Allowed here: ${known.join(', ')}.`,
    fr: `${place} : cette clé n’existe pas.${hintOf(near, 'fr')} Permis ici : ${known.join(', ')}.`,
  }
}

function explainValue(path: readonly PropertyKey[], issue: z.core.$ZodIssue, raw: unknown): Sentence {
  const node = nodeAt(path, raw)
  const allowed = node ? sentence((language) => describeAllowed(node, language)) : alike(issue.message)
  const value = path.reduce(childOf, raw)
  const place = pathText(path)
  if (issue.code === 'invalid_key')
    return {
      en: `${pathText(issue.path)}: a key here must be otherwise. Allowed: ${allowed.en}.`,
      fr: `${pathText(issue.path)} : une clé doit être autre ici. Permis : ${allowed.fr}.`,
    }
  if (value === undefined)
    return { en: `${place} is missing. Allowed: ${allowed.en}.`, fr: `${place} manque. Permis : ${allowed.fr}.` }
  const near = nearWord(value, node?.enum)
  const found = (language: Language) => `${describeFound(path, value, language)}.${hintOf(near, language)}`
  return {
    en: `${place || 'The file'} is ${found('en')} Allowed: ${allowed.en}.`,
    fr: `${place || 'Le fichier'} est ${found('fr')} Permis : ${allowed.fr}.`,
  }
}

function nearWord(value: unknown, known: readonly unknown[] | undefined): string | null {
  return typeof value === 'string' && known ? closestWord(value, known.map(String)) : null
}

/** Whatever stands where a secret belongs is never shown. */
const secretKeys = new Set<PropertyKey>(['password', 'privateKey', 'refreshToken', 'clientSecret', 'metricsToken'])
const longestShown = 60

function describeFound(path: readonly PropertyKey[], value: unknown, language: Language): string {
  const words = foundWords[language]
  if (path.some((step) => secretKeys.has(step))) return words.unfit(typeName(value, language))
  if (typeof value === 'string')
    return quote(value.length > longestShown ? `${value.slice(0, longestShown)}…` : value, language)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const keys = Object.keys(value).slice(0, 5)
    return keys.length === 0 ? words.emptyMapping : words.mapping(keys)
  }
  if (Array.isArray(value)) return value.length === 0 ? words.emptyList : words.list(value.length)
  return String(value)
}

function typeName(value: unknown, language: Language): string {
  const names = foundWords[language].types
  if (Array.isArray(value)) return names.list
  if (typeof value === 'string') return names.text
  return typeof value === 'object' ? names.mapping : `${names.a} ${typeof value}`
}

const foundWords = {
  en: {
    unfit: (type: string) => `${type} that does not fit`,
    emptyMapping: 'an empty mapping',
    mapping: (keys: string[]) => `a mapping with ${listOf(keys, 'en').replace(' or ', ' and ')}`,
    emptyList: 'an empty list',
    list: (count: number) => `a list of ${count}`,
    types: { list: 'a list', text: 'a text', mapping: 'a mapping', a: 'a' },
  },
  fr: {
    unfit: (type: string) => `${type} qui ne convient pas`,
    emptyMapping: 'un ensemble de clés vide',
    mapping: (keys: string[]) => `un ensemble de clés : ${keys.join(', ')}`,
    emptyList: 'une liste vide',
    list: (count: number) => `une liste de ${count}`,
    types: { list: 'une liste', text: 'un texte', mapping: 'un ensemble de clés', a: 'un' },
  },
} as const
