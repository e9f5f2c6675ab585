import type { Language } from './language.ts'

/** How errors of the settings say what is allowed. */
export interface AllowedWords {
  or: string
  colon: string
  oneOf: string
  mapping: string
  keys: string
  names: string
  eachWith: string
  wholeNumber: string
  number: string
  from: (least: number) => string
  to: (most: number) => string
  boolean: string
  uri: string
  text: string
  notEmpty: string
  characters: (most: number) => string
  list: string
  each: string
  atLeast: (least: number) => string
  atMost: (most: number) => string
}

const en: AllowedWords = {
  or: 'or',
  colon: ':',
  oneOf: 'one of:',
  mapping: 'keys and values',
  keys: 'keys:',
  names: 'names',
  eachWith: ', each with',
  wholeNumber: 'a whole number',
  number: 'a number',
  from: (least) => ` from ${least}`,
  to: (most) => ` to ${most}`,
  boolean: 'true or false',
  uri: 'an address such as https://example.org/',
  text: 'text',
  notEmpty: ', not empty',
  characters: (most) => `, at most ${most} characters`,
  list: 'a list',
  each: ', each',
  atLeast: (least) => `, at least ${least}`,
  atMost: (most) => `, at most ${most}`,
}

const fr: AllowedWords = {
  or: 'ou',
  colon: ' :',
  oneOf: 'l’un de :',
  mapping: 'des clés et des valeurs',
  keys: 'clés :',
  names: 'des noms',
  eachWith: ', chacune avec',
  wholeNumber: 'un nombre entier',
  number: 'un nombre',
  from: (least) => ` à partir de ${least}`,
  to: (most) => ` jusqu’à ${most}`,
  boolean: 'true ou false',
  uri: 'une adresse comme https://example.org/',
  text: 'du texte',
  notEmpty: ', non vide',
  characters: (most) => `, ${most} caractères au plus`,
  list: 'une liste',
  each: ', dont chaque élément est',
  atLeast: (least) => `, ${least} au moins`,
  atMost: (most) => `, ${most} au plus`,
}

export const allowedWords: Readonly<Record<Language, AllowedWords>> = { en, fr }

/** “Did you mean …?”, or nothing where no word is near. */
export function hintOf(near: string | null, language: Language): string {
  if (near === null) return ''
  return language === 'fr' ? ` Vouliez-vous dire « ${near} » ?` : ` Did you mean “${near}”?`
}

/** A text that was found, in the quotation marks of the language. */
export function quote(text: string, language: Language): string {
  return language === 'fr' ? `« ${text} »` : `“${text}”`
}
