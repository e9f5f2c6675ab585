import type { ImapFlow, MailboxObject } from 'imapflow'
import { PermanentError } from '../../errors.ts'
import { asking } from './refusals.ts'

/** `Guichet/Accepted` in the settings, whatever the server puts between levels: imapflow joins a path, and adds its namespace. */
export function folderPath(name: string): string[] {
  return name.split('/').filter((level) => level !== '')
}

/** Opens a folder, to change nothing in it with `readOnly`. */
export function openFolder(client: ImapFlow, name: string, options: { readOnly: boolean }): Promise<MailboxObject> {
  const command = `${options.readOnly ? 'EXAMINE' : 'SELECT'} ${name}`
  return asking(client, command, () => client.mailboxOpen(folderPath(name), options))
}

/** Makes the folder unless it is there. Not every server says ALREADYEXISTS, so it is asked first. */
export async function ensureFolder(client: ImapFlow, name: string): Promise<void> {
  const path = folderPath(name)
  if (path.length === 0) throw new PermanentError('imap-folder-without-name', 'A folder in the settings has no name.')
  if (await exists(client, path)) return
  await asking(client, `CREATE ${name}`, () => client.mailboxCreate(path))
}

/** Listed paths begin with the namespace (RFC 2342): `INBOX.Guichet.Accepted` is our `Guichet/Accepted` where folders stand below the inbox. */
async function exists(client: ImapFlow, path: string[]): Promise<boolean> {
  const joined = path.join('/')
  const withNamespace = [...levelsOf(client.namespace), ...path].join('/')
  const folders = await asking(client, 'LIST', () => client.list({ listOnly: true }))
  return folders.some((folder) => {
    const listed = [...folder.parent, folder.name].join('/')
    return listed === joined || listed === withNamespace || folder.path === joined
  })
}

function levelsOf(namespace: ImapFlow['namespace']): string[] {
  if (!namespace?.prefix) return []
  return namespace.prefix.split(namespace.delimiter || '/').filter((level) => level !== '')
}
