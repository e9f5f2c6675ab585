import { journalWords } from '../i18n/journal-words.ts'
import type { Language } from '../i18n/language.ts'
import { replayMail } from '../process/replay.ts'
import type { FileStorage } from '../store/files.ts'
import type { Store } from '../store/types.ts'

/** `guichet mail replay ID… [--as-new]`: has mails processed again by the service. Gives the exit status: 1 where one could not be. */
export async function replayMails(
  desk: { store: Store; files: FileStorage; now(): number },
  ids: readonly number[],
  options: { asNew: boolean; language: Language },
  write: (line: string) => void,
): Promise<number> {
  const words = journalWords[options.language]
  let refused = 0
  for (const id of ids) {
    const replayed = await replayMail(desk, id, options.asNew)
    if (replayed.kind === 'refused') refused += 1
    if (replayed.kind === 'as-new') write(words.replayedAs(id, replayed.mailId))
    else write(words.replay[replayed.kind === 'again' ? 'again' : replayed.why](id))
  }
  return refused > 0 ? 1 : 0
}
