import { type AnswerKind, readAnswer } from '../reply/read-answer.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { SettleContext } from './settle-context.ts'

/** What the new words say of a solution; names of those who write to each other may stand in them. */
export function readReply({ reply, facts, mail }: SettleContext): AnswerKind {
  const addressee = mail.to[0]?.name ?? ''
  return readAnswer(reply.text, [facts.person?.name ?? '', facts.entity.settings.name, addressee])
}

/** Signatures and business cards come with every mail of some people, and say nothing. */
const wordless = /^(?:application\/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)|text\/(?:x-)?vcard)$/

/** Whether an attachment is an answer by itself. A picture in the text may be the logo of a signature. */
export function saysSomething({ inline, contentType }: NewDocument): boolean {
  return !inline && !wordless.test(contentType)
}

/**
 * Whether the attachments of an answer say something. Where there is no word, or none but a greeting, a picture in the text is what there
 * is to say: a screenshot.
 */
export function attachmentsSay(answer: AnswerKind, documents: readonly NewDocument[]): boolean {
  const isWordless = answer === 'empty' || answer === 'greeting'
  const pictures = isWordless ? documents.filter(({ contentType }) => contentType.startsWith('image/')) : []
  return pictures.length > 0 || documents.some(saysSomething)
}
