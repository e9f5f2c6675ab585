import { readFile } from 'node:fs/promises'
import type { Language } from '../../i18n/language.ts'
import type { DraftFile } from '../mail/draft.ts'

const folder = new URL('../../../fixtures/demo/', import.meta.url)

const names = {
  preview: { en: 'print-preview.png', fr: 'apercu-impression.png' },
  roll: { en: 'label-roll.png', fr: 'rouleau-etiquettes.png' },
} as const

/** A picture that comes with Guichet, under the name that the sender gave it. */
export async function picture(name: keyof typeof names, language: Language): Promise<DraftFile> {
  const content = await readFile(new URL(`${name}.${language}.png`, folder))
  return { filename: names[name][language], content }
}
