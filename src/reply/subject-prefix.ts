import { forwardPrefixes, replyPrefixes } from './language/separators.ts'

const PREFIX =
  /^\s*(?:\[[^\]]{1,80}\]\s*)?([\p{L}.\-/]{1,20}(?: ?\p{L}{1,12})?)\s{0,2}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,2}[:：]/u
const forwards = new Set(forwardPrefixes)
const replies = new Set(replyPrefixes)

/** @internal For its test. */
export const subjectPatterns = [PREFIX]

/** What the first prefix of a subject says (`Fwd: Re: …` is a forward, `Re: Fwd: …` an answer), in any of the languages. */
export function subjectKind(subject: string): 'forward' | 'reply' | 'plain' {
  const prefix = firstPrefix(subject)
  if (prefix === null) return 'plain'
  if (forwards.has(prefix)) return 'forward'
  return replies.has(prefix) ? 'reply' : 'plain'
}

/** "VS:" is a forward in Danish and Norwegian and an answer in Finnish. */
export function isAmbiguous(subject: string): boolean {
  return firstPrefix(subject) === 'vs'
}

/** The subject that the first prefix was put before. */
export function withoutPrefix(subject: string): string {
  return firstPrefix(subject) === null
    ? subject
    : subject.slice(PREFIX.exec(subject.slice(0, 200))?.[0].length ?? 0).trim()
}

function firstPrefix(subject: string): string | null {
  return PREFIX.exec(subject.slice(0, 200))?.[1]?.toLowerCase() ?? null
}
