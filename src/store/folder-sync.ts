import { close, fsync, open } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

interface Pending {
  running: Promise<void>
  next: Promise<void> | null
}

/**
 * Syncs folders, so that names in them survive a power cut. All that ask while a sync of the folder runs share the one that
 * follows: the running one may have begun before their rename.
 */
export class FolderSync {
  readonly #pending = new Map<string, Pending>()
  readonly #made = new Map<string, Promise<void>>()
  readonly #open = new Map<string, number>()
  readonly #closing = new Map<string, NodeJS.Timeout>()

  sync(folder: string): Promise<void> {
    const pending = this.#pending.get(folder)
    if (pending === undefined) return this.#start(folder)
    pending.next ??= pending.running.catch(() => undefined).then(() => this.#start(folder))
    return pending.next
  }

  /** Makes a folder below `root` and syncs every folder that holds a new name; once in the life of the process. */
  async make(folder: string, root: string): Promise<void> {
    const known = this.#made.get(folder)
    if (known !== undefined) return known
    const making = this.#make(folder, root)
    this.#made.set(folder, making)
    try {
      await making
    } catch (error) {
      this.#made.delete(folder)
      throw error
    }
  }

  async #make(folder: string, root: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (let above = dirname(folder); above.length >= root.length; above = dirname(above)) await this.sync(above)
  }

  #start(folder: string): Promise<void> {
    const running = this.#sync(folder)
    const pending: Pending = { running, next: null }
    this.#pending.set(folder, pending)
    const done = () => {
      if (this.#pending.get(folder) === pending && pending.next === null) {
        this.#pending.delete(folder)
        this.#closeLater(folder)
      }
    }
    running.then(done, done)
    return running
  }

  async #sync(folder: string): Promise<void> {
    clearTimeout(this.#closing.get(folder))
    const descriptor = this.#open.get(folder) ?? (await promisify(open)(folder, 'r'))
    this.#open.set(folder, descriptor)
    try {
      await promisify(fsync)(descriptor)
    } catch (error) {
      this.#close(folder)
      throw error
    }
  }

  /** The folder of the hour is synced again and again: it stays open in between. */
  #closeLater(folder: string): void {
    this.#closing.set(folder, setTimeout(() => this.#close(folder), staysOpenMs).unref())
  }

  #close(folder: string): void {
    const descriptor = this.#open.get(folder)
    this.#open.delete(folder)
    this.#closing.delete(folder)
    if (descriptor !== undefined) close(descriptor, () => undefined)
  }
}

const staysOpenMs = 2000
