import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type DovecotPlace, dovecotConfig } from './dovecot-config.ts'

export interface Dovecot {
  imapPort: number
  lmtpPort: number
  /** Where it keeps its files. */
  folder: string
  /** The maildir of a user. */
  maildir(user: string): string
  /** SIGKILL, to it and its children: nothing is tidied up. */
  kill(): Promise<void>
  /** Again, on the same ports, with the same mail. */
  start(): Promise<void>
  /** Gives the inbox of a user another UIDVALIDITY; only while it does not run. */
  changeUidValidity(user: string): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** The binary, as Debian and others install it; null where there is none. */
function findDovecot(): string | null {
  for (const path of ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/usr/bin/dovecot', '/opt/homebrew/sbin/dovecot'])
    if (versionOf(path) !== null) return path
  return null
}

function versionOf(binary: string): string | null {
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

/** A private Dovecot in a folder of its own, on free ports, for `users` (their password is `secret`). */
export async function startDovecot(users: readonly string[] = ['support']): Promise<Dovecot> {
  const binary = findDovecot()
  const version = binary === null ? null : versionOf(binary)
  if (binary === null || version === null)
    throw new Error('Dovecot is missing: apt-get install dovecot-imapd dovecot-lmtpd')
  const runner = await findRunner()
  const place = await makePlace(runner, users)
  await writeFile(join(place.folder, 'dovecot.conf'), dovecotConfig(version, place), { mode: 0o644 })
  let running: ChildProcess | null = null

  const start = async () => {
    // Left by one that was killed, it would make this one believe that another runs.
    await rm(join(place.folder, 'run', 'master.pid'), { force: true })
    running = await run(binary, place, runner)
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (running !== null) await endProcess(running, signal)
    running = null
  }
  await start()
  return {
    imapPort: place.imapPort,
    lmtpPort: place.lmtpPort,
    folder: place.folder,
    maildir: (user) => join(place.folder, 'mail', user),
    kill: () => end('SIGKILL'),
    start,
    changeUidValidity: (user) => renumber(join(place.folder, 'mail', user)),
    async remove() {
      await end('SIGTERM')
      await rm(place.folder, { recursive: true, force: true })
    },
  }
}

interface Runner {
  user: string
  group: string
  /** Null: as whoever runs the tests. */
  ids: { uid: number; gid: number } | null
}

/** Its login processes refuse to run as root, so root lends it to nobody. */
async function findRunner(): Promise<Runner> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const groups = await readFile('/etc/group', 'utf8').catch(() => '')
  const me = userInfo()
  const name = me.uid === 0 ? 'nobody' : me.username
  const entry =
    passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? []
  const uid = me.uid === 0 ? Number(entry[2]) : me.uid
  const gid = me.uid === 0 ? Number(entry[3]) : me.gid
  const group = groups
    .split('\n')
    .find((line) => Number(line.split(':')[2]) === gid)
    ?.split(':')[0]
  if (!Number.isInteger(uid) || group === undefined) throw new Error(`the user ${name} has no entry in /etc/passwd`)
  return { user: name, group, ids: me.uid === 0 ? { uid, gid } : null }
}

async function makePlace(runner: Runner, users: readonly string[]): Promise<DovecotPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-dovecot-'))
  await chmod(folder, 0o755)
  for (const name of ['', 'run', 'state', 'mail']) {
    const path = join(folder, name)
    if (name !== '') await mkdir(path)
    if (runner.ids) await chown(path, runner.ids.uid, runner.ids.gid)
  }
  await writeFile(join(folder, 'users'), users.map((user) => `${user}:secret\n`).join(''), { mode: 0o644 })
  return { folder, user: runner.user, group: runner.group, imapPort: await freePort(), lmtpPort: await freePort() }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function run(binary: string, place: DovecotPlace, runner: Runner): Promise<ChildProcess> {
  const options = { stdio: 'ignore', detached: true, cwd: place.folder, ...runner.ids } as const
  const child = spawn(binary, ['-F', '-c', join(place.folder, 'dovecot.conf')], options)
  const until = Date.now() + 20_000
  while (!(await answers(place.imapPort)) || !(await answers(place.lmtpPort))) {
    if (child.exitCode !== null || Date.now() > until) {
      const log = await readFile(join(place.folder, 'log'), 'utf8').catch(() => '')
      throw new Error(`Dovecot does not start: ${log.slice(-2000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return child
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** It leads a process group of its own, so its children go with it. */
async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  if (signal === 'SIGKILL') process.kill(-child.pid, 'SIGKILL')
  else child.kill('SIGTERM')
  const pid = child.pid
  const patience = setTimeout(() => process.kill(-pid, 'SIGKILL'), 5_000)
  await ended
  clearTimeout(patience)
}

/** The head of dovecot-uidlist is `3 V<uidvalidity> N<uidnext> …`; the indexes repeat it. */
async function renumber(maildir: string): Promise<void> {
  const path = join(maildir, 'dovecot-uidlist')
  const list = await readFile(path, 'utf8')
  await writeFile(
    path,
    list.replace(/ V(\d+)/, (_, old) => ` V${Number(old) + 1}`),
  )
  for (const name of [
    'dovecot.index',
    'dovecot.index.log',
    'dovecot.index.cache',
    'dovecot.list.index',
    'dovecot.list.index.log',
    'dovecot-uidvalidity',
  ])
    await rm(join(maildir, name), { force: true })
}
