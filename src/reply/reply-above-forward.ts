import type { ParsedMail } from '../mail/types.ts'
import { extractReply } from './extract-reply.ts'
import type { Forward, Reply, SentText } from './types.ts'

/** A forward read as an answer to the mail that it forwards inside its text: what stands above that is new. Pure. */
export function replyAboveForward(mail: ParsedMail, forward: Forward, sent: readonly SentText[]): Reply {
  const above = extractReply({ ...mail, text: forward.comment, html: null }, sent)
  const quoted = [above.quoted, forward.below].filter((part) => part !== '').join('\n')
  return { ...above, quoted, rules: ['forward-of-ours', ...above.rules] }
}
