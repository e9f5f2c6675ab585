import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const keysSchema = z.object({
  instanceId: z.string().min(8).max(80),
  signing: z.array(z.object({ id: z.string(), secret: z.string().min(32) })).min(1),
})

export type Keys = z.infer<typeof keysSchema>

/** The keys of this instance, made at the first start. */
export async function loadKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) return keysSchema.parse(JSON.parse(text))
  const keys = { instanceId: randomUUID(), signing: [{ id: 'a', secret: randomBytes(32).toString('hex') }] }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(file, JSON.stringify(keys), { mode: 0o600, flag: 'wx' })
  return keys
}
