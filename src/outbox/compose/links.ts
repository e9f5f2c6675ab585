import type { Language } from '../../i18n/language.ts'
import { linkPath, replyAddress } from '../../signing/places.ts'
import { subjectTag } from '../subject-tag.ts'
import type { Gathering } from './gathering.ts'

/** What the mail of a `mailto:` twin says; the act itself is in its address. */
const orders: Record<Language, Record<string, string>> = {
  en: {
    approve: 'I approve the solution',
    refuse: 'I refuse the solution, because:',
    undo: 'I take my answer back',
    confirm: 'Yes, I wrote this mail',
    deny: 'No, I did not write this mail',
    'confirm-address': 'Yes, that is fine',
    'deny-address': 'No, I do not know this address',
    close: 'Close the ticket',
    add: 'Add this observer',
  },
  fr: {
    approve: 'J’approuve la solution',
    refuse: 'Je refuse la solution, parce que :',
    undo: 'Je reviens sur ma réponse',
    confirm: 'Oui, j’ai écrit ce message',
    deny: 'Non, je n’ai pas écrit ce message',
    'confirm-address': 'Oui, c’est bien ça',
    'deny-address': 'Non, je ne connais pas cette adresse',
    close: 'Clore le ticket',
    add: 'Ajouter cet observateur',
  },
}

/** Each link by its name, and its twin for those who would rather write: `approve`, `approveMailto`. */
export function makeLinks(from: Gathering): Record<string, string> {
  const links: Record<string, string> = {}
  for (const [name, id] of Object.entries(from.frozen.links)) Object.assign(links, makePair(from, name, id))
  return links
}

/** One link under the name that the template knows. */
export function makePair(from: Gathering, name: string, id: number): Record<string, string> {
  const mark = from.marks.sign('link', id)
  const { address, delimiter } = from.desk
  const named = orders[from.language]
  const order = (from.event === 'confirm-address' ? named[`${name}-address`] : named[name]) ?? ''
  const tag = from.mail.ticket_id === null ? '' : ` ${subjectTag(from.settings.instance.prefix, from.mail.ticket_id)}`
  return {
    [name]: `${from.settings.instance.webUrl.replace(/\/+$/, '')}${linkPath(mark)}`,
    [`${name}Mailto`]: `mailto:${replyAddress(address, mark, delimiter)}?subject=${encode(order.replace(/[ :,]+$/, '') + tag)}&body=${encode(`${order}\n\n`)}`,
  }
}

/** RFC 6068 section 2, and the characters that HTML and text programs end a link at. */
const encode = (text: string): string =>
  encodeURIComponent(text.replaceAll('\n', '\r\n')).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
