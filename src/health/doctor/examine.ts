import PQueue from 'p-queue'
import { describeError, PermanentError, TransientError } from '../../errors.ts'
import type { Language } from '../../i18n/language.ts'
import { networkTroubleOf } from '../../i18n/network-troubles.ts'
import { sentence } from '../../i18n/sentence.ts'
import type { Check, Probe } from './check.ts'
import { type Finding, NothingYet, NotTried, nothingYet, same, type Words, warning, wrong } from './finding.ts'
import type { Patient } from './patient.ts'

/** A finding with what it is about. */
export interface Diagnosis extends Finding {
  check: string
  title: Words
  subject: string
}

/** Probes that are made at the same time. */
const atOnce = 8
const usualSeconds = 20

/** Makes every probe of the checks, some at a time, and tells what came of them in the order of the list. Never throws. */
export async function examine(
  patient: Patient,
  checks: readonly Check[],
  tell: (diagnosis: Diagnosis) => void,
): Promise<void> {
  const queue = new PQueue({ concurrency: atOnce })
  const made = checks.flatMap((check) =>
    check.probes(patient).map((probe) => ({ check, probe, findings: queue.add(() => make(probe)) })),
  )
  for (const { check, probe, findings } of made)
    for (const finding of await findings)
      tell({ check: check.name, title: check.title, subject: probe.subject, ...finding })
}

async function make(probe: Probe): Promise<readonly Finding[]> {
  const seconds = probe.seconds ?? usualSeconds
  const { promise, resolve } = Promise.withResolvers<readonly Finding[]>()
  const timer = setTimeout(() => resolve([tooSlow(seconds)]), seconds * 1000)
  try {
    return await Promise.race([probe.run(), promise])
  } catch (error) {
    return [troubleOf(error)]
  } finally {
    clearTimeout(timer)
  }
}

const tooSlow = (seconds: number): Finding =>
  wrong(
    { en: `There was no answer within ${seconds} seconds.`, fr: `Pas de réponse en ${seconds} secondes.` },
    {
      en: 'Look for a firewall, a wrong port, or a server that is overloaded.',
      fr: 'Cherchez un pare-feu, un mauvais port ou un serveur surchargé.',
    },
  )

function troubleOf(error: unknown): Finding {
  if (error instanceof NothingYet) return nothingYet
  if (error instanceof NotTried)
    return warning(
      { en: `Not tried: ${error.because.en}.`, fr: `Pas essayé : ${error.because.fr}.` },
      { en: 'Mend that first, then try again.', fr: 'Réparez cela d’abord, puis réessayez.' },
    )
  return wrong(
    sentence((language) => sentenceOf(error, language)),
    {
      en: 'Mend what it names, then try again.',
      fr: 'Réparez ce qu’il nomme, puis réessayez.',
    },
  )
}

/** What a server or the system said, in its own words and, where they are known, in ours, for a sentence that tells the rest. */
export function answerOf(error: unknown): Words {
  const known = error instanceof PermanentError || error instanceof TransientError
  if (!known || error.detail === '') return sentence((language) => sentenceOf(error, language))
  const said = error.detail.replaceAll(/\s+/g, ' ').trim().slice(0, 500)
  const trouble = networkTroubleOf(error)
  return trouble === null ? same(said) : sentence((language) => `${trouble[language]} (${said})`)
}

/** What went wrong, on one line, its detail with it: whoever runs the doctor runs the desk. */
export function sentenceOf(error: unknown, language: Language): string {
  const known = error instanceof PermanentError || error instanceof TransientError
  const text = known ? messageOf(error, language) : describeError(error)
  return text.replaceAll(/\s+/g, ' ').slice(0, 500)
}

function messageOf(error: PermanentError | TransientError, language: Language): string {
  const message = language === 'fr' ? (error.french ?? error.message) : error.message
  return error.detail === '' ? message : `${message} (${error.detail})`
}
