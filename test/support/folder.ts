import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of the test's own. */
export interface TemporaryFolder {
  path: string
  /** Writes a file into it and gives its path. */
  write(name: string, content: string, mode?: number): Promise<string>
  remove(): Promise<void>
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'guichet-test-'))
  return {
    path,
    async write(name, content, mode = 0o600) {
      await writeFile(join(path, name), content, { mode })
      return join(path, name)
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}
