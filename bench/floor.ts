import { simpleParser } from 'mailparser'
import type { BenchMail } from './mails.ts'

/** mailparser's simpleParser alone, one mail after the other: what reading a mail costs at the least. CPU ms a mail. */
export async function measureFloor(
  mails: readonly BenchMail[],
): Promise<{ mailsPerSecond: number; cpuMsPerMail: number }> {
  for (const { raw } of mails.slice(0, 500)) await simpleParser(raw)
  const began = performance.now()
  const before = process.cpuUsage()
  for (const { raw } of mails) await simpleParser(raw)
  const { user, system } = process.cpuUsage(before)
  return {
    mailsPerSecond: mails.length / ((performance.now() - began) / 1000),
    cpuMsPerMail: (user + system) / 1000 / mails.length,
  }
}
