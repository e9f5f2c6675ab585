import { imapSetup, smtpSettings } from '../../src/app-setups.ts'
import type { Check } from '../../src/health/doctor/check.ts'
import { type Diagnosis, examine } from '../../src/health/doctor/examine.ts'
import type { Instruments, Patient } from '../../src/health/doctor/patient.ts'
import type { ResolvedSettings } from '../../src/settings/resolved.ts'
import { deskSettings } from './desk.ts'

/** By name and type: `TXT school.example`. */
export type Records = Record<string, string[][] | string[]>

export interface Illness {
  settings?: ResolvedSettings
  file?: string
  inlineSecrets?: string[]
  /** Where these are not given, an instrument that a check touches throws. */
  instruments?: Partial<Instruments>
  /** DNS. */
  records?: Records
  now?: number
}

/** A desk for one check: no part of the world is touched but what the test gives. */
export function testPatient({
  settings = deskSettings,
  instruments = {},
  records = {},
  ...more
}: Illness = {}): Patient {
  const transports = settings.transports.map((transport) => smtpSettings(settings, transport))
  return {
    file: more.file ?? '/etc/guichet.yaml',
    settings,
    inlineSecrets: more.inlineSecrets ?? [],
    transports,
    mailboxes: settings.entities.flatMap((entity) =>
      entity.mailboxes.map((mailbox) => {
        const { key, address, aliases, delimiter, imap } = mailbox
        const setup = { key, address, aliases, delimiter, entityId: 0, mailboxId: 0 }
        return {
          setup: { ...setup, imap: imap ? imapSetup(settings, mailbox, imap) : null },
          settings: mailbox,
          entity,
          transport: transports[0] ?? null,
        }
      }),
    ),
    hostName: 'mail.school.example',
    clock: { now: () => more.now ?? Date.parse('2026-11-24T09:00:00Z') },
    randomness: { hex: () => 'abcdef0123456789', fraction: () => 0.5 },
    language: 'en',
    selfTestSeconds: 1,
    instruments: { ...nothing, resolve: dnsOf(records), ...instruments },
  }
}

/** `right relay: …` and `wrong relay: … → …`, in English. */
export async function linesOf(check: Check, patient: Patient): Promise<string[]> {
  return (await diagnosesOf(check, patient)).map(
    ({ state, subject, text, mend }) => `${state} ${subject}: ${text.en}${mend ? ` → ${mend.en}` : ''}`,
  )
}

export async function diagnosesOf(check: Check, patient: Patient): Promise<Diagnosis[]> {
  const found: Diagnosis[] = []
  await examine(patient, [check], (diagnosis) => void found.push(diagnosis))
  return found
}

function dnsOf(records: Records): Instruments['resolve'] {
  return async (name, type) => {
    const found = records[`${type} ${name}`]
    if (found) return found
    throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENODATA' })
  }
}

const untouched = async (): Promise<never> => {
  throw new Error('this instrument was not to be touched')
}

const nothing: Omit<Instruments, 'resolve'> = {
  lookup: untouched,
  certificate: untouched,
  mailbox: untouched,
  transport: untouched,
  greeting: untouched,
  http: untouched,
  disk: untouched,
  fileMode: async () => 0o600,
  keys: async () => ({
    instanceId: 'test-instance',
    signing: [{ id: 'k', secret: 'a secret of the tests only', createdAt: '' }],
  }),
  store: untouched,
  scan: untouched,
  post: { send: untouched, collect: untouched },
}
