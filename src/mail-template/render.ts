import { LANGUAGES, type Language } from '../i18n/language.ts'
import { BrokenTemplate } from './broken-template.ts'
import { checkFolders } from './check/check-folders.ts'
import { checkSource } from './check/check-source.ts'
import { type CompiledTemplate, compileMjml, compileParts } from './compile.ts'
import { headerText, threadSubject } from './header-text.ts'
import { spoken } from './library-words.ts'
import { parseMailData } from './parse-mail-data.ts'
import { formatProblem, type TemplateProblem } from './problem.ts'
import { entryOf, MAIL_EVENTS, type MailData, type MailEvent } from './registry.ts'
import { bareSampleOf } from './samples/bare-sample.ts'
import { sampleOf } from './samples/sample-of.ts'
import type { TemplateFolders } from './template-files.ts'
import { loadSource } from './template-source.ts'
import { layoutText } from './text-layout.ts'

export interface RenderedMail {
  /** One line, not encoded. */
  subject: string
  html: string
  /** LF line ends. */
  text: string
}

export interface Templates {
  /** Throws a BrokenTemplate, or a PermanentError where the data does not fit: never a mail with holes. */
  render<E extends MailEvent>(event: E, language: Language, data: MailData<E>): Promise<RenderedMail>
  /** Everything that is wrong with the templates of one mail or of all, in both languages; empty where all is well. */
  check(event?: MailEvent): Promise<TemplateProblem[]>
  /** A mail made from sample data. Throws a BrokenTemplate. */
  preview(event: MailEvent, language: Language): Promise<RenderedMail>
  /**
   * Compiles all templates, so that no mail waits for it. A broken one is told and stops nothing: mails made from it are parked until it is
   * mended, all others go out.
   */
  prewarm(onBroken: (error: unknown) => void): Promise<void>
}

/** Templates of a folder, compiled at first use and kept. A broken one is tried again, once it is mended. */
export function createTemplates(folders: TemplateFolders): Templates {
  const compiled = new Map<string, Promise<CompiledTemplate>>()
  return {
    render: async (event, language, data) => renderMail(await obtain(event, language), event, data),
    check: async (event) => [
      ...(event ? [] : await checkFolders(folders)),
      ...(await checkEvents(folders, event ? [event] : MAIL_EVENTS)),
    ],
    preview: async (event, language) => renderMail(await obtain(event, language), event, sampleOf(event, language)),
    prewarm: async (onBroken) => {
      for (const event of MAIL_EVENTS)
        for (const language of LANGUAGES) await obtain(event, language).then(undefined, onBroken)
    },
  }

  function obtain(event: MailEvent, language: Language): Promise<CompiledTemplate> {
    const key = `${event}/${language}`
    const known = compiled.get(key)
    if (known) return known
    const fresh = compileTemplate(folders, event, language)
    compiled.set(key, fresh)
    fresh.catch(() => compiled.delete(key))
    return fresh
  }
}

async function compileTemplate(
  folders: TemplateFolders,
  event: MailEvent,
  language: Language,
): Promise<CompiledTemplate> {
  const source = await loadSource(folders, event, language)
  const { html, problems } = await compileMjml(source)
  const found = [...source.problems, ...problems, ...checkSource(source, html)]
  if (found.length === 0) return compileParts(source, html)
  throw new BrokenTemplate(event, language, found)
}

function renderMail(template: CompiledTemplate, event: MailEvent, stored: unknown): RenderedMail {
  const data = parseMailData(event, stored)
  return {
    subject: subjectOf(template, event, data),
    html: template.html(data),
    text: layoutText(template.text(data)),
  }
}

function subjectOf(template: CompiledTemplate, event: MailEvent, data: MailData<MailEvent>): string {
  if ('ticket' in data) return threadSubject(data.ticket.tag, data.ticket.title, entryOf(event).thread === 'starts')
  return headerText(template.subject?.(data) ?? '')
}

/** As compiling does, and a mail is made from the samples, in which a helper may still fail. */
async function checkEvents(folders: TemplateFolders, events: readonly MailEvent[]): Promise<TemplateProblem[]> {
  const found: TemplateProblem[] = []
  for (const event of events)
    for (const language of LANGUAGES) found.push(...(await checkOne(folders, event, language)))
  return withoutRepetitions(found)
}

async function checkOne(folders: TemplateFolders, event: MailEvent, language: Language): Promise<TemplateProblem[]> {
  const source = await loadSource(folders, event, language)
  const { html, problems } = await compileMjml(source)
  const found = [...source.problems, ...problems, ...checkSource(source, html)]
  if (found.length > 0) return found
  try {
    const template = compileParts(source, html)
    for (const sample of [sampleOf(event, language), bareSampleOf(event, language)]) renderMail(template, event, sample)
    return []
  } catch (error) {
    const what = spoken('Handlebars', error instanceof Error ? error.message : String(error))
    const mend = {
      en: 'Mend the template, or one that it includes',
      fr: 'Corrigez le modèle, ou l’un de ceux qu’il inclut',
    }
    return [{ file: source.text.path, line: 0, what, mend }]
  }
}

/** A problem of a layout or partial is found once for each event. */
function withoutRepetitions(problems: TemplateProblem[]): TemplateProblem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem).en, problem])).values()]
}
