import { describe, expect, it } from 'vitest'
import { subjectTag } from '../../src/outbox/subject-tag.ts'
import { cleanSubject, readSubjectTag } from '../../src/threading/subject-tag.ts'

describe('the tag of a subject', () => {
  it('is written with seven digits and read back', () => {
    expect(subjectTag('DESK', 42)).toBe('[DESK #0000042]')
    expect(readSubjectTag('DESK', 'Re: The printer [DESK #0000042]')).toBe(42)
  })

  it.each([
    ['RE: [desk #42] printer', 42],
    ['Re: printer [DESK #0000042', null],
    ['Re: printer [DESK\u00a0#0000042]', 42],
    ['Re: printer [OTHER #0000042]', null],
    ['[DESK #1] old [DESK #2]', 2],
    ['[DESK #99999999999999]', null],
    ['[DESK #0]', null],
    [`${'['.repeat(5000)}`, null],
  ])('%j has %j', (subject, number) => {
    expect(readSubjectTag('DESK', subject)).toBe(number)
  })

  it('is taken out of the title with all that clients put before it', () => {
    expect(cleanSubject('DESK', 'Re: TR: AW: RE[2]: The printer [DESK #0000042]')).toBe('The printer')
    expect(cleanSubject('DESK', 'Réf : dossier')).toBe('dossier')
    expect(cleanSubject('DESK', 'Regarding the printer')).toBe('Regarding the printer')
  })
})
