import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Remembers the refresh tokens that a provider hands out in place of the configured one. */
export interface TokenStore {
  /** The token to use: the newest, unless another one has been configured since. */
  current(mailboxKey: string, configured: string): Promise<string>
  save(mailboxKey: string, configured: string, renewed: string): Promise<void>
}

const fileShape = z.object({ configuredHash: z.string(), refreshToken: z.string().min(1) })

/** One file a mailbox in `folder`, readable by its owner alone. */
export function createTokenStore(folder: string): TokenStore {
  const pathOf = (mailboxKey: string) => join(folder, `${encodeURIComponent(mailboxKey)}.json`)
  return {
    async current(mailboxKey, configured) {
      const saved = await readSaved(pathOf(mailboxKey))
      return saved?.configuredHash === hash(configured) ? saved.refreshToken : configured
    },
    async save(mailboxKey, configured, renewed) {
      await writeSecret(pathOf(mailboxKey), JSON.stringify({ configuredHash: hash(configured), refreshToken: renewed }))
    },
  }
}

/** A file that is missing or broken means that the configured token is the one. */
async function readSaved(path: string) {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return fileShape.parse(JSON.parse(text))
  } catch {
    return null
  }
}

async function writeSecret(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
