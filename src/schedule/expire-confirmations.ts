import type { Alarms } from '../alarm.ts'
import { alarmTexts } from '../i18n/alarm-texts.ts'
import { keptReason } from '../i18n/kept-reasons.ts'
import { expireConfirmation, unanswered } from '../store/queries/confirmations.ts'
import type { Store } from '../store/types.ts'
import { day } from './job.ts'

interface Tools {
  store: Store
  alarms: Alarms
  now(): number
}

/** As long as the links of the question work. */
const answerDays = 14
const batch = 200
const reason = keptReason('nobody-said', { days: answerDays })

/** Gives up on answers that did not come: those mails stay held, for a person to look at. */
export async function expireConfirmations(
  { store, alarms, now }: Tools,
  signal: AbortSignal,
): Promise<{ expired: number }> {
  let expired = 0
  while (!signal.aborted) {
    const due = await unanswered(store, now() - answerDays * day, batch)
    for (const confirmation of due)
      if (await store.transaction((tx) => expireConfirmation(tx, confirmation, reason))) expired += 1
    if (due.length < batch) break
  }
  if (expired > 0) alarms.raise('held-expired', alarmTexts.heldExpired(expired))
  else alarms.clear('held-expired')
  return { expired }
}
