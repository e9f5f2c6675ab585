import { writeFile } from 'node:fs/promises'
import { PermanentError } from '../errors.ts'
import { LANGUAGES, type Language } from '../i18n/language.ts'
import { formatProblem } from '../mail-template/problem.ts'
import { isMailEvent, MAIL_EVENTS } from '../mail-template/registry.ts'
import { createTemplates, type Templates } from '../mail-template/render.ts'
import { shippedTemplates } from '../mail-template/template-files.ts'

type Write = (line: string) => void

/** `guichet template check`: a line for each problem; the promise gives the exit status. */
export async function checkTemplates(overridesFolder: string | undefined, write: Write): Promise<number> {
  const problems = await openTemplates(overridesFolder).check()
  for (const problem of problems) write(formatProblem(problem))
  if (problems.length === 0) write(`All templates are sound: ${MAIL_EVENTS.length} mails in ${LANGUAGES.join(', ')}.`)
  return problems.length === 0 ? 0 : 1
}

/** `guichet template preview`: the subject and the text on the terminal, or one part of the mail in a file. */
export async function previewTemplate(
  event: string,
  options: { lang: string; out?: string; overrides?: string },
  write: Write,
): Promise<void> {
  if (!isMailEvent(event))
    throw new PermanentError('unknown-event', `There is no mail “${event}”. There are: ${MAIL_EVENTS.join(', ')}`, {
      french: `Il n’y a pas de message « ${event} ». Il y a : ${MAIL_EVENTS.join(', ')}`,
    })
  const mail = await openTemplates(options.overrides).preview(event, languageNamed(options.lang))
  if (!options.out) return write(`Subject: ${mail.subject}\n\n${mail.text.trimEnd()}`)
  await writeFile(options.out, options.out.endsWith('.txt') ? mail.text : mail.html)
  write(`${options.out}: ${mail.subject}`)
}

function openTemplates(overridesFolder: string | undefined): Templates {
  return createTemplates({ folder: shippedTemplates, overridesFolder })
}

function languageNamed(name: string): Language {
  const language = LANGUAGES.find((known) => known === name)
  if (language) return language
  throw new PermanentError('unknown-language', `There is no language “${name}”. There are: ${LANGUAGES.join(', ')}`)
}
