import type { Alarms } from '../alarm.ts'
import type { Clock } from '../clock.ts'
import { perform } from '../desk/perform.ts'
import { describeError, TransientError } from '../errors.ts'
import { alarmTexts } from '../i18n/alarm-texts.ts'
import type { Logger } from '../log.ts'
import type { TransportReports } from '../outbox/transport-state.ts'
import type { Directory } from '../settings/directory.ts'
import type { OutboxRow } from '../store/queries/outbox.ts'
import type { Tx } from '../store/types.ts'
import { recordOnTicket } from '../ticket/record-mail.ts'
import { transportAlarm } from './alarm-transport.ts'
import type { Metrics } from './metrics.ts'

interface ReportParts {
  alarms: Alarms
  directory: Directory
  clock: Clock
  log: Logger
  metrics: Pick<Metrics, 'attempted'>
}

export interface OutboxReports {
  reports: TransportReports
  /** For the outbox: in the transaction that parks a mail. */
  onParked(tx: Tx, mail: OutboxRow, reason: string): Promise<void>
}

/** Their own failure must not lead to another mail of their kind. */
const quiet: ReadonlySet<string> = new Set(['alarm', 'bounce-notice', 'digest', 'doctor-self-test'])

/** What the outbox reports: a paused transport is an alarm; a mail that will not arrive stands on its ticket, and is one too. */
export function createOutboxReports(parts: ReportParts): OutboxReports {
  const { alarms, log } = parts
  return {
    reports: {
      async paused(key, reason) {
        alarms.raise(transportAlarm(key), alarmTexts.transportPaused(key, reason))
      },
      async resumed(key) {
        alarms.clear(transportAlarm(key))
      },
      attempted: parts.metrics.attempted,
    },
    async onParked(tx, mail, reason) {
      tx.afterCommit(() => alarms.raise('outbox-parked', alarmTexts.outboxParked(1, `${mail.to_address}, ${reason}`)))
      try {
        await tellTicket(parts, tx, mail, reason)
      } catch (error) {
        // The database's own trouble has undone the transaction, which must run again.
        if (error instanceof TransientError) throw error
        log.error('outbox.parked-not-told', { mail: mail.id, error: describeError(error) })
      }
    },
  }
}

async function tellTicket({ directory, clock }: ReportParts, tx: Tx, mail: OutboxRow, reason: string): Promise<void> {
  const ticketId = mail.ticket_id
  if (ticketId === null || quiet.has(mail.event)) return
  const context = { tx, now: clock.now(), directory, replyTo: null }
  const nobody = { actorId: null, how: 'automatic', viaMailId: null } as const
  const data = {
    outboxMailId: mail.id,
    address: mail.to_address,
    status: '',
    diagnostic: reason,
    permanent: true,
    sentAt: mail.first_attempt_at ?? mail.created_at,
  }
  await perform(context, (verb) => recordOnTicket(verb, nobody, ticketId, 'mail-bounced', data))
}
