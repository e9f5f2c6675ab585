import { type DemoMailbox, type StoredMail, sentFolder } from './mailbox.ts'

/** The mailbox of somebody elsewhere: no server shows it, only the story looks into it. */
export function createPlainMailbox(): DemoMailbox {
  const folders = new Map<string, StoredMail[]>([
    ['INBOX', []],
    [sentFolder, []],
  ])
  const put = (folder: string, raw: Buffer) => {
    const mails = folders.get(folder)
    mails?.push({ folder, uid: mails.length + 1, raw })
  }
  return {
    folders: () => [...folders.keys()],
    mails: (folder) => folders.get(folder) ?? [],
    deliver: (raw) => put('INBOX', raw),
    keepSent: (raw) => put(sentFolder, raw),
  }
}
