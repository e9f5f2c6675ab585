import type { Alarms, AlarmText } from '../alarm.ts'

export type { Alarms }

/** One entry for each trouble of a mailbox: the name is followed by `:` and the mailbox's key. */
const troubles = {
  'mailbox-down': (key: string, detail: string): AlarmText => ({
    en: `The mailbox “${key}” has not been reachable for a while (${detail}).`,
    fr: `Le collecteur « ${key} » est injoignable depuis un moment (${detail}).`,
    mend: {
      en: 'Its mail waits on the server; Guichet keeps trying.',
      fr: 'Son courrier attend sur le serveur ; Guichet réessaie sans relâche.',
    },
  }),
  'mail-not-stored': (key: string, detail: string): AlarmText => ({
    en: `Mail of the mailbox “${key}” cannot be stored here (${detail}).`,
    fr: `Le courrier du collecteur « ${key} » ne peut pas être enregistré ici (${detail}).`,
    mend: {
      en: 'It waits on its server, untouched. Make room on the disk, or see that the database and the data folder can be written to; Guichet keeps trying.',
      fr: 'Il attend sur son serveur, intact. Faites de la place sur le disque, ou voyez si la base de données et le dossier de données sont accessibles en écriture ; Guichet réessaie sans relâche.',
    },
  }),
  'mailbox-login-refused': (key: string, detail: string): AlarmText => ({
    en: `The server refuses the login of the mailbox “${key}” (${detail}).`,
    fr: `Le serveur refuse la connexion du collecteur « ${key} » (${detail}).`,
    mend: {
      en: 'Give it a new password or refresh token; until then no mail is read there.',
      fr: 'Donnez-lui un nouveau mot de passe ou jeton ; d’ici là, aucun courrier n’y est lu.',
    },
  }),
  'mailbox-uidvalidity': (key: string, detail: string): AlarmText => ({
    en: `The mailbox “${key}” was rebuilt on its server (${detail}) and holds many mails that the journal does not know.`,
    fr: `Le collecteur « ${key} » a été reconstruit sur son serveur (${detail}) et contient beaucoup de messages inconnus du journal.`,
    mend: {
      en: 'It is paused, so that nobody gets an answer twice: say with “guichet mailbox resume KEY --standing leave” or “… take” what is to become of them.',
      fr: 'Il est en pause, pour que personne ne reçoive deux fois une réponse : dites avec « guichet mailbox resume CLÉ --standing leave » ou « … take » ce qu’il faut en faire.',
    },
  }),
  'mail-vanished': (key: string, detail: string): AlarmText => ({
    en: `A mail that the mailbox “${key}” announced was gone before Guichet could read it (${detail}).`,
    fr: `Un message annoncé par le collecteur « ${key} » a disparu avant que Guichet ait pu le lire (${detail}).`,
    mend: {
      en: 'Somebody, or another program, moves or deletes mail there.',
      fr: 'Quelqu’un, ou un autre programme, y déplace ou supprime du courrier.',
    },
  }),
  'mail-unreadable': (key: string, detail: string): AlarmText => ({
    en: `The mailbox “${key}” holds a mail that its server does not hand out (${detail}).`,
    fr: `Le collecteur « ${key} » contient un message que son serveur ne délivre pas (${detail}).`,
    mend: {
      en: 'Guichet keeps trying; the other mails are not delayed.',
      fr: 'Guichet réessaie ; les autres messages ne sont pas retardés.',
    },
  }),
  'filing-fails': (key: string, detail: string): AlarmText => ({
    en: `Mails that were processed cannot be filed away in the mailbox “${key}” (${detail}).`,
    fr: `Des messages traités ne peuvent pas être classés dans le collecteur « ${key} » (${detail}).`,
    mend: {
      en: 'No ticket is affected; Guichet keeps trying.',
      fr: 'Aucun ticket n’est touché ; Guichet réessaie.',
    },
  }),
} as const

export type Trouble = keyof typeof troubles

export function raiseTrouble(alarms: Alarms, trouble: Trouble, mailboxKey: string, detail: string): void {
  alarms.raise(`${trouble}:${mailboxKey}`, troubles[trouble](mailboxKey, detail))
}

export function clearTrouble(alarms: Alarms, trouble: Trouble, mailboxKey: string): void {
  alarms.clear(`${trouble}:${mailboxKey}`)
}
