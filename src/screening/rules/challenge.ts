import { boundedSubject } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** Services that send challenges; people work there too. @internal For its test. */
export const challengeSenders = /@(?:[a-z0-9-]{1,60}\.){0,4}(?:mailinblack\.com|spamarrest\.com|boxbe\.com)$/i

/** "Prove that you are a person, then your mail is delivered", as these services put it. @internal For its test. */
export const challengeWords: readonly RegExp[] = [
  /(?:confirm|verify|prove|authenticate).{0,60}(?:you are (?:a )?(?:human|real|person|not a robot)|that you are (?:a )?(?:human|real|legitimate))/i,
  /(?:your|this) (?:e-?mail|message).{0,80}(?:held|quarantin|waiting|pending|on hold).{0,120}(?:confirm|click|verif|authenticat)/i,
  /(?:click|cliquez|klicken).{0,160}(?:deliver your message|débloquer votre|délivrer votre|authentifier|libérer votre|zustellen)/i,
  /(?:vous authentifier|authentifiez-vous|authentification requise).{0,200}(?:message|mail|courriel)/i,
  /(?:protég|protect).{0,40}mail ?in ?black/i,
]

/** @internal For its test. */
export const challengeSubjects: readonly RegExp[] = [
  /(?:authentification|authentication) (?:requise|nécessaire|required)/i,
  /^(?:please )?(?:confirm|verify|authenticate) your (?:message|e-?mail)/i,
  /(?:sender verification|verification required|\(action required\)\s*$|message en attente|e-?mail en attente)/i,
]

/** A filter that asks the sender to prove being a person (MailInBlack, Boxbe, SpamArrest, TMDA). A desk follows no such link by itself. */
export const challenge: Rule = {
  id: 'challenge',
  find(mail) {
    const subject = boundedSubject(mail)
    const marks = [
      challengeSenders.test((mail.from?.address ?? '').slice(-320)),
      challengeSubjects.some((pattern) => pattern.test(subject)),
      tellsChallenge(mail.text),
    ].filter(Boolean).length
    if (marks === 0) return null
    return {
      kind: 'auto-reply',
      reason: {
        en: 'asks the sender to prove being a person',
        fr: 'demande à l’expéditeur de prouver qu’il est une personne',
      },
      weak: marks < 2,
    }
  },
}

function tellsChallenge(text: string): boolean {
  const lines = text.slice(0, screeningLimits.noticeChars).split('\n', 60)
  return lines.some((line) => {
    const bounded = line.slice(0, screeningLimits.lineChars)
    return challengeWords.some((pattern) => pattern.test(bounded))
  })
}
