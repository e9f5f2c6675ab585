import type { Directory } from '../settings/directory.ts'
import type { ResolvedSettings } from '../settings/resolved.ts'
import { forgetTransport, knownTransports, moveUnsent } from '../store/queries/used-transports.ts'
import type { Store, Tx } from '../store/types.ts'

/** A transport that the settings no longer name, and how many mails another got from it. */
interface RetiredTransport {
  key: string
  moved: number
}

/**
 * Mails that wait for a transport which the settings no longer name go to that of their mailbox: nobody else would ever send them. Gives all that
 * ever sent and are gone; none where no transport is configured.
 */
export async function retireTransports(
  store: Store,
  { transports }: Pick<ResolvedSettings, 'transports'>,
  { entities }: Pick<Directory, 'entities'>,
): Promise<RetiredTransport[]> {
  const [first] = transports
  if (!first) return []
  const kept = new Set(transports.map(({ key }) => key))
  const mailboxes = entities.flatMap((entity) => entity.mailboxes)
  const retire = async (tx: Tx, key: string): Promise<number> => {
    let moved = 0
    for (const { id, transport } of mailboxes)
      moved += await moveUnsent(tx, { from: key, to: transport, mailboxId: id })
    // Alarms, and what is of a mailbox that is gone as well.
    moved += await moveUnsent(tx, { from: key, to: first.key, mailboxId: null })
    await forgetTransport(tx, key)
    return moved
  }
  const retired: RetiredTransport[] = []
  for (const key of await knownTransports(store))
    if (!kept.has(key)) retired.push({ key, moved: await store.transaction((tx) => retire(tx, key)) })
  return retired
}
