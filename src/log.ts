import { pino } from 'pino'
import pretty from 'pino-pretty'
import { describeError } from './errors.ts'

/** What the code may do with the log. `event` is stable and searchable (`imap-connected`); `data` says what about. */
export interface Logger {
  debug(event: string, data?: object): void
  info(event: string, data?: object): void
  warn(event: string, data?: object): void
  error(event: string, data?: object): void
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

interface LogTarget {
  write(line: string): void
}

/** Deeper values are left out: nobody reads them, and a cycle ends there. */
const deepest = 4
const longestText = 2000
const mostEntries = 100
const secretName = /pass(?:word|phrase)?$|secret|token|authorization|cookie|credential|private_?key/i
/** A signed link acts for whoever holds it. */
const signedLink = /\/l\/[a-z2-7]{19,36}/gi

/** One JSON object a line, or people's words where `forPeople` (a terminal). Secrets and signed links never reach it. */
export function createLogger(options: { level?: LogLevel; forPeople?: boolean; target?: LogTarget } = {}): Logger {
  const logger = pino(
    { level: options.level ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' },
    chooseTarget(options.forPeople ?? process.stdout.isTTY === true, options.target),
  )
  return {
    debug: (event, data) => logger.debug(scrubRecord(data), event),
    info: (event, data) => logger.info(scrubRecord(data), event),
    warn: (event, data) => logger.warn(scrubRecord(data), event),
    error: (event, data) => logger.error(scrubRecord(data), event),
  }
}

/** For tests, and where nobody listens. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {}

function chooseTarget(forPeople: boolean, target: LogTarget | undefined) {
  if (!forPeople) return target ?? pino.destination({ dest: 1, sync: true })
  const words = pretty.prettyFactory({
    colorize: target === undefined,
    messageKey: 'event',
    translateTime: 'SYS:HH:MM:ss',
  })
  const out = target ?? process.stdout
  return { write: (line: string) => void out.write(words(line)) }
}

function scrubRecord(data: object = {}): object {
  const scrubbed = scrub(data, 0)
  return typeof scrubbed === 'object' && scrubbed !== null ? scrubbed : {}
}

function scrub(value: unknown, depth: number): unknown {
  if (value instanceof Error) return maskText(describeError(value))
  if (typeof value === 'string') return maskText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `${value.length} octets`
  if (depth >= deepest) return '…'
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((entry) => scrub(entry, depth + 1))
  const entries = Object.entries(value).slice(0, mostEntries)
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, isSecret(name, entry) ? '[hidden]' : scrub(entry, depth + 1)]),
  )
}

/** A count called `tokens` is no secret. */
function isSecret(name: string, value: unknown): boolean {
  return typeof value !== 'number' && secretName.test(name)
}

function maskText(text: string): string {
  const masked = text.replaceAll(signedLink, '/l/[hidden]')
  return masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked
}
