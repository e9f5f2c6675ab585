import { z } from 'zod'
import type { Sentence } from '../i18n/sentence.ts'
import { settingsSchema } from './schema.ts'

/** One setting as JSON Schema describes it: what errors and config/default.yaml say of it. */
export interface SettingNode {
  description?: string | undefined
  /** In people's words, where the type alone does not tell. */
  allowed?: Sentence | undefined
  default?: unknown
  type?: string | undefined
  format?: string | undefined
  enum?: unknown[] | undefined
  const?: unknown
  minimum?: number | undefined
  maximum?: number | undefined
  minLength?: number | undefined
  maxLength?: number | undefined
  minItems?: number | undefined
  maxItems?: number | undefined
  required?: string[] | undefined
  properties?: Record<string, SettingNode> | undefined
  items?: SettingNode | undefined
  /** The value of each key of a mapping whose keys people choose. */
  additionalProperties?: SettingNode | boolean | undefined
  propertyNames?: SettingNode | undefined
  anyOf?: SettingNode[] | undefined
  oneOf?: SettingNode[] | undefined
}

const settingNode: z.ZodType<SettingNode> = z.lazy(() =>
  z.looseObject({
    description: z.string().optional(),
    allowed: z.object({ en: z.string(), fr: z.string() }).optional(),
    default: z.unknown().optional(),
    type: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), settingNode).optional(),
    items: settingNode.optional(),
    additionalProperties: z.union([z.boolean(), settingNode]).optional(),
    propertyNames: settingNode.optional(),
    anyOf: z.array(settingNode).optional(),
    oneOf: z.array(settingNode).optional(),
  }),
)

let root: SettingNode | undefined

/** The whole of guichet.yaml, from the schema that checks it. */
export function settingsNode(): SettingNode {
  root ??= settingNode.parse(z.toJSONSchema(settingsSchema, { io: 'input' }))
  return root
}

/** The setting at a path, given the value that stands there: it chooses between databases. Null where there is no such setting. */
export function nodeAt(path: readonly PropertyKey[], raw: unknown): SettingNode | null {
  let node: SettingNode | null = settingsNode()
  let value = raw
  for (const step of path) {
    node = stepInto(chosenKind(node, value), step)
    if (!node) return null
    value = childOf(value, step)
  }
  return chosenKind(node, value)
}

function stepInto(node: SettingNode, step: PropertyKey): SettingNode | null {
  if (typeof step === 'number') return node.items ?? null
  const named = node.properties?.[String(step)]
  if (named) return named
  const kinds = node.oneOf
    ?.map(({ properties }) => properties?.[String(step)]?.const)
    .filter((kind) => kind !== undefined)
  if (kinds?.length) return { enum: kinds }
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : null
}

/** Of several kinds of one setting, the one whose fixed key has the value given. */
export function chosenKind(node: SettingNode, value: unknown): SettingNode {
  const kind = node.oneOf?.find(({ properties = {} }) =>
    Object.entries(properties).some(
      ([key, property]) => property.const !== undefined && property.const === childOf(value, key),
    ),
  )
  return kind ? { ...kind, description: node.description ?? kind.description } : node
}

/** What stands at a key of an unknown value. */
export function childOf(value: unknown, step: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, step)?.value
}
