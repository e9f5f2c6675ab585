import type { Sentence } from '../../i18n/sentence.ts'
import type { SourceLine } from '../compose.ts'
import type { TemplateProblem } from '../problem.ts'

/** What is wrong with the tags and links of an MJML source, as far as MJML does not say so itself. */
export function checkMarkup(lines: readonly SourceLine[]): TemplateProblem[] {
  return [...unbalancedTags(lines), ...lines.flatMap(badLinks), ...lines.flatMap(remoteLoads)]
}

/** Every Handlebars tag of the source must be in the compiled HTML: MJML drops those that stand bare between its own tags. */
export function lostTags(lines: readonly SourceLine[], html: string): TemplateProblem[] {
  const wanted = new Map<string, SourceLine[]>()
  for (const line of lines)
    for (const [tag] of line.text.matchAll(HANDLEBARS_TAG)) wanted.set(tag, [...(wanted.get(tag) ?? []), line])
  const kept = new Map<string, number>()
  for (const [tag] of html.matchAll(HANDLEBARS_TAG)) kept.set(tag, (kept.get(tag) ?? 0) + 1)
  return [...wanted]
    .filter(([tag, places]) => (kept.get(tag) ?? 0) < places.length)
    .map(([tag, places]) => lost(tag, places))
}

const HANDLEBARS_TAG = /\{\{\{?(?!!)[^{}]*\}?\}\}/g

function lost(tag: string, places: readonly SourceLine[]): TemplateProblem {
  const bare = places.find((line) => line.text.trimStart().startsWith(tag)) ?? places[0]
  const what = {
    en: `${tag} got lost when the MJML was compiled`,
    fr: `${tag} s’est perdu à la compilation du MJML`,
  }
  const mend = { en: `Write <mj-raw>${tag}</mj-raw>`, fr: `Écrivez <mj-raw>${tag}</mj-raw>` }
  return { file: bare?.file ?? '', line: bare?.line ?? 0, what, mend }
}

const TAG = /<(\/?)([a-zA-Z][\w-]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/g
const VOID_TAGS = ['br', 'hr', 'img', 'meta', 'input', 'col', 'wbr']

function unbalancedTags(lines: readonly SourceLine[]): TemplateProblem[] {
  const problems: TemplateProblem[] = []
  const open: { name: string; line: SourceLine }[] = []
  const tell = (line: SourceLine, what: Sentence) =>
    problems.push({ file: line.file, line: line.line, what, mend: { en: 'Mend the tags', fr: 'Corrigez les balises' } })
  for (const { closing, name, line } of tagsOf(lines)) {
    if (!closing) open.push({ name, line })
    else if (open.at(-1)?.name === name) open.pop()
    else if (open.some((tag) => tag.name === name)) {
      for (let tag = open.pop(); tag && tag.name !== name; tag = open.pop()) tell(tag.line, notClosed(tag.name))
    } else tell(line, { en: `</${name}> closes nothing`, fr: `</${name}> ne ferme rien` })
  }
  for (const tag of open) tell(tag.line, notClosed(tag.name))
  return problems
}

const notClosed = (name: string): Sentence => ({ en: `<${name}> is not closed`, fr: `<${name}> n’est pas fermé` })

/** The tags of the source in order. A tag may run over several lines; it counts for the line it begins on. */
function* tagsOf(lines: readonly SourceLine[]): Generator<{ closing: boolean; name: string; line: SourceLine }> {
  const starts: number[] = []
  let length = 0
  for (const line of lines) {
    starts.push(length)
    length += line.text.length + 1
  }
  const whole = lines.map((line) => line.text).join('\n')
  const source = whole.replaceAll(/\{\{[^{}]*\}\}|<!--[\s\S]*?-->/g, (hidden) => hidden.replaceAll(/[^\n]/g, ' '))
  let at = 0
  for (const match of source.matchAll(TAG)) {
    while ((starts[at + 1] ?? Number.POSITIVE_INFINITY) <= match.index) at += 1
    const [tag, slash, name = ''] = match
    const line = lines[at]
    if (line && !tag.endsWith('/>') && !VOID_TAGS.includes(name.toLowerCase()))
      yield { closing: slash === '/', name, line }
  }
}

const LINK = /\b(?:href|src|action|background-url)\s*=\s*["']?\s*([^"'\s>]*)/gi

/** Links are https:, http:, mailto:, tel:, or come from the data, whose schema allows no other. */
function badLinks(line: SourceLine): TemplateProblem[] {
  const links = [...line.text.matchAll(LINK)].map((match) => match[1] ?? '')
  const bad = links.filter((link) => !/^(?:https?:\/\/|mailto:|tel:|#|\{\{)/i.test(link))
  const mend = {
    en: 'Use https://…, mailto:… or one of the links of the data',
    fr: 'Utilisez https://…, mailto:… ou l’un des liens des données',
  }
  return bad.map((link) => ({
    file: line.file,
    line: line.line,
    what: { en: `the link “${link}” is not allowed`, fr: `le lien « ${link} » n’est pas permis` },
    mend,
  }))
}

const REMOTE = /<(?:img|mj-image|mj-carousel|mj-hero|link|script|iframe|mj-font)\b|@import|url\(|\bon[a-z]+\s*=\s*["']/i

function remoteLoads(line: SourceLine): TemplateProblem[] {
  if (!REMOTE.test(line.text)) return []
  const what = {
    en: 'a picture, font, style sheet or script that the mail program would have to fetch, or that would run',
    fr: 'une image, une police, une feuille de style ou un script que le logiciel de messagerie devrait aller chercher, ou qui s’exécuterait',
  }
  const mend = {
    en: 'Leave it out: most programs do not load it, and it tells on who reads',
    fr: 'Retirez-le : la plupart des logiciels ne le chargent pas, et il trahit qui lit',
  }
  return [{ file: line.file, line: line.line, what, mend }]
}
