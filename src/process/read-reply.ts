import { type AnswerKind, readAnswer } from '../reply/read-answer.ts'
import { readTechnicianNames } from '../store/queries/taking-part.ts'
import type { NewDocument } from '../ticket/attach-documents.ts'
import type { SettleContext } from './settle-context.ts'

/**
 * What the new words say of a solution; names of those who write to each other may stand in them: also of technicians whose names are
 * not in the mail, where without them the words would say more. `ticketId` is null outside of any ticket.
 */
export async function readReply(
  { reply, facts, mail, tx }: SettleContext,
  ticketId: number | null,
): Promise<AnswerKind> {
  const names = [facts.person?.name ?? '', facts.entity.settings.name, mail.to[0]?.name ?? '']
  const answer = readAnswer(reply.text, names)
  if (answer !== 'other' || ticketId === null || reply.text.length > mostBesideNames) return answer
  return readAnswer(reply.text, [...names, ...(await readTechnicianNames(tx, ticketId))])
}

/** A longer text says more than courtesies, whatever names stand in it. */
const mostBesideNames = 500

/** Signatures and business cards come with every mail of some people, and say nothing; what a reaction of Gmail says stands in its text as well. */
const wordless =
  /^(?:application\/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)|text\/(?:x-)?vcard|text\/vnd\.google\.email-reaction\+json)$/

/** Whether an attachment is an answer by itself. A picture in the text may be the logo of a signature. */
export function saysSomething({ inline, contentType }: NewDocument): boolean {
  return !inline && !wordless.test(contentType)
}

/**
 * Whether the attachments of an answer say something. Where there is no word, or none but a greeting and the end of a letter, a picture in
 * the text is what there is to say: a screenshot.
 */
export function attachmentsSay(answer: AnswerKind, documents: readonly NewDocument[]): boolean {
  const isWordless = answer === 'empty' || answer === 'greeting' || answer === 'closing'
  const pictures = isWordless ? documents.filter(({ contentType }) => contentType.startsWith('image/')) : []
  return pictures.length > 0 || documents.some(saysSomething)
}
