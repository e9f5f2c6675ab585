import type { SettingNode } from './setting-node.ts'

/** What a setting may be, in a few words: `a whole number from 1 to 65535`, `implicit, starttls or none`. */
export function describeAllowed(node: SettingNode): string {
  if (node.allowed !== undefined) return node.allowed
  if (node.enum) return listOf(node.enum.map(String))
  if (node.const !== undefined) return String(node.const)
  if (node.oneOf) return `one of: ${node.oneOf.map(kindName).join('; ')}`
  if (node.properties) return `keys and values: ${Object.keys(node.properties).join(', ')}`
  switch (node.type) {
    case 'integer':
      return `a whole number${range(node.minimum, node.maximum)}`
    case 'number':
      return `a number${range(node.minimum, node.maximum)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return describeList(node)
    case 'object':
      return describeMapping(node)
    default:
      return describeText(node)
  }
}

/** `a, b or c` */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function describeText({ format, minLength, maxLength }: SettingNode): string {
  if (format === 'uri') return 'an address such as https://example.org/'
  const least = minLength !== undefined && minLength > 0 ? ', not empty' : ''
  const most = maxLength === undefined ? '' : `, at most ${maxLength} characters`
  return `text${least}${most}`
}

function describeList({ items, minItems, maxItems }: SettingNode): string {
  const each = items === undefined || items.properties ? '' : `, each ${describeAllowed(items)}`
  const least = minItems === undefined ? '' : `, at least ${minItems}`
  const most = maxItems === undefined ? '' : `, at most ${maxItems}`
  return `a list${least}${most}${each}`
}

function describeMapping({ additionalProperties, propertyNames }: SettingNode): string {
  const names = propertyNames === undefined ? 'names' : describeAllowed(propertyNames)
  const values =
    typeof additionalProperties === 'object' && !additionalProperties.properties
      ? `, each with ${describeAllowed(additionalProperties)}`
      : ''
  return `keys and values (keys: ${names}${values})`
}

function kindName({ properties = {} }: SettingNode): string {
  return Object.entries(properties)
    .filter(([, { const: fixed }]) => fixed !== undefined)
    .map(([key, { const: fixed }]) => `${key}: ${fixed}`)
    .join(', ')
}

/** Numbers without a limit of ours carry those of JavaScript. */
function range(least: number | undefined, most: number | undefined): string {
  const from = least !== undefined && Number.isSafeInteger(least - 1) ? ` from ${least}` : ''
  const to = most !== undefined && Number.isSafeInteger(most + 1) ? ` to ${most}` : ''
  return from + to
}
