import type { Language } from './language.ts'

/** What `guichet mailbox resume` says to people. */
interface MailboxWords {
  unknown: (key: string, known: string) => string
  notPaused: (key: string) => string
  sayWhich: (key: string, why: string) => string
  resumed: (key: string) => string
}

const en: MailboxWords = {
  unknown: (key, known) => `There is no mailbox “${key}”. There are: ${known || 'none'}`,
  notPaused: (key) => `The mailbox “${key}” is not paused.`,
  sayWhich: (key, why) =>
    `The mailbox “${key}” is paused (${why}). Say what is to become of the mails that stand there: --standing leave leaves them alone, as at a first connection; --standing take takes in those that the journal does not know.`,
  resumed: (key) => `The pause of the mailbox “${key}” has ended. The service reads it again within a few seconds.`,
}

const fr: MailboxWords = {
  unknown: (key, known) => `Il n’y a pas de collecteur « ${key} ». Il y a : ${known || 'aucun'}`,
  notPaused: (key) => `Le collecteur « ${key} » n’est pas en pause.`,
  sayWhich: (key, why) =>
    `Le collecteur « ${key} » est en pause (${why}). Dites ce qu’il faut faire des messages qui s’y trouvent : --standing leave les laisse en paix, comme à une première connexion ; --standing take prend ceux que le journal ne connaît pas.`,
  resumed: (key) => `La pause du collecteur « ${key} » est terminée. Le service le relit d’ici quelques secondes.`,
}

export const mailboxWords: Record<Language, MailboxWords> = { en, fr }
