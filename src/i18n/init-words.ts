import type { Language } from './language.ts'

/** What `guichet init` asks and says. */
export interface InitWords {
  welcome: string
  questions: Record<
    | 'prefix'
    | 'name'
    | 'address'
    | 'imapHost'
    | 'imapUser'
    | 'smtpHost'
    | 'smtpUser'
    | 'database'
    | 'webUrl'
    | 'technician'
    | 'administrator',
    string
  >
  notSo: (value: string, allowed: string) => string
  nothing: string
  written: (file: string) => string
  keys: (file: string) => string
  invented: (names: readonly string[]) => string
  secret: (file: string) => string
  fillSecrets: (files: readonly string[]) => string
  next: (file: string) => readonly string[]
}

const en: InitWords = {
  welcome: 'A few questions; Enter takes what stands in brackets. Everything can be changed in the file later.',
  questions: {
    prefix: 'Letters in the tag of every subject, as in [DESK #0000042]',
    name: 'Name of the desk, as people read it',
    address: 'Address that people write to',
    imapHost: 'IMAP server of that mailbox',
    imapUser: 'Its user',
    smtpHost: 'SMTP server that takes our mail',
    smtpUser: 'Its user (- for none)',
    database: 'Database: sqlite (needs no server) or mariadb',
    webUrl: 'Address of our pages, as people see it',
    technician: 'First technician, as Name <address>',
    administrator: 'Administrator, as Name <address>',
  },
  notSo: (value, allowed) => `“${value}” does not fit. Allowed: ${allowed}.`,
  nothing: 'nothing',
  written: (file) => `Written: ${file}`,
  keys: (file) => `The keys stand in ${file}: back them up, for without them every link and reply address dies.`,
  invented: (names) => `Still examples, to be filled in: ${names.join('; ')}.`,
  secret: (file) => `Password for ${file} (not shown; Enter to write it there later): `,
  fillSecrets: (files) => `Write the password into each of these (one line): ${files.join(', ')}`,
  next: (file) => [
    `guichet config check --config ${file}`,
    `guichet doctor --config ${file}`,
    `guichet start --config ${file}`,
  ],
}

const fr: InitWords = {
  welcome: 'Quelques questions ; Entrée garde ce qui est entre crochets. Tout pourra être changé dans le fichier.',
  questions: {
    prefix: 'Lettres dans l’objet de chaque message, comme [DESK #0000042]',
    name: 'Nom du support, tel que les gens le lisent',
    address: 'Adresse à laquelle les gens écrivent',
    imapHost: 'Serveur IMAP de cette boîte',
    imapUser: 'Son utilisateur',
    smtpHost: 'Serveur SMTP qui envoie nos messages',
    smtpUser: 'Son utilisateur (- pour aucun)',
    database: 'Base de données : sqlite (sans serveur) ou mariadb',
    webUrl: 'Adresse de nos pages, vue par les gens',
    technician: 'Premier technicien, sous la forme Nom <adresse>',
    administrator: 'Administrateur, sous la forme Nom <adresse>',
  },
  notSo: (value, allowed) => `« ${value} » ne convient pas. Permis : ${allowed}.`,
  nothing: 'rien',
  written: (file) => `Écrit : ${file}`,
  keys: (file) =>
    `Les clés sont dans ${file} : sauvegardez-les, sans elles tous les liens et adresses de réponse sont perdus.`,
  invented: (names) => `Encore des exemples, à compléter : ${names.join(' ; ')}.`,
  secret: (file) => `Mot de passe pour ${file} (non affiché ; Entrée pour l’y écrire plus tard) : `,
  fillSecrets: (files) => `Écrivez le mot de passe dans chacun de ces fichiers (une ligne) : ${files.join(', ')}`,
  next: en.next,
}

export const initWords: Record<Language, InitWords> = { en, fr }
