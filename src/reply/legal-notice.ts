import { disclaimerOpenings, disclaimerWords, outsideWarnings, warningOpenings } from './language/closing-words.ts'

const MIN_LENGTH = 20
/** `P` is a tree in Outlook's Webdings: "P Please consider the environment …". */
const FRAME = /^(?:[-*_=~#>«"“‘'\s[(⚠]{1,20}|P (?=\p{Lu}))/u

/** @internal For its test. */
export const noticePatterns = [FRAME]

/** A paragraph such as "This e-mail and any attachments are confidential …". */
export function isDisclaimer(paragraph: string): boolean {
  if (paragraph.length < MIN_LENGTH) return false
  const lower = paragraph.replace(FRAME, '').toLowerCase()
  return (
    disclaimerOpenings.some((words) => lower.startsWith(words)) && disclaimerWords.some((word) => lower.includes(word))
  )
}

/** "CAUTION: This message is from an external sender …", put above a mail by a gateway. */
export function isOutsideWarning(paragraph: string): boolean {
  const lower = paragraph.replace(FRAME, '').toLowerCase()
  if (lower.length > 1000 || !warningOpenings.some((words) => lower.startsWith(words))) return false
  return outsideWarnings.some((words) => lower.includes(words))
}
