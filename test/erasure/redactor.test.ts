import { expect, it } from 'vitest'
import { createRedactor } from '../../src/erasure/redactor.ts'
import { cpuOf } from '../support/cpu.ts'

const word = '[erased]'
const redact = (value: string, texts: string[] = []) =>
  createRedactor({ addresses: ['zoe.q@lab.example'], names: ['Zoé Quillfeather'], texts, word }).text(value)
const written = 'My badge has stopped opening the door of the laboratory.\nIt worked on Monday.\nZut.'

it.each([
  ['Write to zoe.q@lab.example.', 'Write to [erased].'],
  ['<ZOE.Q@LAB.EXAMPLE>', '<[erased]>'],
  ['Dear Zoé  Quillfeather, hello', 'Dear [erased], hello'],
  ['QUILLFEATHER, Zoé', '[erased]'],
  ['zoé\nquillfeather', '[erased]'],
  [
    'chezoe.q@lab.example zoe.q@lab.example.org xZoé Quillfeather',
    'chezoe.q@lab.example zoe.q@lab.example.org xZoé Quillfeather',
  ],
  ['Zoé', 'Zoé'],
])('takes address and full name out of %j', (value, without) => {
  expect(redact(value)).toBe(without)
})

it.each(['NFC', 'NFD'] as const)(
  'finds a name and words of accents written in two letters, asked for as %s',
  (form) => {
    const known = {
      addresses: ['zoé.q@lab.example'],
      names: ['Zoé Quillfeather'],
      texts: ['La clé est à l’accueil depuis hier.'],
    }
    const { text, isInHtml } = createRedactor({
      addresses: known.addresses.map((one) => one.normalize(form)),
      names: known.names.map((one) => one.normalize(form)),
      texts: known.texts.map((one) => one.normalize(form)),
      word,
    })
    for (const written of ['NFC', 'NFD'] as const) {
      const value =
        'Zoé Quillfeather (zoé.q@lab.example) a écrit :\n> La clé est à l’accueil\n> depuis hier.\nMerci, été.'
      expect(text(value.normalize(written)).normalize('NFC')).toBe(
        '[erased] ([erased]) a écrit :\n> [erased]\nMerci, été.',
      )
      expect(isInHtml(`<b>${'Zoé'.normalize(written)}</b> Quillfeather`)).toBe(true)
    }
    const others = 'Un été à Orléans'.normalize('NFD')
    expect(text(others)).toBe(others)
    // Another name, of which the person’s is only the letters.
    expect(
      createRedactor({ addresses: [], names: ['Ana Pere'], texts: [], word }).text('Ana Peré'.normalize('NFD')),
    ).toBe('Ana Peré'.normalize('NFD'))
  },
)

it('finds what was quoted, however it was wrapped, and leaves the words of others', () => {
  const quoting = [
    'I have looked at it.',
    '> My badge has stopped opening the',
    '> door of the laboratory.',
    '> > It worked on Monday.',
    '> Zut.',
    'You said: “my badge has stopped opening the door of the laboratory”. Zut.',
  ].join('\n')
  expect(redact(quoting, [written])).toBe(
    [
      'I have looked at it.',
      '> [erased]',
      '> [erased]',
      '> [erased]',
      'You said: “my badge has stopped opening the door of the laboratory”. Zut.',
    ].join('\n'),
  )
  expect(redact(written, [written])).toBe(word)
  expect(redact('Zut.', ['Zut.'])).toBe(word)
})

it('cleans every string of JSON, and keeps its shape', () => {
  const { json } = createRedactor({ addresses: ['zoe.q@lab.example'], names: [], texts: ['No "way"'], word })
  expect(json('{"n":1,"a":["zoe.q@lab.example",null],"b":{"reason":"No \\"way\\""}}')).toBe(
    '{"n":1,"a":["[erased]",null],"b":{"reason":"[erased]"}}',
  )
  expect(json('not JSON, zoe.q@lab.example')).toBe('not JSON, [erased]')
})

it('sees it in HTML across tags', () => {
  const { isInHtml } = createRedactor({
    addresses: ['zoe.q@lab.example'],
    names: ['Zoé Quillfeather'],
    texts: [],
    word,
  })
  expect(isInHtml('<p><b>Zoé</b> Quillfeather</p>')).toBe(true)
  expect(isInHtml('<p>zoe.q@<i>lab</i>.example</p>')).toBe(true)
  expect(isInHtml('<a href="mailto:zoe.q@lab.example">write</a>')).toBe(true)
  expect(isInHtml('<p>Zoé</p>')).toBe(false)
})

it('takes time that grows like the texts', () => {
  const time = (size: number): number => {
    const texts = [Array.from({ length: size }, (_, index) => `this is line number ${index} of a long text`).join('\n')]
    const quoting = texts[0]?.replaceAll(/^/gm, '> ') ?? ''
    return cpuOf(() => redact(`Before\n${quoting}`, texts))
  }
  time(100)
  expect(time(2000)).toBeLessThan(3000)
})
