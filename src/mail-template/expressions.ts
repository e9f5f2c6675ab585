import Handlebars from 'handlebars'
import { z } from 'zod'
import { formatFileSize } from '../i18n/file-size.ts'
import type { Language } from '../i18n/language.ts'
import { formatDay, formatMoment } from '../i18n/moments.ts'
import { isRejectionCode, rejectionTexts } from '../i18n/rejections.ts'
import { REPLY_MARKERS } from '../i18n/reply-marker.ts'
import { fillLabel, isLabelKey } from '../i18n/translate.ts'
import { person } from './data.ts'

/** What templates can call, beside `if`, `unless`, `each` and `with`. The check knows them by this list. */
export const EXPRESSIONS = ['t', 'label', 'greeting', 'day', 'moment', 'fileSize', 'rejection', 'marker', 'eq'] as const
export const BLOCKS = ['if', 'unless', 'each', 'with', 'quote'] as const

type Expression = (typeof EXPRESSIONS)[number] | 'quote'

const root = z.object({ root: z.object({ person }) })

/** A Handlebars of its own for a language: nothing that another part registers reaches it. */
export function createHandlebars(language: Language): typeof Handlebars {
  const handlebars = Handlebars.create()
  for (const name of Object.keys(handlebars.helpers))
    if (name === 'log' || name === 'lookup') handlebars.unregisterHelper(name)
  for (const [name, helper] of Object.entries(expressions(language))) handlebars.registerHelper(name, helper)
  return handlebars
}

function expressions(language: Language): Record<Expression, Handlebars.HelperDelegate> {
  return {
    t: (key: string, options: Handlebars.HelperOptions) => labelOf(language, key, options.hash),
    label: (group: string, value: unknown) => labelOf(language, `${group}.${value}`, {}),
    greeting: (options: Handlebars.HelperOptions) => greet(language, personOf(options).name),
    day: (at: string, options: Handlebars.HelperOptions) => formatDay(at, language, personOf(options).timeZone),
    moment: (at: string, options: Handlebars.HelperOptions) => formatMoment(at, language, personOf(options).timeZone),
    fileSize: (bytes: number) => formatFileSize(bytes, language),
    rejection: (part: 'what' | 'mend', code: unknown) =>
      isRejectionCode(code) ? rejectionTexts[code][language][part] : '',
    marker: () => REPLY_MARKERS[language],
    eq: (left: unknown, right: unknown) => left === right,
    quote: quoteBlock,
  }
}

function labelOf(language: Language, key: string, parameters: Record<string, string | number>): string {
  if (!isLabelKey(key)) throw new Error(`there is no label ${key}`)
  return fillLabel(language, key, parameters)
}

function greet(language: Language, name: string): string {
  return name ? fillLabel(language, 'greeting.named', { name }) : fillLabel(language, 'greeting.plain', {})
}

function personOf(options: Handlebars.HelperOptions): z.infer<typeof person> {
  return root.parse(options.data).root.person
}

/** `{{#quote}}…{{/quote}}`: each line behind `> `, as mail programs quote. */
function quoteBlock(this: unknown, options: Handlebars.HelperOptions): string {
  const lines = options.fn(this).trimEnd().split('\n')
  return `${lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')}\n`
}
