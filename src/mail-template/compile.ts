import type Handlebars from 'handlebars'
import type { Language } from '../i18n/language.ts'
import { createHandlebars } from './expressions.ts'
import { spoken } from './library-words.ts'
import { compileInProcess } from './mjml-compiler.ts'
import type { TemplateProblem } from './problem.ts'
import type { TemplateSource } from './template-source.ts'

export interface CompiledTemplate {
  html: Handlebars.TemplateDelegate
  text: Handlebars.TemplateDelegate
  subject: Handlebars.TemplateDelegate | null
}

const COMMON = { strict: true, knownHelpersOnly: true, preventIndent: true } as const

/** HTML of one source with its Handlebars tags still in it, and what MJML says against it. */
export async function compileMjml(source: TemplateSource): Promise<{ html: string; problems: TemplateProblem[] }> {
  const mjml = source.mjml.map((line) => line.text).join('\n')
  try {
    const { html, errors } = await compileInProcess(mjml)
    const told = errors.filter((error) => !isFalseAlarm(error.message))
    return {
      html,
      problems: told.map((error) => mjmlProblem(source, error.line, `${error.tagName}: ${error.message}`)),
    }
  } catch (error) {
    return { html: '', problems: [mjmlProblem(source, 0, error instanceof Error ? error.message : String(error))] }
  }
}

/** Functions for the three parts of a mail. Throws where Handlebars cannot compile; the check says so before. */
export function compileParts(source: TemplateSource, html: string): CompiledTemplate {
  const handlebars = createHandlebars(source.language)
  const known = { ...COMMON, knownHelpers: knownHelpers(handlebars) }
  const plain = { ...known, noEscape: true }
  for (const [name, file] of source.partials) handlebars.registerPartial(name, handlebars.compile(file.text, plain))
  handlebars.registerPartial('content', handlebars.compile(source.text.text, plain))
  return {
    html: handlebars.compile(html, known),
    text: handlebars.compile(source.textLayout.text, plain),
    subject: source.subject && handlebars.compile(source.subject.text, plain),
  }
}

function knownHelpers(handlebars: typeof Handlebars): Record<string, boolean> {
  return Object.fromEntries(Object.keys(handlebars.helpers).map((name) => [name, true]))
}

/** MJML takes a Handlebars tag for a bad colour or size; what would really vanish is found by the check of lost tags. */
function isFalseAlarm(message: string): boolean {
  return message.includes('{{')
}

function mjmlProblem(source: TemplateSource, line: number, message: string): TemplateProblem {
  const from = source.mjml[line - 1]
  return {
    file: from?.file ?? nameOf(source.event, source.language),
    line: from?.line ?? 0,
    what: spoken('MJML', message),
    mend: { en: 'Mend the MJML', fr: 'Corrigez le MJML' },
  }
}

function nameOf(event: string, language: Language): string {
  return `${event}/${language}.mjml.hbs`
}
