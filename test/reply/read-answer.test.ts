import { describe, expect, it } from 'vitest'
import { readAnswer, reasonOfRefusal } from '../../src/reply/read-answer.ts'

describe('what an answer to a solution says', () => {
  it.each([
    ['Thanks!', 'thanks'],
    ['Merci beaucoup, bonne journée', 'thanks'],
    ['Bonjour Claire,\n\nMerci à vous.\nCordialement,\nPaul Petit', 'thanks'],
    ['merci, c’est bon', 'works'],
    ['works now', 'works'],
    ['It works, forget it', 'works'],
    ['Approved', 'approval'],
    ['J’approuve la solution.', 'approval'],
    ['Merci, ça marche, vous pouvez clore le ticket', 'approval'],
    ['👍', 'thanks'],
    ['', 'empty'],
    ['  \n ', 'empty'],
  ])('%j is %s', (text, kind) => {
    expect(readAnswer(text, ['Claire Martin', 'Paul Petit'])).toBe(kind)
  })

  it.each([
    'Approved, but it still fails',
    'It works on my PC but not on Anne’s',
    'Merci, mais ça ne marche pas',
    'Works?',
    'thanks, the printer on floor 2 is broken too',
    'not approved',
    'it does not work',
    'Je n’approuve pas',
    '👎',
    'ça ne marche toujours pas',
    'I approve the solution. I refuse the solution.',
    `thanks ${'really '.repeat(100)}`,
  ])('%j must be read by a person', (text) => {
    expect(readAnswer(text, [])).toBe('other')
  })

  it('reads the refusing words of the mailto, with and without a reason', () => {
    expect(readAnswer('I refuse the solution because: ')).toBe('refusal')
    expect(readAnswer('Je refuse la solution car :')).toBe('refusal')
    expect(readAnswer('I refuse the solution because: the light is still red')).toBe('other')
    expect(reasonOfRefusal('Je refuse la solution car : le voyant est rouge')).toBe('le voyant est rouge')
    expect(reasonOfRefusal('I refuse the solution, because:\n\nthe light is red')).toBe('the light is red')
    expect(reasonOfRefusal('the light is red')).toBe('the light is red')
  })
})
