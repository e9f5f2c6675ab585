import { alike } from '../../i18n/sentence.ts'
import { headerValues } from '../header.ts'
import type { Rule } from '../rule.ts'

/** RFC 3834 section 5 and RFC 5436: what a program says of itself. `no` and `auto-forwarded` are a person's mail. */
export const autoSubmitted: Rule = {
  id: 'auto-submitted',
  find(mail) {
    const words = headerValues(mail, 'auto-submitted').map(
      (value) => /^[a-z-]{1,40}/i.exec(value)?.[0]?.toLowerCase() ?? '',
    )
    const word = words.find((found) => found !== '' && found !== 'no' && found !== 'auto-forwarded')
    if (!word) return null
    return {
      kind: word === 'auto-replied' ? 'auto-reply' : 'auto-generated',
      reason: alike(`Auto-Submitted: ${word}`),
      weak: false,
    }
  },
}
