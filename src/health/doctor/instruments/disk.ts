import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

export interface DiskState {
  /** Octets that this user may still write. */
  free: number
  /** Files that may still be made; null where the file system does not count them. */
  freeFiles: number | null
}

/** Measures what is free, and writes and syncs a small file, which is gone afterwards. Throws where that cannot be done. */
export async function measureDisk(folder: string): Promise<DiskState> {
  const { bavail, bsize, files, ffree } = await statfs(folder)
  const probe = join(folder, `.doctor-${process.pid}-${Date.now()}`)
  try {
    const file = await open(probe, 'wx', 0o600)
    try {
      await file.writeFile('guichet doctor\n')
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(probe, { force: true })
  }
  return { free: bavail * bsize, freeFiles: files > 0 ? ffree : null }
}
