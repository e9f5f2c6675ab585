import { en } from '../../i18n/en.ts'
import { isLabelKey } from '../../i18n/translate.ts'
import type { EXPRESSIONS } from '../expressions.ts'

/** What one parameter of an expression must be. */
export type ParameterRule =
  | { kind: 'word'; allowed: (word: string) => boolean; what: string }
  | { kind: 'value'; format: string | null }

const anyValue: ParameterRule = { kind: 'value', format: null }
const moment: ParameterRule = { kind: 'value', format: 'date-time' }

const expressionRules: Record<(typeof EXPRESSIONS)[number], readonly ParameterRule[]> = {
  t: [{ kind: 'word', allowed: isLabelKey, what: 'the key of a label, in quotes' }],
  label: [{ kind: 'word', allowed: isLabelGroup, what: 'a group of labels, in quotes' }, anyValue],
  greeting: [],
  day: [moment],
  moment: [moment],
  fileSize: [anyValue],
  rejection: [
    { kind: 'word', allowed: (word) => word === 'what' || word === 'mend', what: "'what' or 'mend'" },
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
