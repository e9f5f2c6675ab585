/** The comments of a first guichet.yaml. */
export interface FirstWords {
  top: string
  prefix: string
  data: string
  web: string
  sqlite: string
  mariadb: string
  transport: string
  languages: string
  aliases: string
  listenOnly: string
  folders: string
  importSince: string
  calendar: string
  proof: string
  persons: string
}

const en: FirstWords = {
  top: 'The settings of Guichet. Paths are relative to this file. Only what differs from the defaults has to stand here:\n“guichet config print-defaults” shows every setting, with what it is for and what is allowed.\nAfter a change: “guichet config check”, “guichet doctor”, then start the service again.',
  prefix: 'Stands in the tag of every subject: [DESK #0000042]. Do not change it once mails have gone out.',
  data: 'Mails, documents, keys and the SQLite database. Back it up: without its keys, links and reply addresses die.',
  web: 'Address of the pages as people see it: links in mails begin with it. Put a proxy with TLS in front.',
  sqlite: 'SQLite needs no server. With MariaDB, these lines stand here instead:',
  mariadb: 'The database has to exist, and to be empty, before the first start.',
  transport:
    'The server that takes our mail. Port 587 with starttls, 465 with tls: implicit; none only on this machine.',
  languages: 'The languages of its people; the first is used where nothing else is known.',
  aliases: 'Other addresses that lead to this mailbox.',
  listenOnly: 'true: takes everything in, shows what it would do, sends and moves nothing. A good first day.',
  folders: 'folders: { inbox: INBOX, accepted: Guichet/Accepted, refused: Guichet/Refused }',
  importSince:
    'What is there before the first connection is left alone, unless a day stands here:\nimportSince: 2026-01-31',
  calendar:
    'calendar: { days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00", holidays: [] }\nclosing: { afterDays: 5, remindDaysBefore: 2, reopenDays: 0 }',
  proof:
    'Your own servers whose Authentication-Results are believed (RFC 8601); they must remove forged ones:\nproof: { authservIds: [mx.example.org] }',
  persons: 'Who works here. Requesters need not be named: they come with their first mail.',
}

const fr: FirstWords = {
  top: 'La configuration de Guichet. Les chemins partent du dossier de ce fichier. Seul ce qui diffère des valeurs par défaut\na besoin d’y être : « guichet config print-defaults » montre chaque réglage, son usage et ses valeurs permises.\nAprès un changement : « guichet config check », « guichet doctor », puis redémarrez le service.',
  prefix: 'Figure dans l’objet de chaque message : [DESK #0000042]. N’en changez plus une fois des messages partis.',
  data: 'Messages, documents, clés et base SQLite. À sauvegarder : sans ses clés, liens et adresses de réponse sont perdus.',
  web: 'Adresse des pages vue par les gens : les liens des messages commencent ainsi. Mettez un proxy avec TLS devant.',
  sqlite: 'SQLite se passe de serveur. Avec MariaDB, mettez ces lignes à la place :',
  mariadb: 'La base doit exister, et être vide, avant le premier démarrage.',
  transport:
    'Le serveur qui envoie nos messages. Port 587 avec starttls, 465 avec tls: implicit ; none sur cette machine seulement.',
  languages: 'Les langues de ses gens ; la première sert quand on ne sait rien d’autre.',
  aliases: 'Autres adresses qui mènent à ce collecteur.',
  listenOnly:
    'true : tout est lu, on montre ce qui serait fait, rien n’est envoyé ni déplacé. Une bonne première journée.',
  folders: 'folders: { inbox: INBOX, accepted: Guichet/Accepted, refused: Guichet/Refused }',
  importSince:
    'Ce qui s’y trouve avant la première connexion n’est pas touché, sauf si un jour figure ici :\nimportSince: 2026-01-31',
  calendar:
    'calendar: { days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00", holidays: [] }\nclosing: { afterDays: 5, remindDaysBefore: 2, reopenDays: 0 }',
  proof:
    'Vos serveurs dont les Authentication-Results font foi (RFC 8601) ; ils doivent ôter les faux :\nproof: { authservIds: [mx.example.org] }',
  persons: 'Qui travaille ici. Les demandeurs n’ont pas à être nommés : ils arrivent avec leur premier message.',
}

export const firstWords: Record<'en' | 'fr', FirstWords> = { en, fr }
