import type { Growth } from './growth.ts'
import type { Latency } from './latency.ts'
import type { Memory } from './memory.ts'
import type { Reading } from './reading.ts'
import type { Throughput } from './throughput.ts'

/** All that was measured. `floor` is mailparser's simpleParser alone; a ratio is CPU a mail by the floor's. */
export interface Report {
  floor?: { mailsPerSecond: number; cpuMsPerMail: number }
  sqlite?: Throughput & { ratio: number }
  mariadb?: Throughput & { ratio: number }
  /** By LMTP; `imap` from the EXISTS notice, `dovecot` from APPEND to a real Dovecot. */
  latency?: Latency & { imap: Latency; dovecot: Latency }
  memory?: Memory
  growth?: Growth
  reading?: Reading
}

type Line = [what: string, ...values: string[]]

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

/** A table for people. */
export function tableOf(report: Report): string {
  const lines = [...throughputLines(report), ...latencyLines(report), ...memoryLines(report), ...readingLines(report)]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((value, column) => (column === 0 ? value.padEnd(widths[0] ?? 0) : value.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function throughputLines({ floor, sqlite, mariadb }: Report): Line[] {
  if (!floor || !sqlite || !mariadb) return []
  const row = (
    name: string,
    { mailsPerSecond, cpuMsPerMail }: { mailsPerSecond: number; cpuMsPerMail: number },
  ): Line => [name, number(mailsPerSecond), number(cpuMsPerMail), number(cpuMsPerMail / floor.cpuMsPerMail)]
  return [
    ['Throughput', 'mails/s', 'CPU ms a mail', 'times the floor'],
    row('simpleParser alone (the floor)', floor),
    row('Guichet on SQLite', sqlite),
    row('Guichet on MariaDB', mariadb),
    [''],
  ]
}

function latencyLines({ latency }: Report): Line[] {
  if (!latency) return []
  const row = (name: string, { commitP50Ms, receiptP50Ms }: Latency): Line => [
    name,
    number(commitP50Ms),
    number(receiptP50Ms),
  ]
  return [
    ['Latency, median', 'ticket ms', 'receipt ms'],
    row('from the end of LMTP DATA', latency),
    row('from an IMAP EXISTS', latency.imap),
    row('from APPEND to Dovecot', latency.dovecot),
    [''],
  ]
}

function memoryLines({ memory, growth }: Report): Line[] {
  return [
    ...(memory
      ? ([
          ['Memory', 'peak MB'],
          ['mails with 20 MB attachments, 4 at a time', number(memory.peakRssMb)],
          ['one mail of 100 MB, taken', number(memory.hugeTakenPeakRssMb)],
          ['one mail of 100 MB, refused', number(memory.hugeRefusedPeakRssMb)],
          [''],
        ] satisfies Line[])
      : []),
    ...(growth
      ? ([
          ['Growth', 'CPU ms a mail'],
          [`at ${growth.small.tickets} tickets`, number(growth.small.cpuMsPerMail)],
          [`at ${growth.large.tickets} tickets`, number(growth.large.cpuMsPerMail)],
          ['ratio', number(growth.ratio)],
          [''],
        ] satisfies Line[])
      : []),
  ]
}

function readingLines({ reading }: Report): Line[] {
  if (!reading) return []
  const { parsing, replyExtraction, growth } = reading
  return [
    ['Reading', 'mails/s', 'CPU ms a mail'],
    ['parsing', number(parsing.mailsPerSecond), number(parsing.cpuMsPerMail)],
    ['reply extraction', number(replyExtraction.mailsPerSecond), number(replyExtraction.cpuMsPerMail)],
    [''],
    ['CPU time at ten times the input', 'ratio'],
    ['1 MB of HTML', number(growth.html1Mb)],
    ['100,000 quoted lines', number(growth.quotes100000Lines)],
    ['5,000 parts', number(growth.parts5000)],
  ]
}
