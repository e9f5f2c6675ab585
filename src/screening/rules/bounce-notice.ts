import type { Sentence } from '../../i18n/sentence.ts'
import type { ParsedMail } from '../../mail/types.ts'
import { isDaemon, isNoticeSubject, isPostmaster, tellsFailure } from '../bounce/notice-words.ts'
import { type BounceParts, bounceParts, readBounce } from '../bounce/read-bounce.ts'
import { hasHeader, headerValues, headerWord, localPart } from '../header.ts'
import { screeningLimits } from '../limits.ts'
import type { Rule } from '../rule.ts'
import type { ScreeningFacts } from '../types.ts'

/** A delivery notice without a usable delivery-status part: Exim, qmail, old sendmail, Yahoo, gateways. Several of its marks must agree. */
export const bounceNotice: Rule = {
  id: 'bounce-notice',
  find(mail, facts) {
    const marks = outerMarks(mail, facts)
    if (!Object.values(marks).includes(true)) return null
    const parts = bounceParts(mail)
    if (parts.status.length > 0) return null
    const bounce = readBounce(mail, parts)
    const why = whyNotice(marks, mail, facts, parts, bounce.recipients.length > 0)
    if (!why) return null
    const delayed = bounce.recipients.length > 0 && bounce.recipients.every(({ action }) => action === 'delayed')
    const kind = delayed ? 'delivery-delay' : 'bounce'
    return { kind, reason: { en: `delivery notice: ${why.en}`, fr: `avis de remise : ${why.fr}` }, weak: false, bounce }
  },
}

/** What a notice shows before its text is read: without any of these no mail is looked into. */
interface OuterMarks {
  failedHeader: boolean
  report: boolean
  daemon: boolean
  system: boolean
  verp: boolean
  subject: boolean
}

function outerMarks(mail: ParsedMail, facts: ScreeningFacts): OuterMarks {
  return {
    failedHeader: hasHeader(mail, 'x-failed-recipients'),
    report: isReport(mail),
    daemon: isDaemon(mail.from?.address ?? '', mail.from?.name ?? ''),
    system: fromSystem(mail, facts),
    verp: facts.verp,
    subject: isNoticeSubject(mail.subject),
  }
}

/** What makes it a notice, in words; null where it is none. `names` is true where a failed recipient was found. */
function whyNotice(
  { failedHeader, report, daemon, system, verp, subject }: OuterMarks,
  mail: ParsedMail,
  facts: ScreeningFacts,
  parts: BounceParts,
  names: boolean,
): Sentence | null {
  if (failedHeader)
    return { en: 'X-Failed-Recipients names the addresses', fr: 'X-Failed-Recipients nomme les adresses' }
  const words = tellsFailure(parts.text.notice)
  const copy = returnsMail(parts)
  if (report && (words || subject))
    return { en: 'a multipart/report that tells of a failure', fr: 'un multipart/report qui annonce un échec' }
  if (daemon && (subject || words))
    return { en: 'a mail system tells of a failure', fr: 'un système de messagerie annonce un échec' }
  if (system && subject && words)
    return { en: 'a system address tells of a failure', fr: 'une adresse système annonce un échec' }
  if (system && copy && names && (subject || words))
    return { en: 'a system address returns a mail that failed', fr: 'une adresse système renvoie un message non remis' }
  const lettered = looksWritten(mail, copy)
  if (verp && (subject || (words && copy)) && !lettered)
    return {
      en: 'came to our envelope address and tells of a failure',
      fr: 'arrivé à notre adresse d’enveloppe et annonçant un échec',
    }
  const written = facts.answersOurs || lettered
  return subject && words && names && !written
    ? {
        en: 'subject and text tell of a failure, and of whom',
        fr: 'l’objet et le texte annoncent un échec, et pour qui',
      }
    : null
}

/** Words that people begin a letter with, in the desk's main languages. @internal For its test. */
export const greeting =
  /^(?:hello|hi\b|hey|dear|good (?:morning|day|afternoon)|bonjour|bonsoir|salut|cher|chère|madame|monsieur|hallo|guten|sehr geehrte|lieber?\b|hola|buen|estimad|ciao|salve|gentil|buon|olá|bom dia|boa|car[oa]\b|beste|geachte|goede)/i

/** A person who tells of a bounce greets, asks, and writes under a name; a gateway of unknown make does not. */
function looksWritten(mail: ParsedMail, returnsCopy: boolean): boolean {
  const text = mail.text.slice(0, screeningLimits.noticeChars).trim()
  return (
    greeting.test(text) || (!returnsCopy && text.includes('?')) || (!returnsCopy && /\S \S/.test(mail.from?.name ?? ''))
  )
}

/** Quoted lines like Outlook's From/Sent/To/Subject are no returned mail; a trace or an id is. */
function returnsMail(parts: BounceParts): boolean {
  return parts.returned.fields.some(
    ({ name }) => name === 'received' || name === 'message-id' || name === 'return-path',
  )
}

function isReport(mail: ParsedMail): boolean {
  const type = headerWord(mail, 'content-type')
  return (
    mail.report !== null && type.startsWith('multipart/report') && ['', 'delivery-status'].includes(mail.report.type)
  )
}

/** A null sender, an automatic mail, or an address that people rarely write from. */
function fromSystem(mail: ParsedMail, facts: ScreeningFacts): boolean {
  const address = mail.from?.address ?? ''
  const returnPath = headerValues(mail, 'return-path')[0] ?? ''
  return (
    facts.envelopeFrom === '' ||
    returnPath === '<>' ||
    address === '' ||
    isPostmaster(address, mail.from?.name ?? '') ||
    headerWord(mail, 'auto-submitted').startsWith('auto-') ||
    /^(?:no-?_?reply|do-?not-?reply|bounce|admin|administrator|system|mail)/.test(localPart(address))
  )
}
