import { INCLUDE_DEPTH } from './limits.ts'
import type { TemplateProblem } from './problem.ts'
import { readTemplate, type TemplateFolders } from './template-files.ts'

/** One line of a composed source, and where it came from. */
export interface SourceLine {
  text: string
  file: string
  line: number
}

/** `<mj-include path="partials/words.mjml.hbs" />` on a line of its own; `content` stands for the event's own file. */
const INCLUDE = /^\s*<mj-include\s+path="([^"]*)"\s*\/>\s*$/

/**
 * The MJML of one mail: its layout with everything that it includes put in place. MJML's own includes stay off: they
 * know nothing of overrides, and a refused one would be no more than a comment.
 */
export async function composeMjml(
  folders: TemplateFolders,
  layout: string,
  content: string,
): Promise<{ lines: SourceLine[]; problems: TemplateProblem[] }> {
  const problems: TemplateProblem[] = []
  const lines = await expand(layout, [])
  return { lines, problems }

  async function expand(name: string, parents: readonly string[], from?: SourceLine): Promise<SourceLine[]> {
    const file = await readTemplate(folders, name)
    if (!file) return report(from, name, missing(name))
    if (parents.includes(name) || parents.length >= INCLUDE_DEPTH) return report(from, name, tooDeep(name))
    const expanded: SourceLine[] = []
    for (const [index, text] of file.text.trimEnd().split('\n').entries()) {
      const line = { text, file: file.path, line: index + 1 }
      const include = INCLUDE.exec(text)?.[1]
      if (include === undefined) expanded.push(line)
      else expanded.push(...(await expand(include === 'content' ? content : include, [...parents, name], line)))
    }
    return expanded
  }

  function report(from: SourceLine | undefined, name: string, wrong: Wrong): SourceLine[] {
    problems.push({ file: from?.file ?? name, line: from?.line ?? 0, ...wrong })
    return []
  }
}

type Wrong = Pick<TemplateProblem, 'what' | 'mend'>

const missing = (name: string): Wrong => ({
  what: { en: `the file ${name} is missing`, fr: `le fichier ${name} manque` },
  mend: { en: 'Add it, or mend the include', fr: 'Ajoutez-le, ou corrigez l’inclusion' },
})

const tooDeep = (name: string): Wrong => ({
  what: {
    en: `${name} includes itself, or the includes are too deep`,
    fr: `${name} s’inclut lui-même, ou les inclusions sont trop imbriquées`,
  },
  mend: { en: 'Remove one of the includes', fr: 'Retirez l’une des inclusions' },
})
