import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TemporaryFolder, temporaryFolder } from './support/folder.ts'

/** One planted violation of each kind, and the ways to import that must not hide one. */
const planted: Record<string, { path: string; source: string; breaks: string }> = {
  'a value from above': {
    path: 'src/mail/plain.ts',
    source: `import { store } from '../store/store.ts'\nexport const a = store`,
    breaks: 'from-mail',
  },
  'only a type from above': {
    path: 'src/screening/type-only.ts',
    source: `import type { Store } from '../store/store.ts'\nexport type S = Store`,
    breaks: 'from-screening',
  },
  'an inline type from above': {
    path: 'src/reply/inline-type.ts',
    source: `import { type Store } from '../store/store.ts'\nexport type S = Store`,
    breaks: 'from-reply',
  },
  'loaded only when it is called': {
    path: 'src/outbox/dynamic.ts',
    source: `export const later = () => import('../web/page.ts')`,
    breaks: 'from-outbox',
  },
  'passed on': {
    path: 'src/signing/passed-on.ts',
    source: `export { store } from '../store/store.ts'`,
    breaks: 'from-signing',
  },
  'one edge from another': {
    path: 'src/cli/uses-web.ts',
    source: `import { page } from '../web/page.ts'\nexport const p = page`,
    breaks: 'from-cli',
  },
  'the wiring from a part': {
    path: 'src/process/uses-app.ts',
    source: `import { app } from '../app-setups.ts'\nexport const p = app`,
    breaks: 'from-process',
  },
  'a token from a part that asks for none': {
    path: 'src/process/asks.ts',
    source: `import { tokens } from '../oauth/tokens.ts'\nexport const t = tokens`,
    breaks: 'from-process',
  },
  'tokens that know who asks': {
    path: 'src/oauth/knows.ts',
    source: `import { send } from '../outbox/send.ts'\nexport const s = send`,
    breaks: 'from-oauth',
  },
  'a verb that mails': {
    path: 'src/ticket/mails.ts',
    source: `import { send } from '../outbox/send.ts'\nexport const s = send`,
    breaks: 'from-ticket',
  },
  'told about without the desk': {
    path: 'src/schedule/notifies.ts',
    source: `import { notify } from '../notification/notify.ts'\nexport const n = notify`,
    breaks: 'only-desk-notifies',
  },
  'a library away from home': {
    path: 'src/health/imap.ts',
    source: `import { ImapFlow } from 'imapflow'\nexport const i = ImapFlow`,
    breaks: 'vendor-imapflow',
  },
  'a file read where nothing may be read': {
    path: 'src/command/reads.ts',
    source: `import { readFile } from 'node:fs/promises'\nexport const r = readFile`,
    breaks: 'pure',
  },
  'a circle': {
    path: 'src/knowledge/one.ts',
    source: `import { two } from './two.ts'\nexport const one = () => two`,
    breaks: 'no-cycle',
  },
  'a circle of types': {
    path: 'src/i18n/one.ts',
    source: `import type { Two } from './two.ts'\nexport interface One { two: Two }`,
    breaks: 'no-cycle',
  },
  'alone in the world': { path: 'src/web/orphan.ts', source: `export const nobody = 1`, breaks: 'no-orphan' },
  'a folder without a place': {
    path: 'src/utils/things.ts',
    source: `import { page } from '../web/page.ts'\nexport const t = page`,
    breaks: 'placed',
  },
  'what does not exist': {
    path: 'src/receive/missing.ts',
    source: `import { gone } from './gone.ts'\nexport const g = gone`,
    breaks: 'resolvable',
  },
}

const bystanders = {
  'src/store/store.ts': `import { clock } from '../clock.ts'\nexport interface Store { c: number }\nexport const store = clock`,
  'src/clock.ts': `export const clock = 1`,
  'src/web/page.ts': `import { clock } from '../clock.ts'\nexport const page = clock`,
  'src/app-setups.ts': `import { page } from './web/page.ts'\nexport const app = page`,
  'src/outbox/send.ts': `import { store } from '../store/store.ts'\nimport { tokens } from '../oauth/tokens.ts'\nexport const send = [store, tokens]`,
  'src/oauth/tokens.ts': `import { clock } from '../clock.ts'\nexport const tokens = clock`,
  'src/notification/notify.ts': `import { send } from '../outbox/send.ts'\nexport const notify = send`,
  'src/knowledge/two.ts': `import { one } from './one.ts'\nexport const two = () => one`,
  'src/i18n/two.ts': `import type { One } from './one.ts'\nexport interface Two { one: One }`,
  'node_modules/imapflow/index.js': `export const ImapFlow = 1`,
  'node_modules/imapflow/package.json': `{ "name": "imapflow", "version": "1.0.0", "main": "index.js", "type": "module" }`,
}

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

describe('the import rules', () => {
  let folder: TemporaryFolder
  let found: string[]

  beforeAll(async () => {
    folder = await temporaryFolder()
    const sources = Object.entries(bystanders).map(([path, source]) => ({ path, source }))
    for (const { path, source } of [...sources, ...Object.values(planted)]) {
      await mkdir(dirname(join(folder.path, path)), { recursive: true })
      await writeFile(join(folder.path, path), source)
    }
    found = await violations(folder.path)
  }, 120_000)

  afterAll(() => folder.remove())

  it.each(Object.entries(planted))('see %s', (_, { path, breaks }) => {
    expect(found).toContain(`${breaks} ${path}`)
  })

  it('see nothing else', () => {
    const expected = Object.values(planted).map(({ breaks, path }) => `${breaks} ${path}`)
    expect(found.toSorted()).toEqual(expected.toSorted())
  })
})

/** Each as "rule file", a circle once. */
async function violations(cwd: string): Promise<string[]> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [program, 'src', '--config', resolve('.dependency-cruiser.cjs'), '--output-type', 'json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 16 * 1024 * 1024 })
  const { summary } = Report.parse(JSON.parse(stdout))
  return summary.violations.map(({ from, rule }) => `${rule.name} ${from}`)
}
