import { boundedSubject } from '../header.ts'
import type { Rule } from '../rule.ts'
import { replySubjects } from './auto-reply-subject.ts'
import { courtesy, sentencesOf, tellsOfAbsence } from './away-words.ts'

/** A longer text is a letter. */
const longestNotice = 1_500

/** What only a notice says: whoever writes of their own accord does not say when they will read the answer. @internal For its test. */
export const noticeWords: readonly RegExp[] = [
  /(?:répondrai|répondrons|reviendrai vers vous|lirai|prendrai connaissance|traiterai|consulterai).{0,80} (?:à|dès) (?:mon|notre) retour/i,
  /(?:à|dès) (?:mon|notre) retour.{0,80}(?:répondrai|répondrons|reviendrai vers vous|lirai|prendrai connaissance|traiterai)/i,
  /(?:en|pendant|durant) mon absence.{0,80}(?:contact|joindre|adress)/i,
  /votre (?:message|mail|e-?mail|courriel) (?:sera|ne sera|a bien été)/i,
  /(?:en cas d['’]urgence|pour toute (?:urgence|demande urgente|question urgente)|si votre (?:demande|message) est urgente?)/i,
  /accès (?:limité|restreint) à (?:ma messagerie|mes (?:mails|e-?mails|courriels))/i,
  /\b(?:reply|respond|answer|get back|read)\b.{0,80}\b(?:on my return|when i (?:return|get back|am back))\b/i,
  /\b(?:in|during) my absence\b.{0,80}\bcontact\b/i,
  /\byour (?:message|e-?mail|mail) (?:will|has been)\b/i,
  /\b(?:for (?:any )?urgent|in (?:case of )?(?:an )?emergency|if (?:it|this|your \w{1,20}) is urgent)\b/i,
  /\b(?:limited|intermittent|no) access to (?:my )?e-?mails?\b/i,
]

/** Somebody is asked for something else than to write to a colleague. @internal For its test. */
export const asking =
  /\b(?:please|merci de|veuillez|i need|j['’]ai besoin|je voudrais|could you|can you|pou(?:vez|rriez)[ -]vous)\b(?! (?:contact|call|write|see|(?:de )?(?:contacter|joindre|appeler|voir|vous adresser|écrire)))/i

/** What stands beside that in notices and asks for nothing. @internal For its test. */
export const besideNotice: readonly RegExp[] = [
  /^(?:je serai |i will be |i['’]ll be )?(?:de retour|back)\b.{0,60}$/i,
  /^(?:bien )?(?:cordialement|à bientôt|salutations|(?:best |kind |warm )?regards|best wishes|sincerely)\b.{0,60}$/i,
  // A name, or a line of a signature.
  /^(?:\p{Lu}[\p{L}.'’-]{0,30} ?){1,5}$/u,
  /^(?:t[eé]l|tel|phone|mobile|port)\b.{0,60}$/i,
]

/**
 * An absence notice that no header tells of: the subject says so, the text begins with it, and every sentence of it is one of such a
 * notice, one of them of a kind that no person writes unasked. Whoever tells the desk of an absence, or asks for something beside it, is read as a person.
 * In answer to a mail of ours the first words are sign enough, and no more than a sign.
 */
export const absenceNotice: Rule = {
  id: 'absence-notice',
  find(mail, facts) {
    const subject = boundedSubject(mail)
    const saysSo = tellsOfAbsence(subject) || replySubjects.some((pattern) => pattern.test(subject))
    if (facts.answersOurs || !saysSo || !isNotice(mail.text.trim())) return null
    return {
      kind: 'auto-reply',
      reason: {
        en: 'subject and text are those of an absence notice',
        fr: 'l’objet et le texte sont ceux d’un avis d’absence',
      },
      weak: false,
    }
  },
}

function isNotice(text: string): boolean {
  if (text.length > longestNotice || text.includes('?')) return false
  const [body = ''] = text.split(/^-- ?$/m, 1)
  const sentences = sentencesOf(body)
  const first = sentences.find((sentence) => tellsOfAbsence(sentence) || !courtesy.test(sentence))
  if (first === undefined || !tellsOfAbsence(first)) return false
  return sentences.some(isOfNotice) && sentences.every(asksNothing)
}

const isOfNotice = (sentence: string) => noticeWords.some((pattern) => pattern.test(sentence))

function asksNothing(sentence: string): boolean {
  if (asking.test(sentence)) return false
  return (
    isOfNotice(sentence) ||
    tellsOfAbsence(sentence) ||
    (courtesy.test(sentence) && sentence.split(' ').length <= 6) ||
    besideNotice.some((pattern) => pattern.test(sentence))
  )
}
