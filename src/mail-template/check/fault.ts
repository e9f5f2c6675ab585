import type { Shape } from './shape.ts'

/** What is wrong at one place of a template, before it is known which line that is. */
export interface Fault {
  what: string
  mend: string
}

export type Part = 'html' | 'text' | 'subject'

export function fault(what: string, mend: string): Fault {
  return { what, mend }
}

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
  if (shape.kind !== 'value') return fault(`${name} has several parts`, 'Use {{#each}}, or one of its names')
  const isHtml = shape.format === 'sanitised-html'
  if (isHtml && part !== 'html') return fault(`${name} is HTML`, 'Use the text that stands beside it')
  if (isHtml && escaped) return fault(`the tags of ${name} would be shown as text`, 'Use three braces')
  if (!isHtml && !escaped && part === 'html') return fault(`${name} would not be escaped`, 'Use two braces')
  if (OPENS_LINK.test(before) && !LINK_FORMATS.includes(shape.format ?? ''))
    return fault(`${name} is not a link`, 'Only a url, or what stands in links, may follow href=')
  return null
}
