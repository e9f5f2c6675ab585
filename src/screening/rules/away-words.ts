import { boundedSubject } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { replySubjects } from './auto-reply-subject.ts'

/** What absent people write, in the languages of the desk and its neighbours. @internal For its test. */
export const awayWords: readonly RegExp[] = [
  /\b(?:i am|i['’]m|i will be|we are|currently|am) (?:currently |now )?(?:out of (?:the )?office|away|on (?:annual |parental |sick )?(?:leave|vacation|holiday)|travel)/i,
  /\b(?:limited|intermittent|no) access to (?:my )?e-?mail|\b(?:back|return(?:ing)?) (?:in the office |to the office )?on\b/i,
  /\bje (?:suis|serai) (?:actuellement )?(?:absent|en congé|en déplacement|hors du bureau|indisponible)|de retour (?:le|au bureau)/i,
  /\bich bin (?:zur ?zeit |derzeit |bis |vom )?.{0,60}(?:nicht im (?:büro|haus)|abwesend|im urlaub|außer haus)/i,
  /\b(?:estoy|estaré) (?:fuera|ausente|de vacaciones)|\bestou (?:fora|ausente|de férias)|\b(?:sono|sarò) (?:assente|fuori (?:sede|ufficio)|in ferie)/i,
  /\bik ben (?:momenteel )?.{0,60}(?:afwezig|niet (?:aanwezig|op kantoor)|met vakantie)/i,
]

/** A subject that a client put its own prefix to: "Automatic reply: Printer". Who asks about such mails has no such colon. @internal For its test. */
export const prefixed = /^[^:]{3,60}\s?:\s*\S/

/** Words of absence below a subject that a client made: the second weak sign of an automatic reply without any header. */
export const awayWordsBelow: Rule = {
  id: 'away-words',
  find(mail) {
    const subject = boundedSubject(mail)
    if (!prefixed.test(subject) || !replySubjects.some((pattern) => pattern.test(subject))) return null
    const start = mail.text.trim().slice(0, screeningLimits.lineChars)
    if (!awayWords.some((pattern) => pattern.test(start))) return null
    return {
      kind: 'auto-reply',
      reason: { en: 'the text tells of an absence', fr: 'le texte annonce une absence' },
      weak: true,
    }
  },
}
