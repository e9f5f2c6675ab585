import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { imapSetup, smtpSettings, storeOptions } from '../app-setups.ts'
import { systemClock, systemRandomness } from '../clock.ts'
import { diagnoseSettings } from '../health/doctor/broken-settings.ts'
import { checks } from '../health/doctor/checks.ts'
import { type Diagnosis, examine } from '../health/doctor/examine.ts'
import { NothingYet } from '../health/doctor/finding.ts'
import { realInstruments } from '../health/doctor/instruments/real-instruments.ts'
import type { Instruments, Patient } from '../health/doctor/patient.ts'
import type { PatientMailbox } from '../health/doctor/patient-mailbox.ts'
import { reportJson, reportLine, reportSum } from '../health/doctor/report.ts'
import type { Language } from '../i18n/language.ts'
import { type LoadedSettings, readSettings } from '../settings/load-settings.ts'
import type { ResolvedSettings } from '../settings/resolved.ts'
import { SettingsError } from '../settings/settings-error.ts'
import { openStore, type StoreOptions } from '../store/open-store.ts'
import type { Store } from '../store/types.ts'

export interface DoctorOptions {
  lang: Language
  json: boolean
  /** Null: no mail is sent. Else how long to wait for those that were, in seconds. */
  selfTestSeconds: number | null
}

/** `guichet doctor`: a line for each thing that was tried; the promise gives the exit status. `replaced`: what tests put in the place of the world. */
export async function runDoctor(
  configFile: string,
  { lang, json, selfTestSeconds }: DoctorOptions,
  write: (line: string) => void,
  replaced: Partial<Instruments> = {},
): Promise<number> {
  const found: Diagnosis[] = []
  const tell = (diagnosis: Diagnosis) => {
    found.push(diagnosis)
    if (!json) write(reportLine(diagnosis, lang))
  }
  try {
    await examineDesk(await readSettings(configFile), { lang, selfTestSeconds }, tell, replaced)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    for (const diagnosis of diagnoseSettings(error, configFile)) tell(diagnosis)
  }
  write(json ? reportJson(found, lang) : reportSum(found, lang))
  return found.some(({ state }) => state === 'wrong') ? 1 : 0
}

async function examineDesk(
  { file, settings, inlineSecrets }: LoadedSettings,
  { lang, selfTestSeconds }: Omit<DoctorOptions, 'json'>,
  tell: (diagnosis: Diagnosis) => void,
  replaced: Partial<Instruments>,
): Promise<void> {
  let opening: Promise<Store> | null = null
  const store = () => {
    opening ??= openExisting(storeOptions(settings))
    return opening
  }
  const hostName = hostname()
  const transports = settings.transports.map((transport) => smtpSettings(settings, transport))
  const patient: Patient = {
    file,
    settings,
    inlineSecrets,
    transports,
    mailboxes: mailboxesOf(settings, transports),
    hostName,
    clock: systemClock,
    randomness: systemRandomness,
    language: lang,
    selfTestSeconds,
    instruments: { ...realInstruments({ settings, clock: systemClock, hostName }, store), ...replaced },
  }
  try {
    await examine(patient, checks, tell)
  } finally {
    await closeOpened(opening)
  }
}

/** Looking must not make files that then belong to whoever looked. */
async function openExisting(options: StoreOptions): Promise<Store> {
  const found = options.dialect === 'sqlite' ? await stat(options.file).catch(() => null) : options
  if (found === null) throw new NothingYet('the database has not been made yet')
  return await openStore(options)
}

/** A store that never opened needs no closing: the check of the database has told why. */
async function closeOpened(opening: Promise<Store> | null): Promise<void> {
  const store = await opening?.catch(() => null)
  await store?.close()
}

function mailboxesOf(settings: ResolvedSettings, transports: Patient['transports']): PatientMailbox[] {
  return settings.entities.flatMap((entity) =>
    entity.mailboxes.map((mailbox) => {
      const { key, address, aliases, delimiter, imap, transport } = mailbox
      const setup = { key, entityId: 0, mailboxId: 0, address, aliases, delimiter }
      return {
        setup: { ...setup, imap: imap ? imapSetup(settings, mailbox, imap) : null },
        settings: mailbox,
        entity,
        transport: transports.find((known) => known.key === transport) ?? transports[0] ?? null,
      }
    }),
  )
}
