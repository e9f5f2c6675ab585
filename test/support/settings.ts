import { resolveSecrets } from '../../src/settings/resolve-secrets.ts'
import type { ResolvedSettings } from '../../src/settings/resolved.ts'
import { settingsSchema } from '../../src/settings/schema.ts'
import { createSecretReader } from '../../src/settings/secret-reader.ts'

/** Settings as a file would give them, ready to run with. Secrets stand in them as plain text. */
export async function testSettings(values: unknown): Promise<ResolvedSettings> {
  const reader = createSecretReader(process.cwd(), {})
  const settings = await resolveSecrets(settingsSchema.parse(values), reader)
  if (reader.problems.length > 0) throw new Error(reader.problems.map(({ text }) => text).join('\n'))
  return settings
}
