import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail } from './build-mail.ts'

const kindOf = (subject: string, text: string, answersOurs = false) =>
  screen(buildMail({ From: 'Paul Petit <paul@parents.example>', Subject: subject, 'Message-ID': '<1@x>' }, text), {
    ...noFacts,
    answersOurs,
  }).kind

describe('Outlook’s wish to take a mail back', () => {
  it.each([
    ['Recall: The printer', 'Paul Petit would like to recall the message, "The printer".'],
    ['Rappel : L’imprimante', 'Paul Petit souhaite rappeler le message « L’imprimante ».\n'],
    ['Rappel : L’imprimante', 'PETIT Paul souhaite rappeler\nle message "L’imprimante".'],
  ])('is no person’s mail, in answer to ours either: %s', (subject, text) => {
    expect(kindOf(subject, text)).toBe('auto-reply')
    expect(kindOf(subject, text, true)).toBe('auto-reply')
  })

  it.each([
    ['Rappel : L’imprimante', 'Bonjour, l’imprimante ne marche toujours pas.'],
    ['L’imprimante', 'Paul Petit souhaite rappeler le message « L’imprimante ».'],
    ['Recall: The printer', 'Paul Petit would like to recall the message, "The printer". But it still fails.'],
  ])('is not a person’s reminder: %s, %s', (subject, text) => {
    expect(kindOf(subject, text)).toBe('human')
  })
})
