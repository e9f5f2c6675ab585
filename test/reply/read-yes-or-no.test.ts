import { expect, it } from 'vitest'
import { readYesOrNo } from '../../src/reply/read-yes-or-no.ts'

const names = ['Claire Martin']

it.each([
  'Yes',
  'yes.',
  'YES!',
  'Yes, that was me.',
  'Yes, that is fine',
  'Yes, it’s my address.\n\nKind regards\nClaire Martin',
  'Yes, I wrote this mail',
  'Yep, of course, thanks',
  'Oui',
  'Oui, c’est bien moi.',
  'Oui oui, c’est mon adresse, merci !',
  'Oui, j’ai écrit ce message',
  'Oui, c’est bien ça',
  'Oui, tout à fait.\n\nCordialement,\nClaire',
  'Ja, das war ich.',
  'Sí',
])('%j is a yes', (text) => {
  expect(readYesOrNo(text, names)).toBe('yes')
})

it.each(['No', 'no.', 'No, it is not mine', 'No, I did not write this mail', 'Non', 'Non, ce n’est pas moi', 'Nein!'])(
  '%j is a no',
  (text) => {
    expect(readYesOrNo(text, names)).toBe('no')
  },
)

it.each([
  '',
  'Yes, this is spam, delete it',
  'Yes, somebody is spoofing me!',
  'Yes it is a fake',
  'Yes but not from me',
  'Yes?',
  'Yes, I did not write it',
  'Yes, never seen that mail',
  'Oui, c’est un faux.',
  'Oui c’est du hameçonnage',
  'Oui mais ce n’est pas moi',
  'Si c’est un piège, supprimez-le',
  'Si ce mail vient de Paul, d’accord',
  'Jamais vu',
  'Yesterday I was away',
  `Yes${' indeed'.repeat(20)}`,
])('%j is for a person to read', (text) => {
  expect(readYesOrNo(text, names)).toBeNull()
})
