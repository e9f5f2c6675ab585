import { afterAll, beforeAll } from 'vitest'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { erasureContract } from './erase-contract.ts'

let server: PrivateMariadb
beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())

erasureContract(async () => {
  const { dialect, socket, user, password, database, poolSize } = await server.newDatabase()
  return {
    dialect,
    socket: socket ?? '',
    user,
    password,
    database,
    pool: poolSize,
    host: '127.0.0.1',
    port: 3306,
    tls: false,
  }
})
