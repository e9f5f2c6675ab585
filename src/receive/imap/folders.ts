import type { ImapFlow } from 'imapflow'
import { PermanentError } from '../../errors.ts'

/** `Guichet/Accepted` in the settings, whatever the server puts between levels: imapflow joins a path, and adds its namespace. */
export function folderPath(name: string): string[] {
  return name.split('/').filter((level) => level !== '')
}

/** Makes the folder unless it is there. Not every server says ALREADYEXISTS, so it is asked first. */
export async function ensureFolder(client: ImapFlow, name: string): Promise<void> {
  const path = folderPath(name)
  if (path.length === 0) throw new PermanentError('imap-folder-without-name', 'A folder in the settings has no name.')
  if (await exists(client, path)) return
  await client.mailboxCreate(path)
}

/** Listed paths begin with the namespace (RFC 2342): `INBOX.Guichet.Accepted` is our `Guichet/Accepted` where folders stand below the inbox. */
async function exists(client: ImapFlow, path: string[]): Promise<boolean> {
  const joined = path.join('/')
  const withNamespace = [...levelsOf(client.namespace), ...path].join('/')
  const folders = await client.list({ listOnly: true })
  return folders.some((folder) => {
    const listed = [...folder.parent, folder.name].join('/')
    return listed === joined || listed === withNamespace || folder.path === joined
  })
}

function levelsOf(namespace: ImapFlow['namespace']): string[] {
  if (!namespace?.prefix) return []
  return namespace.prefix.split(namespace.delimiter || '/').filter((level) => level !== '')
}
