import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Of this Guichet: that of its package. */
export function guichetVersion(): string {
  const about: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return z.object({ version: z.string() }).parse(about).version
}
