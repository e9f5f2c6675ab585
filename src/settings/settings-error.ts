import { PermanentError } from '../errors.ts'
import type { Sentence } from '../i18n/sentence.ts'

/** One thing that is wrong in the settings. */
export interface SettingsProblem {
  /** `entities[0].mailboxes[1].imap.port`, as a list of keys and places. */
  path: readonly PropertyKey[]
  /** What is wrong, what was found and what is allowed, in one sentence. */
  text: Sentence
  /** Another file than the settings (that of the persons), where the trouble is there. */
  file?: string
  /** In that file; else the line of the path in the settings. */
  line?: number
}

/** The settings cannot be used. Its message has a line for each problem, each with its place in the file. */
export class SettingsError extends PermanentError {
  readonly lines: readonly Sentence[]

  constructor(lines: readonly Sentence[]) {
    super('settings', lines.map(({ en }) => en).join('\n'), { french: lines.map(({ fr }) => fr).join('\n') })
    this.lines = lines
  }
}

/** `entities[0].mailboxes[1].imap.port` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text ? '.' : ''}${String(step)}`),
    '',
  )
}
