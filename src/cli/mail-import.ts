import { journalWords } from '../i18n/journal-words.ts'
import type { Language } from '../i18n/language.ts'
import { type AcceptContext, acceptMail } from '../receive/accept.ts'
import type { Directory, Mailbox } from '../settings/directory.ts'
import { mailsIn } from './mailbox-file.ts'
import { showLine } from './safe-text.ts'
import { tellError } from './tell-error.ts'

interface ImportDesk {
  accept: AcceptContext
  directory: Directory
}

interface ImportOptions {
  /** Key of the mailbox that they are taken in by; null for the first. */
  mailbox: string | null
  language: Language
}

const megabyte = 1024 * 1024

/**
 * `guichet mail import FILE… | FOLDER… [--mailbox KEY]`: takes mails in as if they had come to the mailbox; those that the journal has
 * are not taken twice. One that cannot be taken does not end it. Gives the exit status: 1 where there was one.
 */
export async function importMails(
  desk: ImportDesk,
  paths: readonly string[],
  options: ImportOptions,
  write: (line: string) => void,
): Promise<number> {
  const words = journalWords[options.language]
  const mailbox = pickMailbox(desk.directory, options.mailbox)
  if (!mailbox) {
    write(words.noMailbox(showLine(options.mailbox ?? ''), mailboxKeys(desk.directory).join(', ')))
    return 1
  }
  const counts = { taken: 0, known: 0, failed: 0 }
  for (const path of paths) {
    try {
      for await (const mail of mailsIn([path])) {
        try {
          const { inboundMailId, duplicate } = await takeIn(desk, mailbox, mail.open())
          counts[duplicate ? 'known' : 'taken'] += 1
          write(words.importedOne(showLine(mail.place), inboundMailId, duplicate))
        } catch (error) {
          counts.failed += 1
          write(words.importFailed(showLine(mail.place), showLine(tellError(error)[options.language])))
        }
      }
    } catch (error) {
      counts.failed += 1
      write(words.importFailed(showLine(path), showLine(tellError(error)[options.language])))
    }
  }
  write(words.imported(counts.taken, counts.known))
  return counts.failed > 0 ? 1 : 0
}

function pickMailbox(directory: Directory, key: string | null): Mailbox | null {
  const all = directory.entities.flatMap((entity) => entity.mailboxes)
  return (key === null ? all[0] : all.find(({ settings }) => settings.key === key)) ?? null
}

const mailboxKeys = (directory: Directory): string[] =>
  directory.entities.flatMap((entity) => entity.mailboxes.map(({ settings }) => settings.key))

async function takeIn({ accept, directory }: ImportDesk, mailbox: Mailbox, content: AsyncIterable<Uint8Array>) {
  const delivery = {
    entityId: mailbox.entityId,
    mailboxId: mailbox.id,
    envelopeTo: null,
    sighting: { transaction: null },
  }
  const mail = {
    source: 'import',
    envelopeFrom: null,
    clientIp: null,
    clientHelo: null,
    maxSize: directory.settings.limits.mailMegabytes * megabyte,
    deliveries: [delivery],
  } as const
  const [accepted] = await acceptMail(accept, mail, content)
  if (!accepted) throw new Error('nothing was written')
  return accepted
}
