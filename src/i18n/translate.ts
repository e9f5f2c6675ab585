import { en, type LabelKey } from './en.ts'
import { fr } from './fr.ts'
import type { Language } from './language.ts'

/** The names between braces in a label: `{author}, on {at}` → 'author' | 'at'. */
export type ParameterOf<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? P | ParameterOf<Rest>
  : never

type LabelParameters<K extends LabelKey> = Record<ParameterOf<(typeof en)[K]>, string | number>

const labels: Record<Language, Record<LabelKey, string>> = { en, fr }

/** A label in a language, its `{parameters}` filled in. Forgetting a parameter does not compile. */
export function t<K extends LabelKey>(
  language: Language,
  key: K,
  ...rest: ParameterOf<(typeof en)[K]> extends never ? [] : [LabelParameters<K>]
): string {
  return fillLabel(language, key, rest[0] ?? {})
}

/** As `t`, where the key comes from a template: missing parameters stay as they are, visible, and fail the check. */
export function fillLabel(language: Language, key: LabelKey, parameters: Record<string, string | number>): string {
  return labels[language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}

export function isLabelKey(key: string): key is LabelKey {
  return Object.hasOwn(en, key)
}

/** The names of the parameters that a label needs. */
export function labelParameters(key: LabelKey): string[] {
  return [...en[key].matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}
