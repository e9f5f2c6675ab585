import type { Language } from '../../i18n/language.ts'
import type { Diagnosis } from './examine.ts'
import { type State, worstOf } from './finding.ts'

const signs: Record<State, string> = { right: '✓', warning: '!', wrong: '✗' }

const words: Record<Language, Record<State, string>> = {
  en: { right: 'right', warning: 'warning', wrong: 'wrong' },
  fr: { right: 'bon', warning: 'attention', wrong: 'erreur' },
}

/** `✗ wrong    SMTP relay: … → …`: one line, whatever servers answered. */
export function reportLine({ state, title, subject, text, mend }: Diagnosis, language: Language): string {
  const widest = Math.max(...Object.values(words[language]).map((word) => word.length))
  const head = `${signs[state]} ${words[language][state].padEnd(widest)}  ${title[language]}${subject === '' ? '' : ` ${subject}`}`
  const colon = language === 'fr' ? '\u00a0: ' : ': '
  return oneLine(`${head}${colon}${text[language]}${mend === null ? '' : ` → ${mend[language]}`}`)
}

/** The last line: how many of each. */
export function reportSum(diagnoses: readonly Diagnosis[], language: Language): string {
  const count = (state: State) => diagnoses.filter((diagnosis) => diagnosis.state === state).length
  const sums = (['right', 'warning', 'wrong'] as const).map((state) => `${words[language][state]} ${count(state)}`)
  return sums.join(', ')
}

/** For programs: one object, its texts in the language asked for. */
export function reportJson(diagnoses: readonly Diagnosis[], language: Language): string {
  const findings = diagnoses.map(({ check, subject, state, text, mend }) => ({
    check,
    subject,
    state,
    text: oneLine(text[language]),
    mend: mend === null ? null : oneLine(mend[language]),
  }))
  return JSON.stringify({ state: worstOf(diagnoses.map(({ state }) => state)), findings })
}

/** What servers and DNS answer is theirs: no line of it may pass for one of ours, nor steer the terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/ *[\p{Cc}\p{Cf}\u2028\u2029]+ */gu, ' ')
}
