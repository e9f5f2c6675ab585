import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PrivateMariadb, privateMariadb } from '../test/support/mariadb.ts'
import { measureFloor } from './floor.ts'
import { measureGrowth } from './growth.ts'
import { measureDovecot, measureImap, measureLmtp } from './latency.ts'
import { makeMails } from './mails.ts'
import { measureMemory } from './memory.ts'
import { type Part, readOptions } from './options.ts'
import { measureReading } from './reading.ts'
import { type Report, tableOf } from './report.ts'
import { databaseSettings, measureThroughput } from './throughput.ts'

/** At its best on two cores: SQLite writes one at a time, and more connections only wait. */
const connections = { sqlite: 8, mariadb: 16 }

const options = readOptions(process.argv.slice(2))
const folder = await mkdtemp(join(tmpdir(), 'guichet-bench-'))
const mariadb = await privateMariadb()
const report: Report = {}
try {
  for (const part of options.only) {
    console.error(`measuring ${part} …`)
    Object.assign(report, await measure(part, mariadb))
  }
} finally {
  await mariadb.stop()
  await rm(folder, { recursive: true, force: true })
}
console.log(tableOf(report))
if (options.json) console.log(JSON.stringify(report))

async function measure(part: Part, server: PrivateMariadb): Promise<Report> {
  if (part === 'throughput') return throughput(server)
  if (part === 'latency') return { latency: await latency(server) }
  if (part === 'memory') return { memory: await measureMemory(folder, options.mails / 10) }
  if (part === 'growth') return { growth: await measureGrowth(folder, server, options.mails / 2) }
  return { reading: await measureReading(await makeMails(options.mails / 2, 'reading')) }
}

async function throughput(server: PrivateMariadb): Promise<Report> {
  const mails = await makeMails(options.mails, 'bench')
  const floor = await measureFloor(mails)
  const places = { sqlite: join(folder, 'sqlite'), mariadb: join(folder, 'mariadb') }
  const sqlite = await measureThroughput(places.sqlite, { dialect: 'sqlite' }, mails, connections.sqlite)
  const database = databaseSettings(await server.newDatabase())
  const onMariadb = await measureThroughput(places.mariadb, database, mails, connections.mariadb)
  const ratio = (cpu: { cpuMsPerMail: number }) => cpu.cpuMsPerMail / floor.cpuMsPerMail
  return { floor, sqlite: { ...sqlite, ratio: ratio(sqlite) }, mariadb: { ...onMariadb, ratio: ratio(onMariadb) } }
}

async function latency(server: PrivateMariadb) {
  const count = 100
  const database = async () => databaseSettings(await server.newDatabase())
  return {
    ...(await measureLmtp(join(folder, 'lmtp'), await database(), count)),
    imap: await measureImap(join(folder, 'imap'), await database(), count),
    dovecot: await measureDovecot(join(folder, 'dovecot'), await database(), count / 4),
  }
}
