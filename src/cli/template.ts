import { writeFile } from 'node:fs/promises'
import { PermanentError } from '../errors.ts'
import { LANGUAGES, type Language } from '../i18n/language.ts'
import { templateWords } from '../i18n/template-words.ts'
import { BrokenTemplate } from '../mail-template/broken-template.ts'
import { formatProblem, type TemplateProblem } from '../mail-template/problem.ts'
import { isMailEvent, MAIL_EVENTS } from '../mail-template/registry.ts'
import { createTemplates, type Templates } from '../mail-template/render.ts'
import { shippedTemplates } from '../mail-template/template-files.ts'

type Write = (line: string) => void

interface CheckOptions {
  language: Language
  overrides?: string
}

interface PreviewOptions extends CheckOptions {
  /** Where the HTML, or the text, is written; else the text is shown. */
  out?: string
}

/** `guichet template check`: a line for each problem; the promise gives the exit status. */
export async function checkTemplates({ language, overrides }: CheckOptions, write: Write): Promise<number> {
  const problems = await openTemplates(overrides).check()
  for (const line of linesOf(problems, language)) write(line)
  if (problems.length === 0) write(templateWords[language].sound(MAIL_EVENTS.length, LANGUAGES))
  return problems.length === 0 ? 0 : 1
}

/**
 * `guichet template preview`: the subject and the text on the terminal, or one part of the mail in a file; a line for each problem where no
 * mail can be made. The promise gives the exit status.
 */
export async function previewTemplate(event: string, options: PreviewOptions, write: Write): Promise<number> {
  const { language, out, overrides } = options
  const words = templateWords[language]
  if (!isMailEvent(event)) throw unknownEvent(event)
  try {
    const mail = await openTemplates(overrides).preview(event, language)
    if (out === undefined) write(`${words.subject(mail.subject)}\n\n${mail.text.trimEnd()}`)
    else {
      await writeFile(out, out.endsWith('.txt') ? mail.text : mail.html)
      write(words.written(out, mail.subject))
    }
    return 0
  } catch (error) {
    if (!(error instanceof BrokenTemplate)) throw error
    for (const line of linesOf(error.problems, language)) write(line)
    return 1
  }
}

const linesOf = (problems: readonly TemplateProblem[], language: Language): string[] =>
  problems.map((problem) => formatProblem(problem)[language])

function unknownEvent(event: string): PermanentError {
  const known = MAIL_EVENTS.join(', ')
  return new PermanentError('unknown-event', `There is no mail “${event}”. There are: ${known}`, {
    french: `Il n’y a pas de message « ${event} ». Il y a : ${known}`,
  })
}

function openTemplates(overridesFolder: string | undefined): Templates {
  return createTemplates({ folder: shippedTemplates, overridesFolder })
}
