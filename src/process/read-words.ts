import { worksHere } from '../desk/person.ts'
import type { ParsedMail } from '../mail/types.ts'
import { extractReply } from '../reply/extract-reply.ts'
import { findForward } from '../reply/find-forward.ts'
import { replyAboveForward } from '../reply/reply-above-forward.ts'
import type { Forward, Reply } from '../reply/types.ts'
import type { Directory } from '../settings/directory.ts'
import type { Facts } from './reading.ts'

/** What a mail forwards, and which of its words are new. People answer by "Forward" too: then it forwards nothing. */
export function readWords(
  mail: ParsedMail,
  facts: Facts,
  directory: Directory,
): { forward: Forward | null; reply: Reply } {
  const forward = findForward(mail)
  if (forward && answersUs(forward, facts, directory))
    return { forward: null, reply: replyAboveForward(mail, forward, facts.sent) }
  return { forward, reply: extractReply(mail, facts.sent, forward) }
}

/**
 * Whoever forwards to us, within the text, a mail of ours that was sent to them. That is told by the signed mark in its headers: the text may
 * hold anybody's. Not so for those who work here: what they write above a forward is for colleagues.
 */
function answersUs(forward: Forward, { marks, person }: Facts, directory: Directory): boolean {
  if (forward.below === '' || !directory.isOurs(forward.from.address) || person === null || worksHere(person))
    return false
  const mark = marks.find(({ place }) => place === 'address' || place === 'reference')
  return mark?.personId === person.id
}
