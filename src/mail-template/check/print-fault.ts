import { type Fault, faults, type Part } from './faults.ts'
import type { Shape } from './shape.ts'

const OPENS_LINK = /href\s*=\s*["']?$/i
const LINK_FORMATS = ['web-link', 'mailto-link']

/** What is wrong with printing a variable: `before` is the text that stands right in front of it. */
export function printFault(about: {
  name: string
  shape: Shape
  escaped: boolean
  part: Part
  before: string
}): Fault | null {
  const { name, shape, escaped, part, before } = about
  if (shape.kind !== 'value')
    return faults.hasParts(name, {
      en: 'Use {{#each}}, or one of its names',
      fr: 'Utilisez {{#each}}, ou l’un de ses noms',
    })
  const isHtml = shape.format === 'sanitised-html'
  if (isHtml && part !== 'html') return faults.html(name)
  if (isHtml && escaped) return faults.shownTags(name)
  if (!isHtml && !escaped && part === 'html') return faults.notEscaped(name)
  if (OPENS_LINK.test(before) && !LINK_FORMATS.includes(shape.format ?? '')) return faults.noLink(name)
  return null
}
