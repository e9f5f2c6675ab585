import type { Command } from './types.ts'

/** One command of the language. A new one is a member of `Command` and an entry here. */
export interface CommandRule {
  name: Command['name']
  /** What people may type after the slash, the first being the one we show; case and accents do not matter. */
  words: readonly string[]
  /**
   * What may stand behind the word on its line. `none`: nothing, words there mean that the writer meant something else.
   * `name`: a short name; what is too long for one is words of the answer. `text`: words of the answer, which stay in it.
   */
  argument: 'none' | 'name' | 'text'
  /** The role that the act needs in the ticket’s entity; checked when it is done, at that moment’s rights. */
  who: 'technician' | 'manager'
  /** The order with its argument; the empty string where none was given. */
  read(argument: string): Command
  /** For the help that a mail gives. */
  meaning: { en: string; fr: string }
}

export const grammar: readonly CommandRule[] = [
  {
    name: 'solve',
    words: ['solve', 'résoudre'],
    argument: 'name',
    who: 'technician',
    read: (type) => ({ name: 'solve', type: type === '' ? null : type }),
    meaning: {
      en: '/solve [type]: the rest of the mail is the solution; the requester is asked to approve it',
      fr: '/résoudre [type] : le reste du message est la solution ; le demandeur est invité à l’approuver',
    },
  },
  {
    name: 'close',
    words: ['close', 'clore'],
    argument: 'none',
    who: 'manager',
    read: () => ({ name: 'close' }),
    meaning: { en: '/close: closes the ticket', fr: '/clore : clôt le ticket' },
  },
  {
    name: 'private',
    words: ['private', 'privé', 'privée'],
    argument: 'text',
    who: 'technician',
    read: () => ({ name: 'private' }),
    meaning: {
      en: '/private: an internal note, which the requester does not see',
      fr: '/privé : une note interne, que le demandeur ne voit pas',
    },
  },
]
