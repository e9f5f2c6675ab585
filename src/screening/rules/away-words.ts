import { boundedSubject } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { replySubjects } from './auto-reply-subject.ts'

/** How absent people say so of themselves, in the languages of the desk and its neighbours. */
const absences: readonly RegExp[] = [
  /\b(?:i am|i['’]m|i will be|we are|currently|am) (?:currently |now )?(?:out of (?:the )?office|away|on (?:annual |parental |sick )?(?:leave|vacation|holiday)|travel)/i,
  // Who is missing from a list or a plan tells of trouble.
  /\bje (?:suis|serai) (?:actuellement )?(?:absente?(?! (?:de la|des|dans|sur|du (?!bureau|\d|[a-z]{3,5}di )))|en (?:congé|vacances|arrêt|déplacement)|hors du bureau|indisponible)/i,
  /^actuellement (?:absent|en (?:congé|vacances|déplacement))|^(?:absente?|en congés?) (?:du bureau )?(?:jusqu|du \d)/i,
  /\bich bin (?:zur ?zeit |derzeit |bis |vom )?.{0,60}(?:nicht im (?:büro|haus)|abwesend|im urlaub|außer haus)/i,
  /\b(?:estoy|estaré) (?:fuera|ausente|de vacaciones)|\bestou (?:fora|ausente|de férias)|\b(?:sono|sarò) (?:assente|fuori (?:sede|ufficio)|in ferie)/i,
  /\bik ben (?:momenteel )?.{0,60}(?:afwezig|niet (?:aanwezig|op kantoor)|met vakantie)/i,
]

/** What else stands in such notices, and by itself also in what a person writes of a printer. */
const besideAbsences: readonly RegExp[] = [
  /\b(?:limited|intermittent|no) access to (?:my )?e-?mail|\b(?:back|return(?:ing)?) (?:in the office |to the office )?on\b/i,
  /de retour (?:le|au bureau)/i,
]

/** @internal For its test. */
export const awayWords: readonly RegExp[] = [...absences, ...besideAbsences]

/** What stands before the first sentence that says something. */
export const courtesy =
  /^(?:hello|hi|dear|good (?:morning|afternoon|day)|thanks?|bonjour|bonsoir|madame|monsieur|merci|cher|chère|hallo|guten tag|vielen dank|danke|hola|gracias|olá|obrigad[oa]|buongiorno|grazie|beste|bedankt)(?!\p{L})/iu

/** Right before an absence: then it is no news but a reason or a time. @internal For its test. */
export const conjunction =
  /(?:^|\s)(?:when|if|while|because|since|as|quand|si|lorsque|comme|car|parce que|puisque|wenn|weil|falls|cuando|porque|quando|als|omdat) $/i

/** A subject that a client put its own prefix to: "Automatic reply: Printer". Who asks about such mails has no such colon. @internal For its test. */
export const prefixed = /^[^:]{3,60}\s?:\s*\S/

/**
 * Words of absence without any header that says so: below a subject that a client made, the second weak sign of an automatic reply; in
 * answer to a mail of ours, as its first words, a sign by themselves. Elsewhere they are a person's, who asks for something.
 */
export const awayWordsBelow: Rule = {
  id: 'away-words',
  find(mail, facts) {
    const start = mail.text.trim().slice(0, screeningLimits.lineChars)
    const tells = isAutomaticSubject(boundedSubject(mail))
      ? awayWords.some((pattern) => pattern.test(start))
      : facts.answersOurs && tellsOfAbsence(firstSentence(start))
    if (!tells) return null
    return {
      kind: 'auto-reply',
      reason: { en: 'the text tells of an absence', fr: 'le texte annonce une absence' },
      weak: true,
    }
  },
}

function isAutomaticSubject(subject: string): boolean {
  return prefixed.test(subject) && replySubjects.some((pattern) => pattern.test(subject))
}

/** An order of a technician stands in no notice. */
function firstSentence(start: string): string {
  if (start.startsWith('/')) return ''
  return sentencesOf(start).find((sentence) => !isCourtesyAlone(sentence)) ?? ''
}

/** Lines are joined, since clients wrap them. */
export function sentencesOf(text: string): string[] {
  const sentences = text.split(/[.!?]\s|\n\s*\n|\n(?=>)/).map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
  return sentences.filter((sentence) => sentence !== '')
}

/** "Hello, I am away" is no courtesy alone. */
function isCourtesyAlone(sentence: string): boolean {
  return courtesy.test(sentence) && !tellsOfAbsence(sentence)
}

/** "It fails when I am away" does not. */
export function tellsOfAbsence(sentence: string): boolean {
  const found = absences.map((pattern) => pattern.exec(sentence)).find((match) => match !== null)
  return found !== undefined && !conjunction.test(sentence.slice(Math.max(0, found.index - 20), found.index))
}
