import { z } from 'zod'

/**
 * What the `data` column of an outbox row holds: the facts that stood at the moment of the change, and the ids in `action_links` by
 * the names under which a template knows them.
 */
const frozenData = z.object({
  facts: z.record(z.string(), z.json()),
  links: z.record(z.string(), z.number().int().positive()),
})

export type FrozenData = z.infer<typeof frozenData>
/** Small facts: a reason, an actor's display name, a code. Never the item's text, which is read when the mail is rendered. */
export type Facts = FrozenData['facts']

export const writeFrozen = (data: FrozenData): string => JSON.stringify(data)

export const readFrozen = (text: string): FrozenData => frozenData.parse(JSON.parse(text))
