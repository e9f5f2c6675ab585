import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { privateMariadb } from '../support/mariadb.ts'
import { storeContract } from './contract.ts'

storeContract('MariaDB', async () => {
  const server = await privateMariadb()
  const options = await server.newDatabase()
  const [store, second] = [await openStore(options), await openStore(options)]
  await migrate(store)
  const stop = async () => {
    await store.close()
    await second.close()
    await server.stop()
  }
  return { store, second, stop }
})
