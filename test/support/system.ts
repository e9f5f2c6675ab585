import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'

/**
 * What `npm test` needs from the system: run before the tests. As root, what is missing is installed through apt; anybody else is told
 * the one command to type. No server that is there is started, stopped or configured; the tests run their own.
 */
const needs = [
  // Debian and others have a package for each of its protocols.
  { program: 'dovecot', packages: ['dovecot-imapd'] },
  { program: 'dovecot/imap', packages: ['dovecot-imapd'] },
  { program: 'dovecot/lmtp', packages: ['dovecot-lmtpd'] },
  { program: 'mariadbd', packages: ['mariadb-server'] },
  { program: 'chromium', packages: ['chromium', 'fonts-liberation'] },
]

const folders = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/usr/bin',
  '/usr/lib',
  '/usr/libexec',
  '/usr/local/libexec',
  '/usr/lib64',
]

const isThere = ({ program }: { program: string }) => folders.some((folder) => existsSync(join(folder, program)))
const missingPackages = () => [...new Set(needs.filter((need) => !isThere(need)).flatMap(({ packages }) => packages))]

const missing = missingPackages()
if (missing.length > 0) install(missing)

function install(packages: string[]): void {
  const steps = [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
  ]
  if (userInfo().uid !== 0 || !isThere({ program: 'apt-get' })) tell(steps, packages)
  console.log(`Installing what the tests need from the system: ${packages.join(', ')}`)
  for (const step of steps) run(step)
  const still = missingPackages()
  if (still.length > 0) fail(`apt-get has run, and these are still missing: ${still.join(', ')}`)
}

function run([command = '', ...args]: string[]): void {
  // Whatever it says to anybody goes to where errors go: what the tests print is for other programs.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], env })
  if (status !== 0) fail(`"${[command, ...args].join(' ')}" failed (status ${status})`)
}

function tell(steps: string[][], packages: string[]): never {
  const command = steps.map((step) => `sudo ${step.join(' ')}`).join(' && ')
  fail(`The tests need ${packages.join(', ')}. Please type:\n\n  ${command}\n\nWithout them, "npm run test:fast" runs.`)
}

function fail(text: string): never {
  console.error(text)
  process.exit(1)
}
