import { headerValues } from '../header.ts'
import type { Rule } from '../rule.ts'

/** Spam as the servers named in the settings mark it; a mark by anyone else says nothing. */
export const spam: Rule = {
  id: 'spam',
  find(mail, facts) {
    const mark = facts.spamHeaders.find(({ name, value }) =>
      headerValues(mail, name).some((found) => found.toLowerCase().startsWith(value)),
    )
    if (!mark) return null
    return {
      kind: 'bulk',
      reason: {
        en: `marked as spam (${mark.name}: ${mark.value.slice(0, 40)})`,
        fr: `marqué comme indésirable (${mark.name}: ${mark.value.slice(0, 40)})`,
      },
      weak: facts.answersOurs,
    }
  },
}
