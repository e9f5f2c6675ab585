import { PermanentError } from '../errors.ts'
import type { Language } from '../i18n/language.ts'
import { formatProblem, type TemplateProblem } from './problem.ts'
import type { MailEvent } from './registry.ts'

/** The template of a mail cannot be used in one language: no mail is made from it until it is mended. */
export class BrokenTemplate extends PermanentError {
  readonly problems: readonly TemplateProblem[]

  constructor(event: MailEvent, language: Language, problems: readonly TemplateProblem[]) {
    super('template-broken', `The mail template “${event}” (${language}) cannot be used`, {
      detail: problems.map((problem) => formatProblem(problem).en).join(' '),
      french: `Le modèle de notification « ${event} » (${language}) ne peut pas servir`,
    })
    this.problems = problems
  }
}
