import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readCommands } from '../command/read-commands.ts'
import { describeError } from '../errors.ts'
import { bodyOnly, parseMail } from '../mail/parse.ts'
import type { ParsedMail } from '../mail/types.ts'
import { extractReply } from '../reply/extract-reply.ts'
import { findForward } from '../reply/find-forward.ts'
import { noFacts, screen } from '../screening/screen.ts'

const caseSchema = z.object({
  id: z.string(),
  file: z.string(),
  input: z.enum(['eml', 'text', 'html']),
  subject: z.string().optional(),
})

/** `guichet mail explain --batch FILE`: a JSON object a line in, a JSON object a line out, in order; a mail that cannot be read does not end it. */
export async function explainBatch(file: string, write: (line: string) => void): Promise<void> {
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    if (line.trim() !== '') write(JSON.stringify(await explainLine(line)))
  }
}

async function explainLine(line: string): Promise<object> {
  const known = caseSchema.safeParse(JSON.parse(line))
  if (!known.success) return { id: '', error: { code: 'bad-case', message: z.prettifyError(known.error) } }
  try {
    return { id: known.data.id, ...explain(await readCase(known.data)) }
  } catch (error) {
    return { id: known.data.id, error: { code: 'unreadable', message: describeError(error) } }
  }
}

async function readCase(known: z.infer<typeof caseSchema>): Promise<ParsedMail> {
  if (known.input === 'eml') return parseMail(createReadStream(known.file))
  const body = await readFile(known.file, 'utf8')
  const subject = known.subject ?? ''
  return known.input === 'html' ? bodyOnly({ html: body, subject }) : bodyOnly({ text: body, subject })
}

function explain(mail: ParsedMail): object {
  const verdict = screen(mail, noFacts)
  const forward = findForward(mail)
  const reply = extractReply(mail, [])
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
    screening: { kind: verdict.kind, rule: verdict.rule, reason: verdict.reason },
    bounce: verdict.bounce,
    forward: forward && { from: forward.from, subject: forward.subject, text: forward.text, comment: forward.comment },
    reply: { text: reply.text, quoted: reply.quoted, signature: reply.signature },
    commands: readCommands(reply.text).commands,
  }
}
