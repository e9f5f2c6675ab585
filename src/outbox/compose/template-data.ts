import { parseMailData } from '../../mail-template/parse-mail-data.ts'
import { entryOf, type MailData, type MailEvent } from '../../mail-template/registry.ts'
import { fields } from './fields.ts'
import type { Gathering } from './gathering.ts'

/**
 * What the event's template is given: its schema names the fields, each is made by the entry of that name in `fields`, or is a
 * frozen fact, or null. Nothing else is read, so a mail costs what it shows. Throws a PermanentError where that does not fit.
 */
export async function makeTemplateData(from: Gathering): Promise<MailData<MailEvent>> {
  const data: Record<string, unknown> = {}
  for (const name of Object.keys(entryOf(from.event).schema.shape)) {
    if (name in data) continue
    const make = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!make) data[name] = from.frozen.facts[name] ?? null
    else Object.assign(data, await make(from))
  }
  return parseMailData(from.event, data)
}
