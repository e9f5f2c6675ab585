import type { Language } from './language.ts'

/** What the commands say that have little to say: `adopt`, `migrate`, `keys rotate` and `config check`. */
interface CommandWords {
  adopted: (host: string, folder: string) => string
  adoptedAlready: string
  migrated: (name: string) => string
  upToDate: string
  rotated: (id: string, file: string) => string
  sound: (file: string, entities: number, mailboxes: number, persons: number) => string
}

const en: CommandWords = {
  adopted: (host, folder) =>
    `This database lives here now, on ${host}, with ${folder}. Make sure that no other copy still sends mail. A service that runs already sends within a minute; start it anew, so that it files mails away again.`,
  adoptedAlready: 'This database lives here already.',
  migrated: (name) => `Migrated: ${name}`,
  upToDate: 'The database is up to date.',
  rotated: (id, file) => `The key “${id}” is first in ${file}; restart the service, and back the file up.`,
  sound: (file, entities, mailboxes, persons) =>
    `${file} is sound: entities ${entities}, mailboxes ${mailboxes}, persons ${persons}.`,
}

const fr: CommandWords = {
  adopted: (host, folder) =>
    `Cette base de données est maintenant chez elle ici, sur ${host}, avec ${folder}. Assurez-vous qu’aucune autre copie n’envoie encore de messages. Un service déjà en marche envoie d’ici une minute ; redémarrez-le pour qu’il range de nouveau les messages.`,
  adoptedAlready: 'Cette base de données est déjà chez elle ici.',
  migrated: (name) => `Migration faite : ${name}`,
  upToDate: 'La base de données est à jour.',
  rotated: (id, file) =>
    `La clé « ${id} » est la première de ${file} ; redémarrez le service et sauvegardez le fichier.`,
  sound: (file, entities, mailboxes, persons) =>
    `${file} est correct : entités ${entities}, collecteurs ${mailboxes}, personnes ${persons}.`,
}

export const commandWords: Readonly<Record<Language, CommandWords>> = { en, fr }
