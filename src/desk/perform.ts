import { notify } from '../notification/notify.ts'
import type { Directory } from '../settings/directory.ts'
import type { Done, VerbContext } from '../ticket/types.ts'

/** What the desk needs to act in one transaction. `replyTo` is the Message-ID of the mail that caused it, or null. */
export interface DeskContext extends VerbContext {
  directory: Directory
  replyTo: string | null
}

/** Runs a verb and tells whoever its events concern, all in the caller's transaction. Every change of a ticket goes through here. */
export async function perform<R>(context: DeskContext, verb: (context: VerbContext) => Promise<Done<R>>): Promise<R> {
  const { result, events } = await verb(context)
  for (const event of events) await notify(context, event, context.replyTo)
  return result
}
