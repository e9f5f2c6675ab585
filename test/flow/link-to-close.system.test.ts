import { afterAll, beforeAll } from 'vitest'
import { startTestApp } from '../support/app.ts'
import { type PrivateMariadb, privateMariadb } from '../support/mariadb.ts'
import { describeLinks } from './link-contract.ts'

let server: PrivateMariadb
beforeAll(async () => {
  server = await privateMariadb()
})
afterAll(() => server.stop())

describeLinks(async () => {
  const { database } = await server.newDatabase()
  const place = { socket: server.socket, host: 'localhost', port: 3306, tls: false }
  return startTestApp({ database: { dialect: 'mariadb', ...place, user: 'root', password: '', database, pool: 10 } })
})
