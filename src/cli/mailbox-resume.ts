import type { Language } from '../i18n/language.ts'
import { mailboxWords } from '../i18n/mailbox-words.ts'
import { mailboxByKey, mailboxKeys, pauseOf, resumeMailbox } from '../store/queries/mailbox-state.ts'
import type { Store } from '../store/types.ts'
import { showLine } from './safe-text.ts'

interface ResumeOptions {
  /** What is to become of the mails that stand in a mailbox which was rebuilt on its server; null where nobody said. */
  standing: 'leave' | 'take' | null
  language: Language
}

/** `guichet mailbox resume KEY [--standing leave|take]`: ends a pause. Gives the exit status. */
export async function resumeByHand(
  store: Store,
  key: string,
  { standing, language }: ResumeOptions,
  write: (line: string) => void,
): Promise<number> {
  const words = mailboxWords[language]
  const row = await mailboxByKey(store, key)
  if (!row) {
    write(words.unknown(showLine(key), (await mailboxKeys(store)).join(', ')))
    return 1
  }
  const pause = pauseOf(row)
  if (pause === null) {
    write(words.notPaused(key))
    return 0
  }
  if (pause === 'uidvalidity' && standing === null) {
    write(words.sayWhich(key, showLine(row.paused_reason ?? '')))
    return 1
  }
  await resumeMailbox(store, row.id, standing ?? 'leave')
  write(words.resumed(key))
  return 0
}
