import { password } from './cast.ts'
import type { World } from './world.ts'

/** Addresses, ports and passwords, for Thunderbird or any other mail program. */
export function tellHowToGoOn({ language, cast, mailboxes, smtpPort, pageUrl, configFile }: World): string[] {
  const w = words[language]
  const accounts = (['requester', 'technician', 'desk'] as const).map((role) => {
    const { name, address, user } = cast[role]
    return { who: `${name} <${address}>`, imap: `${w.user} ${user}, IMAP 127.0.0.1:${mailboxes[role].port}` }
  })
  const width = Math.max(...accounts.map(({ who }) => who.length))
  return [
    '',
    w.page(pageUrl),
    '',
    w.byHand,
    ...accounts.map(({ who, imap }) => `  ${who.padEnd(width)}  ${imap}`),
    `  ${w.smtp(smtpPort)}`,
    `  ${w.password(password)}`,
    `  ${w.writeTo(cast.desk.address)}`,
    '',
    w.commands,
    `  npm run guichet -- ticket show 1 --config ${configFile}`,
    `  npm run guichet -- mail list --config ${configFile}`,
    '',
    w.end,
  ]
}

const words = {
  en: {
    user: 'user',
    page: (url: string) => `The three mailboxes: ${url}`,
    byHand: 'Go on by hand with Thunderbird or any mail program (no TLS, normal password):',
    smtp: (port: number) => `Outgoing mail of all of them: SMTP 127.0.0.1:${port}, with the same user and password`,
    password: (word: string) => `Password of all of them: ${word}`,
    writeTo: (address: string) => `Write to ${address}: the desk answers.`,
    commands: 'Look behind the scenes, in another terminal:',
    end: 'Ctrl-C stops everything and removes it.',
  },
  fr: {
    user: 'utilisateur',
    page: (url: string) => `Les trois boîtes : ${url}`,
    byHand: 'Continuez à la main avec Thunderbird ou toute autre messagerie (sans TLS, mot de passe normal) :',
    smtp: (port: number) => `Envoi pour tous : SMTP 127.0.0.1:${port}, avec les mêmes utilisateur et mot de passe`,
    password: (word: string) => `Mot de passe de tous : ${word}`,
    writeTo: (address: string) => `Écrivez à ${address} : le support répond.`,
    commands: 'Pour voir les coulisses, dans un autre terminal :',
    end: 'Ctrl-C arrête tout et l’efface.',
  },
} as const
