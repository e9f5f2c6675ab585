import { attachDocuments, type NewDocument } from './attach-documents.ts'
import { recordEvent } from './record-event.ts'
import type { Actor, Content, Done, MailAside, VerbContext } from './types.ts'

export interface NewFollowup {
  entityId: number
  ticketId: number
  content: Content
  /** What reply extraction took away; stays one click away. */
  cutText: string
  isPrivate: boolean
  proof: string
  documents: readonly NewDocument[]
  byRole: 'technician' | 'requester' | 'observer'
  /** Whether the other participants are told; false where only the record is wanted. */
  relay: boolean
  /** Who wrote it as the mail says, and for whom: that person has not yet said that it is theirs. */
  unconfirmed?: { writer: string; owner: string }
  aside: MailAside
  /** It came after a solution or on a closed ticket and set the ticket going again. */
  reopens?: boolean
}

/** Adds a followup. Changes no status: that is the business of the verbs beside this one. */
export async function addFollowup(context: VerbContext, actor: Actor, followup: NewFollowup): Promise<Done<number>> {
  const { tx, now } = context
  const id = await tx.insert('followups', {
    ticket_id: followup.ticketId,
    author_id: actor.actorId,
    writer: followup.unconfirmed?.writer ?? null,
    content_text: followup.content.text,
    content_html: followup.content.html,
    is_private: followup.isPrivate ? 1 : 0,
    source: actor.how === 'mail' ? 'mail' : 'other',
    proof: followup.proof,
    via_mail_id: actor.viaMailId,
    cut_text: followup.cutText === '' ? null : followup.cutText,
    created_at: now,
  })
  const { entityId, ticketId, isPrivate, byRole, relay } = followup
  await attachDocuments(
    context,
    { entityId, ticketId, itemType: 'followup', itemId: id, isPrivate, html: followup.content.html },
    followup.documents,
  )
  await tx.update('tickets', ticketId, { updated_at: now })
  const data = {
    followupId: id,
    byRole,
    relay,
    unconfirmed: followup.unconfirmed ?? null,
    reopens: followup.reopens ?? false,
    ...followup.aside,
  }
  return {
    result: id,
    events: [await recordEvent(context, { kind: 'followup-added', ticketId, actor, isPrivate, data })],
  }
}
