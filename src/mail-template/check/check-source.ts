import Handlebars from 'handlebars'
import type { SourceLine } from '../compose.ts'
import { spoken } from '../library-words.ts'
import type { TemplateProblem } from '../problem.ts'
import { entryOf } from '../registry.ts'
import type { TemplateFile } from '../template-files.ts'
import type { TemplateSource } from '../template-source.ts'
import { checkMarkup, lostTags } from './check-markup.ts'
import type { Part } from './faults.ts'
import { shapeOf } from './shape.ts'
import { type ParsedPart, VariableVisitor } from './variable-visitor.ts'

/** What would go wrong with a template, found without sending a mail. `html` is its MJML, compiled. */
export function checkSource(source: TemplateSource, html: string): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  const { schema, mustUse } = entryOf(source.event)
  const root = shapeOf(schema)
  const inHtml = visitPart('html', parseMjml(source, problems))
  const inText = visitPart('text', parseFile(source.textLayout, problems))
  if (source.subject) visitPart('subject', parseFile(source.subject, problems))
  problems.push(...checkMarkup(source.mjml), ...lostTags(source.mjml, html))
  if (problems.length === 0) problems.push(...unusedPaths(source, mustUse, inHtml, inText))
  return problems

  function visitPart(part: Part, parsed: ParsedPart | null): ReadonlySet<string> {
    const visitor = new VariableVisitor({ part, root, partial: (name) => parsePartial(source, name, problems) })
    if (parsed) visitor.visit(parsed)
    problems.push(...visitor.problems)
    return visitor.used
  }
}

/** Each file first: a block left open is told where it stands, not at the end of the layout around it. */
function parseMjml(source: TemplateSource, problems: TemplateProblem[]): ParsedPart | null {
  const files = new Set(source.mjml.map((line) => line.file))
  const sound = [...files].map((file) =>
    parseLines(
      source.mjml.filter((line) => line.file === file),
      problems,
    ),
  )
  return sound.includes(null) ? null : parseLines(source.mjml, problems)
}

function parseLines(lines: readonly SourceLine[], problems: TemplateProblem[]): ParsedPart | null {
  const text = lines.map((line) => line.text).join('\n')
  return parsePart(text, problems, (number) => {
    const { file, line } = lines[number - 1] ?? { file: '', line: 0 }
    return { file, line }
  })
}

function parsePartial(source: TemplateSource, name: string, problems: TemplateProblem[]): ParsedPart | null {
  const file = name === 'content' ? source.text : source.partials.get(name)
  return file ? parseFile(file, problems) : null
}

function parseFile(file: TemplateFile, problems: TemplateProblem[]): ParsedPart | null {
  return parsePart(file.text, problems, (line) => ({ file: file.path, line }))
}

function parsePart(text: string, problems: TemplateProblem[], placeOf: ParsedPart['placeOf']): ParsedPart | null {
  try {
    return { program: Handlebars.parse(text), placeOf }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const line = Number(/\b(?:line |- )(\d+)/.exec(message)?.[1] ?? 1)
    problems.push({
      ...placeOf(line),
      what: spoken('Handlebars', message),
      mend: { en: 'Mend the braces', fr: 'Corrigez les accolades' },
    })
    return null
  }
}

/** A mail about a solution without the link that approves it would be well formed, and useless. */
function unusedPaths(
  source: TemplateSource,
  mustUse: readonly string[],
  inHtml: ReadonlySet<string>,
  inText: ReadonlySet<string>,
): TemplateProblem[] {
  const missing = (file: string, path: string) => ({
    file,
    line: 0,
    what: { en: `${path} is not used`, fr: `${path} n’est pas utilisé` },
    mend: { en: `Add {{${path}}}`, fr: `Ajoutez {{${path}}}` },
  })
  const html = mustUse.filter((path) => !path.endsWith('.text') && !inHtml.has(path))
  const text = mustUse.filter((path) => !path.endsWith('.html') && !inText.has(path))
  return [
    ...html.map((path) =>
      missing(source.mjml.at(-1) ? `${source.event}/${source.language}.mjml.hbs` : source.event, path),
    ),
    ...text.map((path) => missing(source.text.path, path)),
  ]
}
