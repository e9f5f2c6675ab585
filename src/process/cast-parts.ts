import { findOrRegister, type KnownPerson, worksHere } from '../desk/person.ts'
import { languageOfMail, languageOfWords } from './language-of.ts'
import { pickObservers } from './observers.ts'
import { permission, type SettleContext, seemsMachine } from './settle-context.ts'

/** Who is what on a new ticket. */
export interface Parts {
  rule: 'new' | 'technician-forward' | 'technician-writes-out'
  requester: KnownPerson
  observerIds: number[]
  assigneeId: number | null
  proposed: string[]
}

/** A technician who forwards, or writes to somebody with the desk in Cc, opens it for that person. */
export async function castParts(context: SettleContext, sender: KnownPerson): Promise<Parts> {
  const { facts, forward, tx, now } = context
  const defaults = {
    language: languageOfMail(context.mail, facts.entity.settings.languages),
    timeZone: facts.entity.settings.timeZone,
    now,
  }
  const trusted = worksHere(facts.person) && permission(context, 'speak-as-desk') === 'allow'
  if (trusted && forward?.from.address && !context.directory.isOurs(forward.from.address)) {
    const language = languageOfWords(forward.text, facts.entity.settings.languages)
    const requester = await findOrRegister(tx, facts.entity.id, forward.from, { ...defaults, language })
    return {
      rule: 'technician-forward',
      requester,
      observerIds: [sender.id],
      assigneeId: null,
      proposed: [],
    }
  }
  const addressee = trusted ? writtenOutTo(context) : null
  const { observerIds, proposed } = await pickObservers(context, sender.id)
  if (addressee) {
    const requester = await findOrRegister(tx, facts.entity.id, addressee, defaults)
    const others = observerIds.filter((id) => id !== requester.id)
    return {
      rule: 'technician-writes-out',
      requester,
      observerIds: others,
      // Any sign of a machine forbids to take a ticket.
      assigneeId: seemsMachine(context) ? null : sender.id,
      proposed: proposed.filter((address) => address.toLowerCase() !== addressee.address.toLowerCase()),
    }
  }
  return { rule: 'new', requester: sender, observerIds, assigneeId: null, proposed }
}

/** A technician's mail to somebody, with the desk in Cc only. */
function writtenOutTo({ mail, directory }: SettleContext) {
  const isOurs = ({ address }: { address: string }) => directory.isOurs(address)
  if (mail.to.some(isOurs) || !mail.cc.some(isOurs)) return null
  return mail.to[0] ?? null
}
