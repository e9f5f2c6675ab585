import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeMails } from './mails.ts'
import { measureThroughput } from './throughput.ts'
const folder = await mkdtemp(join(tmpdir(), 'guichet-bench-'))
const mails = await makeMails(Number(process.env['BENCH_MAILS'] ?? 400), 'bench')
import { privateMariadb } from '../test/support/mariadb.ts'
const server = await privateMariadb()
const { poolSize: pool, ...rest } = await server.newDatabase()
console.log(await measureThroughput(join(folder, 'm'), { ...rest, pool }, mails, 16))
import { openStore } from '../src/store/open-store.ts'
const st = await openStore({ ...rest, poolSize: 2 })
const rows = await st.all<{Variable_name: string; Value: string}>("SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_select','Com_insert','Com_update','Com_delete','Com_commit','Com_begin','Com_stmt_execute','Com_stmt_prepare','Com_set_option','Questions','Queries','Innodb_os_log_fsyncs','Com_rollback','Bytes_received')")
for (const r of rows) console.log(r.Variable_name, Number(r.Value) / 500)
await st.close()
await server.stop()
await rm(folder, { recursive: true, force: true })
