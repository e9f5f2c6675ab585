import { screeningLimits } from '../limits.ts'

/** A notice without a part of its own for the mail that came back: its own words, and what it quotes below them. */
export interface NoticeText {
  notice: string
  returned: string
}

/** Lines after which MTAs put a copy of the mail, by what they all say; each is tried on one bounded line. @internal For its test. */
export const copyMarkers: readonly RegExp[] = [
  /^[\s\-_=*|>+]*(?:below (?:this|the next) line|below is (?:a )?copy|(?:this|here|enclosed|attachment|included) is (?:a )?copy|a copy of the original)/i,
  /^[\s\-_=*|>+]*(?:this|here|enclosed|attachment|included) is (?:a|the) copy/i,
  /^[\s\-_=*|>+]*(?:unsent|returned|undelivered|original|forwarded|bounced) (?:message|mail|e-mail)(?: (?:text|info|follows|attached|below|as received|header)[^:]{0,40})?[\s:.\-_=*|+]*$/i,
  /^[\s\-_=*|>+]*(?:the )?(?:message|mail) (?:headers?|text|body) (?:follows?|is following|of the)/i,
  /^[\s\-_=*|>+]*(?:the )?headers? (?:and|of the (?:original|returned)) /i,
  /^[\s\-_=*|>+]*(?:start|beginning) of (?:the )?(?:returned|original) (?:message|mail)/i,
  /^[\s\-_=*|>+]*(?:original message|your message reads|the first \d{1,5} lines|original (?:mail|message) as received|returned mail follows|mensaje original|message original|ursprüngliche nachricht|messaggio originale|mensagem original|oorspronkelijk bericht)/i,
]

/** A field that only the header of a copied mail starts a line with. @internal For its test. */
export const copiedHeader = /^(?:received|return-path|dkim-signature|arc-seal|x-apparently-to|x-envelope-from) ?:/i

/** Divides the text of a notice where the copy of the mail begins. Linear in the text. */
export function splitNotice(text: string): NoticeText {
  const lines = text.slice(0, screeningLimits.noticeChars).split('\n')
  const at = lines.findIndex((line, index) => beginsCopy(line.slice(0, screeningLimits.lineChars), index))
  if (at < 0) return { notice: lines.join('\n'), returned: '' }
  return { notice: lines.slice(0, at).join('\n'), returned: lines.slice(at).join('\n') }
}

function beginsCopy(line: string, index: number): boolean {
  if (index === 0) return false
  return copiedHeader.test(line) || copyMarkers.some((marker) => marker.test(line))
}
