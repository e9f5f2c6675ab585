import { joined } from '../i18n/sentence.ts'
import type { ParsedMail } from '../mail/types.ts'
import { isOwnMark, type SenderRule, senderRules } from './sender-rules.ts'
import type { SenderFacts, SenderJudgement } from './types.ts'

/** How far the sender of a mail is proved, by the first rule that decides. Pure: a From line proves nothing. */
export function judgeSender(mail: ParsedMail, facts: SenderFacts): SenderJudgement {
  for (const rule of senderRules) {
    const found = rule.decide(mail, facts)
    if (found) return { ...found, rule: rule.id, ...aside(mail, facts, rule) }
  }
  return {
    proof: 'unverified',
    rule: 'none',
    reason: joined([{ en: 'nothing proves the sender', fr: 'rien ne prouve l’expéditeur' }, ...facts.notes]),
    ...aside(mail, facts, null),
  }
}

/** What is known of a sender where nothing was checked. */
export const noSenderFacts: SenderFacts = {
  envelopeFrom: null,
  checkedDomain: null,
  dkim: [],
  dmarc: null,
  spf: null,
  arc: null,
  trusted: [],
  route: null,
  marks: [],
  fromPerson: null,
  isTemporary: false,
  notes: [],
}

function aside(
  mail: ParsedMail,
  facts: SenderFacts,
  rule: SenderRule | null,
): Pick<SenderJudgement, 'foreignMark' | 'isTemporary'> {
  return {
    foreignMark: facts.marks.find((mark) => !isOwnMark(mail, facts, mark)) ?? null,
    isTemporary: facts.isTemporary && !rule?.isFinal,
  }
}
