import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail } from './build-mail.ts'

const kindOf = (subject: string, text: string, answersOurs = true) =>
  screen(buildMail({ From: 'Paul Petit <paul@parents.example>', Subject: subject, 'Message-ID': '<1@x>' }, text), {
    ...noFacts,
    answersOurs,
  }).kind

const about = '\n\n    To: Paul\n    Subject: The printer\n    Sent: Tuesday, November 24, 2026 10:00:00 AM\n\n'

describe('a read receipt of which the words alone are left', () => {
  it.each([
    ['Read: The printer', `Your message${about} was read on Tuesday, November 24, 2026 10:05:00 AM.`],
    ['Not read: The printer', `Your message${about}was deleted without being read on Tuesday, November 24, 2026.`],
    ['Lu : L’imprimante', `Votre message${about}a été lu le mardi 24 novembre 2026 10:05:00.`],
    ['Non lu : L’imprimante', `Votre message${about}a été supprimé sans être lu le mardi 24 novembre 2026.`],
  ])('is no answer: %s', (subject, text) => {
    expect(kindOf(subject, text)).toBe('auto-reply')
    expect(kindOf(subject, text, false)).toBe('auto-reply')
  })

  it.each([
    ['Lu : L’imprimante', 'J’ai lu votre message, et rien ne marche.'],
    ['Re: The printer', `Your message${about}was read on Tuesday, November 24, 2026.`],
    [
      'Read: The printer',
      `Your message${about}was read on Tuesday, and then I tried what you said, which did not work, so please come by.`,
    ],
  ])('is not what a person writes: %s, %s', (subject, text) => {
    expect(kindOf(subject, text)).toBe('human')
  })
})
