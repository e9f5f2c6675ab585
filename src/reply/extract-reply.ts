import type { ParsedMail } from '../mail/types.ts'
import type { Reply, SentText } from './types.ts'

/** Which part of a mail is new. `sent` are the mails of ours that it may quote. Pure. */
export function extractReply(mail: ParsedMail, _sent: readonly SentText[]): Reply {
  return { text: mail.text, quoted: '', signature: '', interleaved: false, rules: [] }
}
