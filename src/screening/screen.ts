import { type Sentence, sentence } from '../i18n/sentence.ts'
import type { ParsedMail } from '../mail/types.ts'
import type { Finding } from './rule.ts'
import { rules } from './rules.ts'
import type { ScreeningFacts, Verdict } from './types.ts'

/** What kind of mail this is, and the rule that says so. Pure. */
export function screen(mail: ParsedMail, facts: ScreeningFacts): Verdict {
  const found = findAll(mail, facts)
  const signs = found.map(({ rule, reason, weak }) => ({ rule, reason, weak }))
  const deciding = found.find((finding) => !finding.weak) ?? twoWeak(found, facts)
  if (!deciding)
    return {
      kind: 'human',
      rule: 'none',
      reason: { en: 'no rule matched', fr: 'aucune règle ne s’applique' },
      signs,
      bounce: null,
    }
  return { kind: deciding.kind, rule: deciding.rule, reason: deciding.reason, signs, bounce: deciding.bounce ?? null }
}

/** What is known of a mail that stands alone, without a database or an envelope. */
export const noFacts: ScreeningFacts = {
  envelopeFrom: null,
  isFromDesk: false,
  answersOurs: false,
  verp: false,
  isOurOwn: false,
  spamHeaders: [],
}

type Found = Finding & { rule: string }

function findAll(mail: ParsedMail, facts: ScreeningFacts): Found[] {
  const found: Found[] = []
  for (const rule of rules) {
    const finding = rule.find(mail, facts)
    if (finding) found.push({ ...finding, rule: rule.id })
  }
  return found
}

/** Two weak signs of one kind make a machine, but never of a mail that answers one of ours: a false machine loses a person. */
function twoWeak(found: readonly Found[], facts: ScreeningFacts): Found | null {
  if (facts.answersOurs) return null
  for (const finding of found) {
    const like = found.filter((other) => other.kind === finding.kind)
    if (like.length >= 2) return { ...finding, reason: together(like) }
  }
  return null
}

function together(findings: readonly Found[]): Sentence {
  const between = { en: '; and ', fr: ' ; et ' }
  return sentence((language) => findings.map(({ reason }) => reason[language]).join(between[language]))
}
