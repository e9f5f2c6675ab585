import type { SettingsError } from '../../settings/settings-error.ts'
import type { Diagnosis } from './examine.ts'
import { wrong } from './finding.ts'

/** Settings that cannot be used are what is wrong; nothing else can be tried then. */
export function diagnoseSettings(error: SettingsError, file: string): Diagnosis[] {
  return error.lines.map((line) => ({
    check: 'settings',
    title: { en: 'Settings', fr: 'Configuration' },
    subject: file,
    ...wrong(line, {
      en: 'guichet config print-defaults shows what is allowed; “guichet init” writes a first file.',
      fr: 'guichet config print-defaults montre ce qui est permis ; « guichet init » écrit un premier fichier.',
    }),
  }))
}
