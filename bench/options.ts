import { parseArgs } from 'node:util'

/** What can be measured; all of it unless some are named. */
export const parts = ['throughput', 'latency', 'memory', 'growth', 'reading'] as const
export type Part = (typeof parts)[number]

export interface BenchOptions {
  json: boolean
  only: readonly Part[]
  /** Mails of the throughput; the others are in proportion. */
  mails: number
}

const usage = `Usage: npm run bench -- [--json] [--mails N] [PART…]

  PART     ${parts.join(', ')}; all of them if none is named
  --json   also print one JSON object, on the last line
  --mails  how many mails throughput is measured on (2000)`

export function readOptions(argv: readonly string[]): BenchOptions {
  const options = {
    json: { type: 'boolean', default: false },
    mails: { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const mails = Number(values.mails)
    const only = positionals.map(partOf)
    if (values.help) stop(usage, 0)
    if (!Number.isInteger(mails) || mails < 50) throw new Error('--mails is a whole number from 50 on')
    return { json: values.json, only: only.length > 0 ? only : parts, mails }
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2)
  }
}

function partOf(name: string): Part {
  const part = parts.find((one) => one === name)
  if (!part) throw new Error(`There is no part “${name}”.`)
  return part
}

function stop(text: string, status: number): never {
  console.error(text)
  process.exit(status)
}
