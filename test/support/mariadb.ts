import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { migrate } from '../../src/store/migrate.ts'
import { openStore, type StoreOptions } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/types.ts'

export type MariadbStoreOptions = Extract<StoreOptions, { dialect: 'mariadb' }>

/** A MariaDB server of the test's own, on a Unix socket in a temporary folder. One a test file, one database a test. */
export interface PrivateMariadb {
  readonly pid: number
  readonly socket: string
  /** Options for a new, empty database. */
  newDatabase(): Promise<MariadbStoreOptions>
  /** A migrated store on a new database. Close it before the server stops. */
  newStore(): Promise<Store>
  /** SIGKILL, as if the machine had failed; `start` brings the same data back. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends the server and removes its folder. */
  stop(): Promise<void>
}

/** `settings`: more of the server's options, such as `--innodb-lock-wait-timeout=1`. */
export async function privateMariadb(settings: readonly string[] = []): Promise<PrivateMariadb> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-mariadb-'))
  await install(folder)
  const socket = join(folder, 's')
  let server = await run(folder, settings)
  let databases = 0
  const newDatabase = async (): Promise<MariadbStoreOptions> => {
    databases += 1
    const database = `guichet_${databases}`
    const options = { dialect: 'mariadb', socket, user: 'root', password: '', poolSize: 10 } as const
    await command(socket, `CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
    return { ...options, database }
  }
  return {
    get pid() {
      return server.pid ?? 0
    },
    socket,
    newDatabase,
    newStore: async () => {
      const store = await openStore(await newDatabase())
      await migrate(store)
      return store
    },
    kill: () => end(server, 'SIGKILL'),
    start: async () => {
      server = await run(folder, settings)
    },
    stop: async () => {
      await end(server, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** mariadbd does not run as root. */
const account = () => (userInfo().uid === 0 ? 'mysql' : userInfo().username)

async function install(folder: string): Promise<void> {
  // mariadb-install-db gives the data folder to its user, not the folder around it.
  await chmod(folder, 0o777)
  const options = [
    '--no-defaults',
    `--user=${account()}`,
    `--datadir=${join(folder, 'data')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]
  // A server that starts removes temporary tables from the folder for them: also those of another that shares it.
  await promisify(execFile)('mariadb-install-db', options, { env: { ...process.env, TMPDIR: folder } })
}

async function run(folder: string, settings: readonly string[]): Promise<ChildProcess> {
  const server = spawn(
    '/usr/sbin/mariadbd',
    [
      '--no-defaults',
      `--user=${account()}`,
      `--datadir=${join(folder, 'data')}`,
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--tmpdir=${folder}`,
      `--log-error=${join(folder, 'data', 'log')}`,
      '--skip-networking',
      '--character-set-server=utf8mb4',
      '--innodb-buffer-pool-size=64M',
      ...settings,
    ],
    { stdio: 'ignore' },
  )
  await untilItAnswers(server, folder)
  return server
}

async function untilItAnswers(server: ChildProcess, folder: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline && server.exitCode === null) {
    if (await answers(join(folder, 's'))) return
    await pause(50)
  }
  await end(server, 'SIGKILL')
  throw new Error(`MariaDB did not start:\n${await readFile(join(folder, 'data', 'log'), 'utf8').catch(String)}`)
}

const answers = (socket: string) =>
  command(socket, 'SELECT 1').then(
    () => true,
    () => false,
  )

const command = (socket: string, sql: string) =>
  promisify(execFile)('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '-e', sql])

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}
