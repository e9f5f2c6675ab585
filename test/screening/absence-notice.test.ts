import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail } from './build-mail.ts'

const read = (subject: string, text: string, facts = noFacts) =>
  screen(
    buildMail(
      {
        From: 'Paul Petit <paul@parents.example>',
        To: 'support@school.example',
        Subject: subject,
        'Message-ID': '<1@x>',
      },
      text,
    ),
    facts,
  )

describe('an absence notice without any header that says so', () => {
  it.each([
    [
      'Je suis absent jusqu’au 3 décembre',
      'Bonjour,\n\nJe suis absent jusqu’au 3 décembre inclus. Je répondrai à votre message à mon retour.\n\nCordialement,\nPaul Petit',
    ],
    [
      'Absente du bureau',
      'Bonjour,\nje suis absente du 20 au 27 novembre. En cas d’urgence, merci de contacter Anne Durand (anne@parents.example).\n\nBien cordialement\nMarie Petit\nTél : 01 23 45 67 89',
    ],
    [
      'En congés',
      'Je suis en congé jusqu’au 4 décembre.\nPendant mon absence, vous pouvez joindre le secrétariat.\n\nMerci',
    ],
    [
      'I am out of the office until Monday',
      'Hello,\n\nI am out of the office until Monday, 30 November, with limited access to e-mail.\nFor urgent matters please contact Ann Smith.\n\nKind regards\nPaul',
    ],
    [
      'On vacation',
      'I am on holiday until 4 December. I will reply to your mail when I return. Thanks for your patience.',
    ],
    [
      'Out of office',
      'I’m away this week.\n\nYour message will be read then.\n\n-- \nPaul, IT rooms, please ring twice',
    ],
  ])('is one of a machine: %s', (subject, text) => {
    expect(read(subject, text)).toMatchObject({ kind: 'auto-reply' })
  })

  it.each([
    ['Je suis absent jusqu’au 3 décembre', 'Bonjour,\n\nJe suis absent jusqu’au 3 décembre.\n\nCordialement,\nPaul'],
    [
      'Je suis absent jusqu’au 3 décembre',
      'Je suis absent jusqu’au 3 décembre. Merci de mettre en place une réponse automatique. Je la relirai à mon retour.',
    ],
    ['Absente du bureau', 'Je suis absente du 20 au 27. En cas d’urgence, qui contacter ? Je vois cela à mon retour.'],
    [
      'On vacation',
      'I am on holiday until 4 December.\n\nPlease reset my password until then, I need it on my return.',
    ],
    [
      'On vacation',
      'I am on holiday until 4 December. My account will be needed by Ann. I will reply to your mail when I return.',
    ],
    ['The printer', 'I am out of the office until Monday. Your message will be read on my return.'],
    ['Out of office', 'My notice does not work.\n\nI am away from tomorrow. It must be right on my return.'],
  ])('is read as a person’s where it is not all there is: %s, %s', (subject, text) => {
    expect(read(subject, text)).toMatchObject({ kind: 'human' })
  })

  it('in answer to a mail of ours is a sign alone', () => {
    const text = 'I am on holiday until 4 December. I will reply to your mail when I return.'
    const verdict = read('Re: The printer', text, { ...noFacts, answersOurs: true })
    expect(verdict.kind).toBe('human')
    expect(verdict.signs).not.toEqual([])
  })
})
