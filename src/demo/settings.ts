import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../i18n/language.ts'
import { loadSettings } from '../settings/load-settings.ts'
import type { ResolvedSettings } from '../settings/resolved.ts'
import { casts, password } from './cast.ts'

export interface Ports {
  imap: number
  smtp: number
  web: number
}

/** Writes the configuration of the demo's desk as a person would, so that every command of Guichet works on it, and loads it. */
export async function writeSettings(
  folder: string,
  language: Language,
  ports: Ports,
): Promise<{ file: string; settings: ResolvedSettings }> {
  const file = join(folder, 'guichet.yaml')
  await writeFile(file, `${JSON.stringify(deskSettings(language, ports), null, 2)}\n`)
  return { file, settings: await loadSettings(file) }
}

/** JSON is YAML. */
function deskSettings(language: Language, ports: Ports): object {
  const { desk, requester, technician } = casts[language]
  const onThisMachine = { host: '127.0.0.1', tls: 'none', user: desk.user, password }
  const person = ({ name, address }: { name: string; address: string }, role: string) => ({
    name,
    addresses: [address],
    language,
    roles: { desk: role },
  })
  return {
    prefix: desk.prefix,
    data: './data',
    web: { url: `http://127.0.0.1:${ports.web}`, port: ports.web },
    transports: [{ key: 'demo', port: ports.smtp, ...onThisMachine }],
    entities: [
      {
        key: 'desk',
        name: desk.name,
        languages: language === 'fr' ? ['fr', 'en'] : ['en', 'fr'],
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        mailboxes: [{ key: 'support', address: desk.address, imap: { port: ports.imap, ...onThisMachine } }],
      },
    ],
    persons: [person(requester, 'requester'), person(technician, 'technician')],
  }
}
