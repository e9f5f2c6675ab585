import { findOrRegister, findPerson } from '../desk/person.ts'
import { withoutDetail } from '../settings/directory.ts'
import { permission, type SettleContext } from './settle-context.ts'

/** At most so many observers come from one mail. */
const mostObservers = 20
const noReply =
  /^(?:no-?reply|do-?not-?reply|ne-?pas-?repondre|nepasrepondre|mailer-daemon|postmaster|bounces?|notifications?)\b/i

/**
 * Those in To and Cc beside the desk: observers where the sender is proved, else proposed to the technician. None where the desk
 * stands in neither To nor Cc: then the mail was not written to it. Never our own addresses nor those that nobody reads.
 */
export async function pickObservers(
  context: SettleContext,
  senderId: number,
): Promise<{ observerIds: number[]; proposed: string[] }> {
  const { mail, facts, directory, tx, now } = context
  const written = [...mail.to, ...mail.cc]
  const isOurs = (address: string) => directory.ownAddresses.has(withoutDetail(address))
  if (!written.some(({ address }) => isOurs(address))) return { observerIds: [], proposed: [] }
  const others = written
    .filter(({ address }) => !isOurs(address) && !noReply.test(address) && address !== mail.from?.address)
    .slice(0, mostObservers)
  if (permission(context, 'name-observers') !== 'allow')
    return { observerIds: [], proposed: others.map(({ address }) => address) }
  const settings = facts.entity.settings
  const observerIds: number[] = []
  for (const other of others) {
    const defaults = { language: settings.languages[0] ?? 'en', timeZone: settings.timeZone, now }
    const person = settings.createPersons
      ? await findOrRegister(tx, facts.entity.id, other, defaults)
      : await findPerson(tx, facts.entity.id, other.address)
    if (person && person.id !== senderId && !observerIds.includes(person.id)) observerIds.push(person.id)
  }
  return { observerIds, proposed: [] }
}
