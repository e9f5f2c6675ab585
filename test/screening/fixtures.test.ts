import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseMail } from '../../src/mail/parse.ts'
import { noFacts, screen } from '../../src/screening/screen.ts'

const folder = new URL('../../fixtures/mail/screening/', import.meta.url)
const expectedSchema = z.strictObject({
  kind: z.string(),
  rule: z.string(),
  originalMessageId: z.string().nullable().optional(),
  recipients: z
    .array(z.strictObject({ address: z.string(), action: z.string(), status: z.string().nullable() }))
    .optional(),
})

describe('whole mails, as they come in', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml'))
  for (const name of names) {
    it(name.replace('.eml', '').replaceAll('-', ' '), async () => {
      const expected = expectedSchema.parse(
        JSON.parse(readFileSync(new URL(name.replace('.eml', '.expected.json'), folder), 'utf8')),
      )
      const verdict = screen(await parseMail(createReadStream(new URL(name, folder))), noFacts)
      expect({ kind: verdict.kind, rule: verdict.rule }).toEqual({ kind: expected.kind, rule: expected.rule })
      if (!expected.recipients) return
      expect(verdict.bounce?.originalMessageId).toBe(expected.originalMessageId)
      expect(verdict.bounce?.recipients).toMatchObject(expected.recipients)
    })
  }
})
