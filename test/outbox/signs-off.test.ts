import { expect, it } from 'vitest'
import { signsOff } from '../../src/outbox/compose/signs-off.ts'

it.each([
  ['Hello,\n\nIt works.\n\nDaniel', 'Daniel Reed', true],
  ['It works.\n\n– Daniel Reed\n', 'Daniel Reed', true],
  ['Voilà.\nJean-Élie', 'Jean-Élie Müller', true],
  ['It works.', 'Daniel Reed', false],
  ['Please call Daniel', 'Daniel Reed', false],
  ['', 'Daniel Reed', false],
  ['It works.\n\nDaniel', '', false],
  ['It works.\n--', 'Daniel Reed', false],
])('%j of %s: %s', (text, name, expected) => {
  expect(signsOff(text, name)).toBe(expected)
})
