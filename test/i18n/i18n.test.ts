import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { en } from '../../src/i18n/en.ts'
import { formatFileSize } from '../../src/i18n/file-size.ts'
import { fr } from '../../src/i18n/fr.ts'
import { keepTogether } from '../../src/i18n/keep-together.ts'
import { keptReason, keptReasons, readKeptReason } from '../../src/i18n/kept-reasons.ts'
import { languageOf } from '../../src/i18n/language.ts'
import { formatDay, formatMoment } from '../../src/i18n/moments.ts'
import { rejectionTexts } from '../../src/i18n/rejections.ts'
import { isLabelKey, t } from '../../src/i18n/translate.ts'

describe('labels', () => {
  it('have the same keys and parameters in both languages', () => {
    expect(Object.keys(fr)).toEqual(Object.keys(en))
    const parameters = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
    for (const key of Object.keys(en).filter(isLabelKey)) expect(parameters(fr[key]), key).toEqual(parameters(en[key]))
  })

  it('are filled with their parameters', () => {
    expect(t('fr', 'greeting.named', { name: 'Camille' })).toBe('Bonjour Camille,')
    expect(t('en', 'status.planned')).toBe('in progress (planned)')
  })

  it('in French have their apostrophes and spaces', () => {
    const texts = [...Object.values(fr), ...Object.values(rejectionTexts).flatMap(({ fr }) => [fr.what, fr.mend])]
    for (const text of texts) expect(text).not.toMatch(/'| [:;!?»]|« /)
  })
})

describe('sentences of the command line that stand in a mail too', () => {
  it('keep their marks with their words in French, and stay as they are in English', () => {
    const said = 'Rien n’est perdu : « guichet mail list » les montre ; et après ?'
    expect(keepTogether(said, 'fr')).toBe(
      'Rien n’est perdu\u00a0: «\u00a0guichet mail list\u00a0» les montre\u00a0; et après\u00a0?',
    )
    expect(keepTogether('Look : here', 'en')).toBe('Look : here')
  })
})

describe('moments', () => {
  it('are told in the person’s zone and language', () => {
    expect(formatMoment('2026-11-24T13:05:00Z', 'fr', 'Europe/Paris')).toBe('24 novembre 2026 à 14\u00a0h\u00a005')
    expect(formatMoment('2026-11-24T13:05:00Z', 'en', 'America/New_York')).toBe('24 November 2026 at 08:05')
    expect(formatDay('2026-11-30T23:30:00Z', 'fr', 'Europe/Paris')).toBe('mardi 1er décembre 2026')
  })

  it('fall back to UTC in a zone that does not exist', () => {
    expect(formatMoment('2026-11-24T13:05:00Z', 'en', 'Mars/Olympus')).toBe('24 November 2026 at 13:05')
  })
})

it('file sizes are told as people read them', () => {
  expect([812, 48_300, 1_440_000].map((size) => formatFileSize(size, 'fr'))).toEqual(['812 octets', '48 ko', '1,4 Mo'])
  expect(formatFileSize(1_440_000, 'en')).toBe('1.4 MB')
})

it('a language tag finds its language', () => {
  expect([languageOf('fr-CA'), languageOf('FR'), languageOf('de'), languageOf(null)]).toEqual(['fr', 'fr', 'en', 'en'])
})

describe('kept reasons', () => {
  it('are read in both languages, with what differs, and anything else as it is', () => {
    const bound = keptReason('ticket-bound', { most: 10 })
    expect(bound).toBe('more than 10 mails to this person about this ticket within an hour')
    expect(readKeptReason(bound, 'en')).toBe(bound)
    expect(readKeptReason(bound, 'fr')).toBe('plus de 10 messages à cette personne sur ce ticket en une heure')
    const large = keptReason('too-large', { size: 99, most: 9 })
    expect(readKeptReason(large, 'fr')).toContain('compte 99 octets, plus que les 9 que')
    expect(readKeptReason('RCPT TO: 550 5.1.1 no such user', 'fr')).toBe('RCPT TO: 550 5.1.1 no such user')
  })

  it('name the same parameters in both languages, and are told apart', () => {
    const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name)
    for (const { en, fr } of Object.values(keptReasons)) {
      expect(names(fr)).toEqual(names(en))
      expect(readKeptReason(en, 'fr')).toBe(fr)
    }
  })

  it('hold the one that the store writes by itself', async () => {
    const sql = await readFile('src/store/queries/erase.ts', 'utf8')
    expect(sql).toContain(`reason: '${keptReasons['person-erased'].en}'`)
  })
})
