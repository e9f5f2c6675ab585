import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

const fileShape = z.object({ refreshToken: z.string().min(1) })

/** The refresh token that a provider gave in place of the configured one; null where the file is missing or broken. */
export async function readToken(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return fileShape.parse(JSON.parse(text)).refreshToken
  } catch {
    return null
  }
}

/** Readable by its owner alone, and on the disk once this returns. */
export async function writeToken(path: string, refreshToken: string): Promise<void> {
  await makeTokenFolder(dirname(path))
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(JSON.stringify({ refreshToken }))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await syncFolder(dirname(path))
}

export async function makeTokenFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Else a power cut may take the new name back. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
