import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** One mail in a file of its own, or in one with many. */
export interface MailInFile {
  /** How a person finds it: a path, and the number of the mail in an mbox. */
  place: string
  open(): AsyncIterable<Uint8Array>
}

/** Mails of files, of folders (Maildirs too: `cur` and `new`), and of mbox files, in the order of their names. Nothing deeper is read. */
export async function* mailsIn(paths: readonly string[]): AsyncGenerator<MailInFile> {
  for (const path of paths)
    if ((await stat(path)).isDirectory()) for (const file of await filesIn(path)) yield* mailsOf(file)
    else yield* mailsOf(path)
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const isMaildir = ['cur', 'new'].every((name) => entries.some((entry) => entry.name === name && entry.isDirectory()))
  if (isMaildir) return [...(await filesOf(join(folder, 'cur'))), ...(await filesOf(join(folder, 'new')))]
  return filesOf(folder)
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .sort()
}

async function* mailsOf(path: string): AsyncGenerator<MailInFile> {
  if (!(await isMbox(path))) return yield { place: path, open: () => createReadStream(path) }
  let number = 0
  for await (const { start, end } of mboxParts(path)) {
    number += 1
    yield { place: `${path} (${number})`, open: () => unquoted(createReadStream(path, { start, end })) }
  }
}

const separator = Buffer.from('From ')

/** RFC 4155: the first line of every mail in an mbox is one that begins with "From ". */
async function isMbox(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(separator.length), 0, separator.length, 0)
    return bytesRead === separator.length && buffer.equals(separator)
  } finally {
    await file.close()
  }
}

/** Where each mail begins (after its separator line) and ends, both included; a separator stands at the start or after an empty line. */
async function* mboxParts(path: string): AsyncGenerator<{ start: number; end: number }> {
  let start: number | null = null
  let separatorAt = -1
  for await (const { at, line, length, afterBlank } of linesOf(path)) {
    if (afterBlank && line.subarray(0, separator.length).equals(separator)) {
      if (start !== null && at > start) yield { start, end: at - 1 }
      separatorAt = at
    }
    if (separatorAt === at) start = at + length
  }
  const { size } = await stat(path)
  if (start !== null && size > start) yield { start, end: size - 1 }
}

interface Line {
  /** Octets from the start of the file. */
  at: number
  /** Its first octets: enough to know it. */
  line: Buffer
  /** Of all of it, with its end. */
  length: number
  afterBlank: boolean
}

const knownBy = 8

/** The lines of a file, however long: only the first octets of each are kept. */
async function* linesOf(path: string): AsyncGenerator<Line> {
  let head = Buffer.alloc(0)
  let length = 0
  let at = 0
  let afterBlank = true
  for await (const chunk of createReadStream(path)) {
    const buffer = Buffer.from(chunk)
    let from = 0
    while (from < buffer.length) {
      const newline = buffer.indexOf(10, from)
      const to = newline < 0 ? buffer.length : newline + 1
      if (head.length < knownBy)
        head = Buffer.concat([head, buffer.subarray(from, Math.min(to, from + knownBy - head.length))])
      length += to - from
      from = to
      if (newline < 0) continue
      yield { at, line: head, length, afterBlank }
      afterBlank = /^\r?\n$/.test(head.toString('latin1'))
      at += length
      length = 0
      head = Buffer.alloc(0)
    }
  }
  if (length > 0) yield { at, line: head, length, afterBlank }
}

const quotedSeparator = /^>+From /

/** mboxrd puts one `>` before lines that look like separators; here it is taken away. */
async function* unquoted(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = ''
  for await (const chunk of content) {
    const text = rest + Buffer.from(chunk).toString('latin1')
    const end = text.lastIndexOf('\n') + 1
    // A line without an end is handed on in pieces: what is not at its start needs no look.
    const cut = end > 0 ? end : text.length > longestHeld ? text.length : 0
    rest = text.slice(cut)
    if (cut > 0) yield Buffer.from(withoutQuote(text.slice(0, cut)), 'latin1')
  }
  if (rest !== '') yield Buffer.from(withoutQuote(rest), 'latin1')
}

const longestHeld = 1_000_000

function withoutQuote(text: string): string {
  return text
    .split('\n')
    .map((line) => (quotedSeparator.test(line) ? line.slice(1) : line))
    .join('\n')
}
