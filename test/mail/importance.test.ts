import { expect, it } from 'vitest'
import { importanceOf } from '../../src/mail/importance.ts'

const of = (...fields: [name: string, value: string][]) =>
  importanceOf(fields.map(([name, value]) => ({ name, value })))

it('is what the client of the writer says', () => {
  expect(of(['importance', 'High'])).toBe('high')
  expect(of(['x-priority', '1 (Highest)'])).toBe('high')
  expect(of(['x-priority', '5'])).toBe('low')
  expect(of(['priority', 'non-urgent'])).toBe('low')
  expect(of(['x-msmail-priority', 'Low'])).toBe('low')
  expect(of(['importance', 'normal'], ['x-priority', '1'])).toBe('normal')
})

it('is normal where nothing known is said', () => {
  expect(of()).toBe('normal')
  expect(of(['importance', 'very'], ['x-priority', '0'], ['priority', 'list'])).toBe('normal')
  expect(of(['x-priority', '12'])).toBe('normal')
  expect(of(['importance', `${'high'.repeat(9)}`])).toBe('normal')
})
