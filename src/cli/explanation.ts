import { readCommands } from '../command/read-commands.ts'
import type { Orders } from '../command/types.ts'
import type { ParsedMail } from '../mail/types.ts'
import { extractReply } from '../reply/extract-reply.ts'
import { findForward } from '../reply/find-forward.ts'
import type { Forward, Reply } from '../reply/types.ts'
import { noFacts, screen } from '../screening/screen.ts'
import type { Verdict } from '../screening/types.ts'

/** What a mail says by itself, without a database. */
export interface Explanation {
  mail: ParsedMail
  verdict: Verdict
  forward: Forward | null
  reply: Reply
  orders: Orders
}

export function explain(mail: ParsedMail): Explanation {
  const forward = findForward(mail)
  const reply = extractReply(mail, [], forward)
  return {
    mail,
    verdict: screen(mail, noFacts),
    forward,
    reply,
    orders: readCommands(reply.text, reply.signature),
  }
}

/** The batch format: a contract with programs, whatever becomes of the types inside. */
export function toBatchAnswer({ mail, verdict, forward, reply, orders }: Explanation): object {
  return {
    mail: {
      from: mail.from,
      to: mail.to,
      cc: mail.cc,
      replyTo: mail.replyTo,
      subject: mail.subject,
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo[0] ?? null,
      references: mail.references,
      date: mail.date?.toISOString() ?? null,
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments.map(({ filename, contentType, size, sha256, contentId, inline }) => ({
        filename,
        contentType,
        size,
        sha256,
        contentId,
        inline,
      })),
    },
    screening: { kind: verdict.kind, rule: verdict.rule, reason: verdict.reason.en },
    bounce: verdict.bounce,
    forward: forward && { from: forward.from, subject: forward.subject, text: forward.text, comment: forward.comment },
    reply: { text: reply.text, quoted: reply.quoted, signature: reply.signature },
    commands: orders.commands,
  }
}
