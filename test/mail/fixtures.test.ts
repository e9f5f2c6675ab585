import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseMail } from '../../src/mail/parse.ts'

const folder = new URL('../../fixtures/mail/parse/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -4))

/** What a fixture states; what it leaves out is not compared. */
const expectedSchema = z
  .object({
    text: z.string(),
    textSource: z.string(),
    protection: z.string(),
    flowed: z.boolean(),
    /** File names, in order. */
    attachments: z.array(z.string()),
    sizes: z.array(z.number()),
    notes: z.array(z.string()),
    report: z.object({ type: z.string(), fields: z.string(), returnedHeaders: z.string() }),
  })
  .partial()
  .strict()

describe('the mails of fixtures/mail/parse', () => {
  it.each(names)('%s', async (name) => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8')))
    const mail = await parseMail(createReadStream(new URL(`${name}.eml`, folder)))
    const found: Record<string, unknown> = {
      ...mail,
      attachments: mail.attachments.map(({ filename }) => filename),
      sizes: mail.attachments.map(({ size }) => size),
      notes: mail.notes.map(({ code }) => code),
    }
    for (const [key, value] of Object.entries({ attachments: [], notes: [], ...expected })) {
      expect(found[key], key).toEqual(value)
    }
  })
})
