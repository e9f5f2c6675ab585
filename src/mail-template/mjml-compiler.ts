import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const complaint = z.object({ line: z.number(), tagName: z.string(), message: z.string() })
const answer = z.union([
  z.object({ id: z.number(), html: z.string(), errors: z.array(complaint) }),
  z.object({ id: z.number(), failed: z.string() }),
])
type Compiled = { html: string; errors: z.infer<typeof complaint>[] }

interface Asked {
  resolve(compiled: Compiled): void
  reject(error: Error): void
}

/** The process ends when nothing was asked of it for so long. */
const idleMs = 1000

let child: ChildProcess | null = null
let asked = new Map<number, Asked>()
let lastId = 0

/**
 * Compiles MJML in a process of its own, which soon ends: a service needs only its results, and would otherwise hold its memory (some tens
 * of MB) for weeks. Rejects with what MJML says where it cannot compile.
 */
export function compileInProcess(mjml: string): Promise<Compiled> {
  return new Promise((resolve, reject) => {
    lastId += 1
    asked.set(lastId, { resolve, reject })
    child ??= startChild()
    child.send({ id: lastId, mjml })
  })
}

function startChild(): ChildProcess {
  const here = fileURLToPath(import.meta.url)
  const started = fork(new URL(`mjml-process${extname(here)}`, import.meta.url), { execArgv: [] })
  started.on('message', (message) => {
    tell(answer.parse(message))
    if (asked.size === 0) setTimeout(() => endIfIdle(started), idleMs).unref()
  })
  started.on('exit', () => {
    if (child === started) forget(new Error('the process that compiles MJML has ended'))
  })
  // It could not be started, or ended just before it was asked.
  started.on('error', (error) => {
    if (child === started) forget(error)
  })
  return started
}

function tell(given: z.infer<typeof answer>): void {
  const one = asked.get(given.id)
  asked.delete(given.id)
  if ('failed' in given) one?.reject(new Error(given.failed))
  else one?.resolve(given)
}

function endIfIdle(started: ChildProcess): void {
  if (child !== started || asked.size > 0) return
  child = null
  started.disconnect()
}

function forget(error: Error): void {
  const left = asked
  child = null
  asked = new Map()
  for (const { reject } of left.values()) reject(error)
}
