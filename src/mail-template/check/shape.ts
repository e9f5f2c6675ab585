import { z } from 'zod'

/** What a template may find under a name: the schema of its data, reduced to what a check needs. */
export type Shape =
  | { kind: 'object'; fields: Map<string, Shape> }
  | { kind: 'list'; item: Shape }
  | { kind: 'value'; format: string | null }

type JsonSchema = z.core.JSONSchema._JSONSchema

export function shapeOf(schema: z.ZodType): Shape {
  return fromJsonSchema(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }))
}

function fromJsonSchema(schema: JsonSchema): Shape {
  if (typeof schema === 'boolean') return { kind: 'value', format: null }
  const present = schema.anyOf?.find((option) => typeof option === 'object' && option.type !== 'null')
  if (present) return fromJsonSchema(present)
  if (schema.type === 'array' && schema.items && !Array.isArray(schema.items))
    return { kind: 'list', item: fromJsonSchema(schema.items) }
  if (schema.type !== 'object') return { kind: 'value', format: schema.format ?? null }
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]): [string, Shape] => [
    name,
    fromJsonSchema(field),
  ])
  return { kind: 'object', fields: new Map(fields) }
}
