import type { MailWithFiles } from '../mail/mailbox.ts'
import { findTwin } from './links.ts'
import type { Stage } from './stage.ts'

/** Approves the solution that a notice offers. */
export async function answerByLink(stage: Stage, _id: number, offered: MailWithFiles): Promise<void> {
  await stage.world.requester.send(findTwin(offered, 'approve'))
}
