import type { Sentence } from '../i18n/sentence.ts'
import type { RejectionCode } from './rejection.ts'
import { type SettleContext, say } from './settle-context.ts'
import { tellRejected } from './tell-sender.ts'

/** An order that cannot be carried out: its writer is told, and the trace says why. The words beside it are kept. An answer to that finds the ticket. */
export async function tellRefusedOrder(
  context: SettleContext,
  ticketId: number,
  code: RejectionCode,
  why: Sentence,
): Promise<void> {
  say(context, 'commands', code, why)
  await tellRejected(context, code, null, ticketId)
}
