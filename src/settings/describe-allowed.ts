import type { Language } from '../i18n/language.ts'
import { type AllowedWords, allowedWords } from '../i18n/settings-words.ts'
import type { SettingNode } from './setting-node.ts'

/** What a setting may be, in a few words: `a whole number from 1 to 65535`, `implicit, starttls or none`. */
export function describeAllowed(node: SettingNode, language: Language): string {
  const words = allowedWords[language]
  if (node.allowed !== undefined) return node.allowed[language]
  if (node.enum) return listOf(node.enum.map(String), language)
  if (node.const !== undefined) return String(node.const)
  if (node.oneOf) return `${words.oneOf} ${node.oneOf.map(kindName).join('; ')}`
  if (node.properties) return `${words.mapping}${words.colon} ${Object.keys(node.properties).join(', ')}`
  switch (node.type) {
    case 'integer':
      return words.wholeNumber + range(node.minimum, node.maximum, words)
    case 'number':
      return words.number + range(node.minimum, node.maximum, words)
    case 'boolean':
      return words.boolean
    case 'array':
      return describeList(node, language)
    case 'object':
      return describeMapping(node, language)
    default:
      return describeText(node, words)
  }
}

/** `a, b or c` */
export function listOf(list: readonly string[], language: Language): string {
  const last = list.at(-1) ?? ''
  return list.length < 2 ? last : `${list.slice(0, -1).join(', ')} ${allowedWords[language].or} ${last}`
}

function describeText({ format, minLength, maxLength }: SettingNode, words: AllowedWords): string {
  if (format === 'uri') return words.uri
  const least = minLength !== undefined && minLength > 0 ? words.notEmpty : ''
  const most = maxLength === undefined ? '' : words.characters(maxLength)
  return words.text + least + most
}

function describeList({ items, minItems, maxItems }: SettingNode, language: Language): string {
  const words = allowedWords[language]
  const each = items === undefined || items.properties ? '' : `${words.each} ${describeAllowed(items, language)}`
  const least = minItems === undefined ? '' : words.atLeast(minItems)
  const most = maxItems === undefined ? '' : words.atMost(maxItems)
  return words.list + least + most + each
}

function describeMapping({ additionalProperties, propertyNames }: SettingNode, language: Language): string {
  const words = allowedWords[language]
  const names = propertyNames === undefined ? words.names : describeAllowed(propertyNames, language)
  const values =
    typeof additionalProperties === 'object' && !additionalProperties.properties
      ? `${words.eachWith} ${describeAllowed(additionalProperties, language)}`
      : ''
  return `${words.mapping} (${words.keys} ${names}${values})`
}

function kindName({ properties = {} }: SettingNode): string {
  return Object.entries(properties)
    .filter(([, { const: fixed }]) => fixed !== undefined)
    .map(([key, { const: fixed }]) => `${key}: ${fixed}`)
    .join(', ')
}

/** Numbers without a limit of ours carry those of JavaScript. */
function range(least: number | undefined, most: number | undefined, words: AllowedWords): string {
  const from = least !== undefined && Number.isSafeInteger(least - 1) ? words.from(least) : ''
  const to = most !== undefined && Number.isSafeInteger(most + 1) ? words.to(most) : ''
  return from + to
}
