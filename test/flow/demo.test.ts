import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runDemo } from '../../src/demo/demo.ts'
import { silentLogger } from '../../src/log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-demo-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What it makes stands in a folder of the test, so that what it leaves there is seen. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ['src/main.ts', 'demo', ...args], { env: { ...process.env, TMPDIR: folder } })
  const ended = once(child, 'exit')
  return { child, out: text(child.stdout), err: text(child.stderr), ended: async () => (await ended)[0] }
}

describe('the demo', () => {
  it.each([
    ['en', 'Everything came true.'],
    ['fr', 'Tout s’est passé comme prévu.'],
  ])(
    'plays its story in %s, ends with status 0 and leaves nothing behind',
    async (language, last) => {
      const demo = start('--once', '--lang', language)
      expect({ status: await demo.ended(), err: await demo.err }).toEqual({ status: 0, err: '' })
      const out = await demo.out
      expect(out).toContain(last)
      expect(out.match(/^ ?\d+\. /gm)).toHaveLength(12)
      expect(out).not.toContain('✗')
      expect(await readdir(folder)).toEqual([])
    },
    60_000,
  )

  it('runs on after the story, says how to go on, and ends when it is told to', async () => {
    const demo = start('--lang', 'en')
    let told = ''
    demo.child.stdout.on('data', (chunk: Buffer) => {
      const before = told
      told += chunk.toString()
      // As npm does, beside the terminal: twice.
      if (told.includes('Ctrl-C') && !before.includes('Ctrl-C'))
        for (let times = 0; times < 2; times++) demo.child.kill('SIGINT')
    })
    expect(await demo.ended()).toBe(0)
    expect(told).toMatch(/daniel\.reed@riverside\.example> +user daniel, IMAP 127\.0\.0\.1:\d+/)
    expect(told).toMatch(/The three mailboxes: http:\/\/127\.0\.0\.1:\d+/)
    expect(await readdir(folder)).toEqual([])
  }, 60_000)

  it('ends with another status where it is stopped within the story', async () => {
    const demo = start('--once', '--lang', 'en')
    demo.child.stdout.once('data', () => demo.child.kill('SIGTERM'))
    expect(await demo.ended()).toBe(130)
    expect(await readdir(folder)).toEqual([])
  }, 60_000)

  it('names the step that did not come true, and what it saw instead, with status 1', async () => {
    const lines: string[] = []
    const write = (line: string) => void lines.push(line)
    const signal = new AbortController().signal
    const status = await runDemo({
      language: 'en',
      once: true,
      log: silentLogger,
      write,
      fail: write,
      signal,
      patience: 100,
      story: async (stage) => {
        stage.step({ en: 'Emma waits', fr: 'Camille attend' })
        await stage.arrives(stage.world.requester, { en: 'Emma has a mail', fr: 'Camille a un message' })
      },
    })
    expect(status).toBe(1)
    expect(lines.join('\n')).toContain(
      ' 1. Emma waits\n    ✗ This did not come true: Emma has a mail\n      Seen instead: –',
    )
  }, 60_000)
})
