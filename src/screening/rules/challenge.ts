import { boundedSubject, firstPresent } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'

/** Headers of challenge-response filters: MailInBlack, TMDA, ASK, Boxbe, SpamArrest, UOL AntiSpam. */
export const challengeHeaders: readonly string[] = [
  'x-mailinblack-challenge',
  'x-mib-challenge',
  'x-tmda-confirm',
  'x-ask-auth',
  'x-boxbe-message-id',
  'x-spamarrest',
  'x-uol-antispam',
  'x-challenge-response',
]

/** Sender domains of services that only send challenges. */
export const challengeSenders =
  /@(?:[\w-]{1,60}\.){0,4}(?:mailinblack|spamarrest|boxbe|tmda|0spam|vade-?retro-?challenge)\.(?:com|net|fr|org|io)$/i

/** "Prove that you are a person before your mail is delivered", as these services put it. */
export const challengeWords: readonly RegExp[] = [
  /(?:confirm|verify|prove|authenticate).{0,60}(?:you are (?:a )?(?:human|real|person|not a robot)|that you are (?:a )?(?:human|real|legitimate))/i,
  /(?:your|this) (?:e-?mail|message).{0,80}(?:held|quarantin|waiting|pending|on hold).{0,120}(?:confirm|click|verif|authenticat)/i,
  /(?:click|cliquez|klicken).{0,160}(?:deliver your message|débloquer votre|délivrer votre|authentifier|libérer votre|zustellen)/i,
  /(?:vous authentifier|authentifiez-vous|authentification requise).{0,200}(?:message|mail|courriel)/i,
  /(?:protég|protect).{0,40}mail ?in ?black/i,
]

export const challengeSubjects =
  /^(?:.{0,60}(?:authentification (?:requise|nécessaire)|please (?:confirm|verify) your (?:message|e-?mail)|confirm your (?:message|e-?mail) to|verification required|sender verification|message en attente|votre (?:message|e-?mail) à .{1,200} (?:est )?en attente))/i

/** A filter that asks the sender to prove being a person. Following the link is nothing a desk does by itself. */
export const challenge: Rule = {
  id: 'challenge',
  find(mail, facts) {
    const header = firstPresent(mail, challengeHeaders)
    if (header) return { kind: 'auto-reply', reason: `a challenge to the sender (${header})`, weak: false }
    if (challengeSenders.test((mail.from?.address ?? '').slice(-320)))
      return { kind: 'auto-reply', reason: 'the sender is a challenge service', weak: false }
    const subject = challengeSubjects.test(boundedSubject(mail))
    const words = tellsChallenge(mail.text)
    if (!subject && !words) return null
    return {
      kind: 'auto-reply',
      reason: 'asks the sender to prove being a person',
      weak: !(subject && words) || facts.answersOurs,
    }
  },
}

function tellsChallenge(text: string): boolean {
  const lines = text
    .slice(0, screeningLimits.noticeChars)
    .split('\n', 60)
    .map((line) => line.slice(0, screeningLimits.lineChars))
  return lines.some((line) => challengeWords.some((pattern) => pattern.test(line)))
}
