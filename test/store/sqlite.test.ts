import { join } from 'node:path'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryStore } from '../support/store.ts'
import { storeContract } from './contract.ts'

storeContract('SQLite', async () => {
  const { store, folder, remove } = await temporaryStore()
  const second = await openStore({ dialect: 'sqlite', file: join(folder, 'guichet.sqlite') })
  const stop = async () => {
    await second.close()
    await remove()
  }
  return { store, second, stop }
})
