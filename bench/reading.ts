import { Readable } from 'node:stream'
import { parseMail } from '../src/mail/parse.ts'
import type { ParsedMail } from '../src/mail/types.ts'
import { extractReply } from '../src/reply/extract-reply.ts'
import { findForward } from '../src/reply/find-forward.ts'
import type { BenchMail } from './mails.ts'

export interface Reading {
  parsing: { mailsPerSecond: number; cpuMsPerMail: number }
  replyExtraction: { mailsPerSecond: number; cpuMsPerMail: number }
  /** CPU time at the full size by that at a tenth of it, of parsing and reply extraction together: 10 is growing like the input. */
  growth: { html1Mb: number; quotes100000Lines: number; parts5000: number }
}

export async function measureReading(mails: readonly BenchMail[]): Promise<Reading> {
  const parsed: ParsedMail[] = []
  for (const { raw } of mails) parsed.push(await parse(raw))
  return {
    parsing: await rate(
      mails.map(({ raw }) => raw),
      parse,
    ),
    replyExtraction: await rate(parsed, (mail) => extractReply(mail, [])),
    growth: {
      html1Mb: await growthOf(1_000_000, htmlOf),
      quotes100000Lines: await growthOf(100_000, quotesOf),
      parts5000: await growthOf(5_000, partsOf),
    },
  }
}

/** Attachments are read and thrown away. */
const parse = (raw: Buffer): Promise<ParsedMail> =>
  parseMail(Readable.from([raw]), async (_about, content) => {
    let size = 0
    for await (const chunk of content) size += chunk.length
    return { sha256: '', size, storageKey: '' }
  })

async function rate<T>(items: readonly T[], work: (item: T) => unknown) {
  for (const item of items) await work(item)
  const began = performance.now()
  const before = process.cpuUsage()
  for (const item of items) await work(item)
  const { user, system } = process.cpuUsage(before)
  return {
    mailsPerSecond: items.length / ((performance.now() - began) / 1000),
    cpuMsPerMail: (user + system) / 1000 / items.length,
  }
}

const repeats = 5

/** Ten mails of a tenth for each of the full size, so that both are warm and both pay for their share of collected garbage. */
async function growthOf(size: number, make: (size: number) => Buffer): Promise<number> {
  const [tenth, full] = [make(size / 10), make(size)]
  await cpuOf(tenth, repeats)
  await cpuOf(full, 1)
  return (10 * (await cpuOf(full, repeats))) / (await cpuOf(tenth, 10 * repeats))
}

/** CPU time of all runs: what else the machine does must not count. */
async function cpuOf(raw: Buffer, runs: number): Promise<number> {
  const before = process.cpuUsage()
  for (let run = 0; run < runs; run++) await read(raw)
  const { user, system } = process.cpuUsage(before)
  return user + system
}

async function read(raw: Buffer): Promise<void> {
  const mail = await parse(raw)
  findForward(mail)
  extractReply(mail, [])
}

const head = ['From: Ada <ada@plain.example>', 'To: support@school.example', 'Subject: Re: size', 'MIME-Version: 1.0']
const mailOf = (lines: readonly string[]): Buffer => Buffer.from([...head, ...lines].join('\r\n'))

function htmlOf(bytes: number): Buffer {
  const paragraph = '<p>The <b>projector</b> shows a <a href="https://school.example/12">green picture</a>.</p>\r\n'
  const html = `<html><body>${paragraph.repeat(Math.floor(bytes / paragraph.length))}</body></html>`
  return mailOf(['Content-Type: text/html; charset=utf-8', '', html])
}

function quotesOf(lines: number): Buffer {
  const quoted = Array.from({ length: lines }, (_, n) => `> line ${n} of the mail`)
  const answer = ['It works now.', '', 'On Tue, 24 Nov 2026 at 09:00, Desk <support@school.example> wrote:']
  return mailOf(['Content-Type: text/plain; charset=utf-8', '', ...answer, ...quoted, ''])
}

function partsOf(count: number): Buffer {
  const part = ['--b', 'Content-Type: text/plain; charset=utf-8', '', 'One more part.']
  const parts = Array.from({ length: count }, () => part).flat()
  return mailOf(['Content-Type: multipart/mixed; boundary=b', '', ...parts, '--b--', ''])
}
