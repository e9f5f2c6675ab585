import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { describeError } from '../errors.ts'
import { fileTroubleOf } from '../i18n/file-troubles.ts'
import { bodyOnly, parseMail } from '../mail/parse.ts'
import type { ParsedMail } from '../mail/types.ts'
import { explainReport } from './explain-report.ts'
import { type ExplainLanguage, explainWords } from './explain-words.ts'
import { explain, toBatchAnswer } from './explanation.ts'
import { judgeFile } from './judge-file.ts'

const caseSchema = z.object({
  id: z.string(),
  file: z.string(),
  input: z.enum(['eml', 'text', 'html']),
  subject: z.string().optional(),
})

export interface ExplainOptions {
  language: ExplainLanguage
  /** Whole texts instead of their first lines. */
  full: boolean
  /** Whether DNS may be asked for the keys of signatures. */
  dns: boolean
}

export interface Output {
  write(line: string): void
  fail(line: string): void
}

/** `guichet mail explain FILE…`: a report for people on each mail. Gives the exit status: 1 where a file could not be read. */
export async function explainFiles(files: readonly string[], options: ExplainOptions, output: Output): Promise<number> {
  const words = explainWords[options.language]
  let failed = 0
  for (const [index, file] of files.entries()) {
    try {
      const mail = await parseMail(createReadStream(file))
      const sender = await judgeFile(file, mail, options.dns)
      output.write((index === 0 ? '' : '\n') + explainReport(file, explain(mail), sender, words, options.full))
    } catch (error) {
      failed++
      output.fail(words.unreadable(file, fileTrouble(error, options.language)))
    }
  }
  if (failed > 0 && files.length > 1) output.fail(words.failed(failed))
  return failed > 0 ? 1 : 0
}

/** `guichet mail explain --batch FILE`: a JSON object a line in, a JSON object a line out, in order; a line that cannot be read does not end it. */
export async function explainBatch(file: string, output: Output): Promise<number> {
  let lines: string[]
  try {
    lines = (await readFile(file, 'utf8')).split('\n')
  } catch (error) {
    output.fail(explainWords.en.unreadable(file, fileTrouble(error, 'en')))
    return 1
  }
  for (const line of lines) if (line.trim() !== '') output.write(JSON.stringify(await explainLine(line)))
  return 0
}

async function explainLine(line: string): Promise<object> {
  const known = caseSchema.safeParse(parseJson(line))
  if (!known.success) return { id: idOf(line), error: { code: 'bad-case', message: z.prettifyError(known.error) } }
  try {
    return { id: known.data.id, ...toBatchAnswer(explain(await readCase(known.data))) }
  } catch (error) {
    return { id: known.data.id, error: { code: 'unreadable', message: fileTrouble(error, 'en') } }
  }
}

/** Undefined where the line is not JSON: the schema then says what was expected. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** A case with one bad field still says which one it is. */
function idOf(line: string): string {
  const known = z.object({ id: z.string() }).safeParse(parseJson(line))
  return known.success ? known.data.id : ''
}

async function readCase(known: z.infer<typeof caseSchema>): Promise<ParsedMail> {
  if (known.input === 'eml') return parseMail(createReadStream(known.file))
  const body = await readFile(known.file, 'utf8')
  const subject = known.subject ?? ''
  return known.input === 'html' ? bodyOnly({ html: body, subject }) : bodyOnly({ text: body, subject })
}

function fileTrouble(error: unknown, language: ExplainLanguage): string {
  return fileTroubleOf(error)?.[language] ?? describeError(error)
}
