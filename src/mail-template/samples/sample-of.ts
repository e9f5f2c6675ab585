import type { Language } from '../../i18n/language.ts'
import type { MailData, MailEvent } from '../registry.ts'
import { administratorSamples } from './administrator-samples.ts'
import { requesterSamples } from './requester-samples.ts'
import { technicianSamples } from './technician-samples.ts'

/** Made-up data for an event, for previews and checks. */
export function sampleOf<E extends MailEvent>(event: E, language: Language): MailData<E>
export function sampleOf(event: MailEvent, language: Language): MailData<MailEvent> {
  const samples = { ...requesterSamples(language), ...technicianSamples(language), ...administratorSamples(language) }
  return samples[event]
}
