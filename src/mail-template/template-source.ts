import type { Language } from '../i18n/language.ts'
import { composeMjml, type SourceLine } from './compose.ts'
import type { TemplateProblem } from './problem.ts'
import { entryOf, type MailEvent } from './registry.ts'
import { listTemplates, readTemplate, type TemplateFile, type TemplateFolders } from './template-files.ts'

/** Everything that one mail in one language is written in, as it stands in the files. */
export interface TemplateSource {
  event: MailEvent
  language: Language
  mjml: SourceLine[]
  textLayout: TemplateFile
  text: TemplateFile
  /** Null for mails of a thread, whose subject is the ticket's. */
  subject: TemplateFile | null
  /** `{{> history}}` and its like, by name. For text parts and subjects; HTML parts include theirs before MJML runs. */
  partials: Map<string, TemplateFile>
  problems: TemplateProblem[]
}

export async function loadSource(
  folders: TemplateFolders,
  event: MailEvent,
  language: Language,
): Promise<TemplateSource> {
  const { layout, thread } = entryOf(event)
  const { lines, problems } = await composeMjml(folders, `layouts/${layout}.mjml.hbs`, `${event}/${language}.mjml.hbs`)
  const needed = (name: string) => readNeeded(folders, name, problems)
  const subjectName = `${event}/${language}.subject.hbs`
  const subject = thread === 'none' ? await needed(subjectName) : null
  if (thread !== 'none') await refuseSubject(folders, subjectName, problems)
  return {
    event,
    language,
    mjml: lines,
    textLayout: await needed(`layouts/${layout}.txt.hbs`),
    text: await needed(`${event}/${language}.txt.hbs`),
    subject,
    partials: await loadPartials(folders),
    problems,
  }
}

async function readNeeded(folders: TemplateFolders, name: string, problems: TemplateProblem[]): Promise<TemplateFile> {
  const file = await readTemplate(folders, name)
  if (!file)
    problems.push({
      file: name,
      line: 0,
      what: { en: 'the file is missing', fr: 'le fichier manque' },
      mend: { en: 'Add it', fr: 'Ajoutez-le' },
    })
  return file ?? { path: name, text: '' }
}

async function refuseSubject(folders: TemplateFolders, name: string, problems: TemplateProblem[]): Promise<void> {
  const file = await readTemplate(folders, name)
  if (!file) return
  const what = {
    en: 'this mail belongs to a conversation, and another subject would tear it out of it in Gmail and Outlook',
    fr: 'ce message fait partie d’une conversation, et un autre objet l’en arracherait dans Gmail et Outlook',
  }
  problems.push({ file: file.path, line: 0, what, mend: { en: 'Remove the file', fr: 'Retirez le fichier' } })
}

async function loadPartials(folders: TemplateFolders): Promise<Map<string, TemplateFile>> {
  const partials = new Map<string, TemplateFile>()
  for (const path of await listTemplates(folders)) {
    const name = /^partials\/(.+)\.txt\.hbs$/.exec(path)?.[1]
    const file = name ? await readTemplate(folders, path) : null
    if (name && file) partials.set(name, file)
  }
  return partials
}
