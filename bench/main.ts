import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateMariadb } from '../test/support/mariadb.ts'
import { measureFloor } from './floor.ts'
import { makeMails } from './mails.ts'
import { measureThroughput } from './throughput.ts'

const folder = await mkdtemp(join(tmpdir(), 'guichet-bench-'))
const mails = await makeMails(Number(process.env['BENCH_MAILS'] ?? 1000), 'bench')
const floor = await measureFloor(mails)
console.log('floor', floor)
const sqlite = await measureThroughput(join(folder, 'sqlite'), { dialect: 'sqlite' }, mails, 8)
console.log('sqlite', sqlite, sqlite.cpuMsPerMail / floor.cpuMsPerMail)
const server = await privateMariadb()
try {
  const database = await server.newDatabase()
  const mariadb = await measureThroughput(
    join(folder, 'mariadb'),
    { ...(({ poolSize: pool, dialect, ...rest }) => ({ dialect, ...rest, pool }))(database) },
    mails,
    16,
  )
  console.log('mariadb', mariadb, mariadb.cpuMsPerMail / floor.cpuMsPerMail)
} finally {
  await server.stop()
}
await rm(folder, { recursive: true, force: true })
