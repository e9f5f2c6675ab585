import type { Language } from '../../i18n/language.ts'

export type State = 'right' | 'warning' | 'wrong'

export type Words = Record<Language, string>

/** One thing that was tried: what came of it, in a sentence, and what a person can do where it is not right. */
export interface Finding {
  state: State
  text: Words
  mend: Words | null
}

export const right = (text: Words): Finding => ({ state: 'right', text, mend: null })

export const warning = (text: Words, mend: Words): Finding => ({ state: 'warning', text, mend })

export const wrong = (text: Words, mend: Words): Finding => ({ state: 'wrong', text, mend })

/** For names, numbers and answers of servers, which are alike in both languages. */
export const same = (text: string): Words => ({ en: text, fr: text })

/** Thrown where a probe cannot be made because of something that another check tells about. */
export class NotTried extends Error {
  readonly because: Words

  constructor(because: Words) {
    super(because.en)
    this.because = because
  }
}

/** Thrown where there is nothing to look at before the first start. */
export class NothingYet extends Error {}

export const nothingYet = right({
  en: 'Nothing yet: the first start makes the tables.',
  fr: 'Rien encore : le premier démarrage crée les tables.',
})

const order: readonly State[] = ['right', 'warning', 'wrong']

/** The worst of them; right where there are none. */
export function worstOf(states: readonly State[]): State {
  return order[Math.max(0, ...states.map((state) => order.indexOf(state)))] ?? 'right'
}
