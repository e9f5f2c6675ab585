import type { Sentence } from '../../i18n/sentence.ts'

/** What is wrong at one place of a template, before it is known which line that is. */
export interface Fault {
  what: Sentence
  mend: Sentence
}

export type Part = 'html' | 'text' | 'subject'

const fixedValue: Fault = {
  what: {
    en: 'a fixed value is printed as if it were a variable',
    fr: 'une valeur fixe est écrite comme si c’était une variable',
  },
  mend: { en: 'Write it as text', fr: 'Écrivez-la comme du texte' },
}

const partialWithBlock: Fault = {
  what: { en: 'a partial with a block', fr: 'un partial avec un bloc' },
  mend: { en: 'Use {{> name}}', fr: 'Écrivez {{> nom}}' },
}

const inlinePartial: Fault = {
  what: { en: 'an inline partial', fr: 'un partial écrit sur place' },
  mend: { en: 'Put it into a file of partials/', fr: 'Mettez-le dans un fichier de partials/' },
}

const decorator: Fault = {
  what: { en: 'a decorator', fr: 'un décorateur' },
  mend: { en: 'Remove it', fr: 'Retirez-le' },
}

const notEscaped = (name: string): Fault => ({
  what: { en: `${name} would not be escaped`, fr: `${name} ne serait pas échappé` },
  mend: { en: 'Use two braces', fr: 'Mettez deux accolades' },
})

const html = (name: string): Fault => ({
  what: { en: `${name} is HTML`, fr: `${name} est du HTML` },
  mend: { en: 'Use the text that stands beside it', fr: 'Utilisez le texte qui se trouve à côté' },
})

const shownTags = (name: string): Fault => ({
  what: {
    en: `the tags of ${name} would be shown as text`,
    fr: `les balises de ${name} s’afficheraient comme du texte`,
  },
  mend: { en: 'Use three braces', fr: 'Mettez trois accolades' },
})

const noLink = (name: string): Fault => ({
  what: { en: `${name} is not a link`, fr: `${name} n’est pas un lien` },
  mend: {
    en: 'Only a url, or what stands in links, may follow href=',
    fr: 'Seul un url, ou ce qui se trouve dans links, peut suivre href=',
  },
})

const hasParts = (name: string, mend: Sentence): Fault => ({
  what: { en: `${name} has several parts`, fr: `${name} a plusieurs parties` },
  mend,
})

const otherFormat = (name: string, format: string): Fault => ({
  what: { en: `${name} is not a ${format}`, fr: `${name} n’est pas du type ${format}` },
  mend: { en: 'Use one that is', fr: 'Utilisez-en un qui le soit' },
})

const unknownName = (name: string, names: string): Fault => ({
  what: { en: `there is no ${name} here`, fr: `il n’y a pas de ${name} ici` },
  mend: { en: `What there is: ${names}`, fr: `Il y a : ${names}` },
})

const noBlock = (name: string, blocks: readonly string[]): Fault => ({
  what: { en: `{{#${name}}} is no block of templates`, fr: `{{#${name}}} n’est pas un bloc des modèles` },
  mend: { en: `Use one of ${blocks.join(', ')}`, fr: `Utilisez l’un de ${blocks.join(', ')}` },
})

const blockDoesNotFit = (name: string, path: string): Fault => ({
  what: { en: `{{#${name}}} does not fit ${path}`, fr: `{{#${name}}} ne va pas avec ${path}` },
  mend: { en: 'each needs a list, with an object', fr: 'each veut une liste, with un objet' },
})

const noExpression = (name: string): Fault => ({
  what: { en: `there is no expression ${name}`, fr: `il n’y a pas d’expression ${name}` },
  mend: { en: 'Mend its name', fr: 'Corrigez son nom' },
})

const parameters = (name: string, needed: number, given: number): Fault => ({
  what: {
    en: `${name} needs ${needed} parameters and has ${given}`,
    fr: `${name} veut ${needed} paramètres et en a ${given}`,
  },
  mend: { en: 'Mend them', fr: 'Corrigez-les' },
})

const shouldBe = (wanted: Sentence): Fault => ({
  what: { en: `this should be ${wanted.en}`, fr: `ceci devrait être ${wanted.fr}` },
  mend: { en: 'Mend it', fr: 'Corrigez-le' },
})

const names = (expression: string, needed: readonly string[]): Fault => ({
  what: {
    en: `${expression} needs the names: ${needed.join(', ') || 'none'}`,
    fr: `${expression} veut les noms : ${needed.join(', ') || 'aucun'}`,
  },
  mend: { en: 'Mend what stands before =', fr: 'Corrigez ce qui précède =' },
})

const partialInHtml = (name: string): Fault => ({
  what: { en: `{{> ${name}}} stands in HTML`, fr: `{{> ${name}}} se trouve dans du HTML` },
  mend: {
    en: 'Use <mj-include path="partials/….mjml.hbs" />',
    fr: 'Utilisez <mj-include path="partials/….mjml.hbs" />',
  },
})

const partialWithParameters = (name: string): Fault => ({
  what: { en: `{{> ${name}}} has parameters`, fr: `{{> ${name}}} a des paramètres` },
  mend: { en: 'Write it without', fr: 'Écrivez-le sans' },
})

const noPartial = (name: string): Fault => ({
  what: { en: `there is no partial ${name}`, fr: `il n’y a pas de partial ${name}` },
  mend: { en: 'Add it, or mend the name', fr: 'Ajoutez-le, ou corrigez le nom' },
})

const tooDeep = (name: string): Fault => ({
  what: {
    en: `${name} includes itself, or the partials are too deep`,
    fr: `${name} s’inclut lui-même, ou les partials sont trop imbriqués`,
  },
  mend: { en: 'Remove one of them', fr: 'Retirez-en un' },
})

/** What can be wrong with what a template prints or asks for. */
export const faults = {
  fixedValue,
  partialWithBlock,
  inlinePartial,
  decorator,
  notEscaped,
  html,
  shownTags,
  noLink,
  hasParts,
  otherFormat,
  unknownName,
  noBlock,
  blockDoesNotFit,
  noExpression,
  parameters,
  shouldBe,
  names,
  partialInHtml,
  partialWithParameters,
  noPartial,
  tooDeep,
} as const
