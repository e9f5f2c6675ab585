import { en } from '../../i18n/en.ts'
import type { Sentence } from '../../i18n/sentence.ts'
import { isLabelKey } from '../../i18n/translate.ts'
import type { EXPRESSIONS } from '../expressions.ts'

/** What one parameter of an expression must be. */
export type ParameterRule =
  | { kind: 'word'; allowed: (word: string) => boolean; what: Sentence }
  | { kind: 'value'; format: string | null }

const anyValue: ParameterRule = { kind: 'value', format: null }
const moment: ParameterRule = { kind: 'value', format: 'date-time' }

const expressionRules: Record<(typeof EXPRESSIONS)[number], readonly ParameterRule[]> = {
  t: [
    {
      kind: 'word',
      allowed: isLabelKey,
      what: { en: 'the key of a label, in quotes', fr: 'la clé d’un libellé, entre apostrophes droites' },
    },
  ],
  label: [
    {
      kind: 'word',
      allowed: isLabelGroup,
      what: { en: 'a group of labels, in quotes', fr: 'un groupe de libellés, entre apostrophes droites' },
    },
    anyValue,
  ],
  greeting: [],
  day: [moment],
  moment: [moment],
  fileSize: [anyValue],
  rejection: [
    {
      kind: 'word',
      allowed: (word) => word === 'what' || word === 'mend',
      what: { en: "'what' or 'mend'", fr: "'what' ou 'mend'" },
    },
    anyValue,
  ],
  marker: [],
  eq: [anyValue, anyValue],
}

export function rulesOf(name: string): readonly ParameterRule[] | null {
  return Object.entries(expressionRules).find(([known]) => known === name)?.[1] ?? null
}

function isLabelGroup(group: string): boolean {
  return Object.keys(en).some((key) => key.startsWith(`${group}.`))
}
