import { afterAll, beforeAll } from 'vitest'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { journalContract } from './journal-contract.ts'

let mariadb: PrivateMariadb
beforeAll(async () => {
  mariadb = await privateMariadb()
})
afterAll(() => mariadb.stop())

journalContract('MariaDB', () => mariadb.newStore())
