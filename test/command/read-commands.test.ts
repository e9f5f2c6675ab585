import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grammar } from '../../src/command/grammar.ts'
import { readCommands } from '../../src/command/read-commands.ts'

const solve = (type: string | null = null) => ({ name: 'solve', type })
const close = { name: 'close' }
const secret = { name: 'private' }

describe('readCommands', () => {
  it('takes a command line out of the reply', () => {
    expect(readCommands('/solve\n\nThe cable was loose.\n')).toEqual({
      commands: [solve()],
      text: 'The cable was loose.',
      unknown: [],
    })
    expect(readCommands('Done.\n\nBest,\nAnne\n/close')).toEqual({
      commands: [close],
      text: 'Done.\n\nBest,\nAnne',
      unknown: [],
    })
  })

  it('leaves a reply without commands as it is', () => {
    for (const text of ['', '  Hello \n\n there\n', 'a / b', 'either/or'])
      expect(readCommands(text)).toEqual({ commands: [], text, unknown: [] })
  })

  it('reads several, and the same twice as once', () => {
    expect(readCommands('/solve réseau\n/close\n/close\nFait.').commands).toEqual([solve('réseau'), close])
  })

  it.each([
    ['/SOLVE', solve()],
    ['/Solve', solve()],
    ['   /solve', solve()],
    ['\u00a0/solve\u00a0network', solve('network')],
    ['\u200b/solve\u202f:\u202fRéseau local', solve('Réseau local')],
    ['\ufeff/close', close],
    ['\u2066/close\u2069', close],
    ['/close.', close],
    ['/Close !', close],
    ['/solve: network.', solve('network')],
    ['/solve   network   printer', solve('network printer')],
    ['/solve Mise à jour du logiciel', solve('Mise à jour du logiciel')],
    ['/solve Network/VPN', solve('Network/VPN')],
    ['／close', close],
    ['/résoudre', solve()],
    ['/RESOUDRE matériel', solve('matériel')],
    ['/re\u0301soudre', solve()],
    ['/clore', close],
    ['/privé', secret],
    ['/Prive', secret],
    ['/privée', secret],
    ['/close\r', close],
    ['*/close*', close],
    ['**/Solve network**', solve('network')],
    ['_/private_', secret],
    ['/private<http://private/>', secret],
    ['/solve <https://mail.example/solve>', solve()],
    ['/solve<https://mail.example/solve> network', solve('network')],
  ])('knows %j', (line, command) => {
    const orders = readCommands(`${line}\nWords.`)
    expect(orders).toEqual({ commands: [command], text: 'Words.', unknown: [] })
  })

  it.each([
    ['/slove', '/solve'],
    ['/solv', '/solve'],
    ['/solved', '/solve'],
    ['/cloze', '/close'],
    ['/Closed.', '/close'],
    ['/privat', '/private'],
    ['/resoudr', '/résoudre'],
    ['/clor', '/clore'],
    ['/close when you can', '/close'],
    ['/ private', '/private'],
    ['\\private', '/private'],
    ['- /privé', '/private'],
    ['1. /private', '/private'],
    ['2) /privé', '/private'],
    ['* /private', '/private'],
    ['« /privé »', '/private'],
    ['"/Private"', '/private'],
    ['(/private)', '/private'],
    ['//private', '/private'],
  ])('holds %j back and suggests %j, anywhere', (line, suggestion) => {
    expect(readCommands(`Words.\n\n${line}\nMore.`)).toEqual({
      commands: [],
      text: `Words.\n\n${line}\nMore.`,
      unknown: [{ line, suggestion }],
    })
  })

  it('holds an unknown word back where commands stand', () => {
    expect(readCommands('/merge 42\nWords.').unknown).toEqual([{ line: '/merge 42', suggestion: null }])
    expect(readCommands('/close\n/assign anne\nWords.').unknown).toEqual([{ line: '/assign anne', suggestion: null }])
    expect(readCommands('Words.\n/reopen').unknown).toEqual([{ line: '/reopen', suggestion: null }])
    expect(readCommands('Words.\n/reopen is what I typed').unknown).toEqual([])
  })

  it('holds back what contradicts', () => {
    expect(readCommands('/solve network\n/solve printer')).toMatchObject({
      commands: [solve('network')],
      unknown: [{ line: '/solve printer', suggestion: '/solve' }],
    })
  })

  it.each([
    '/usr/bin is full',
    '/etc/hosts',
    '/close/door',
    '/private/var/log',
    '/home is full',
    '/tmp',
    '//close',
    'https://desk.example/close',
    'see /close',
    '"/close"',
    '> /close',
    '- /close',
    '/ close',
    '/2 of them',
    '/s',
    '/close.html',
    '/',
    'and/or',
  ])('reads %j as words', (line) => {
    expect(readCommands(line)).toEqual({ commands: [], text: line, unknown: [] })
  })

  it.each(['> /private', 'a /private one', '- private', '*/5 * * * * /usr/bin/run', '**/src/**', '*/etc*', '*/close'])(
    'takes %j for no order',
    (line) => {
      expect(readCommands(`Words.\n${line}`)).toMatchObject({ commands: [], unknown: [] })
    },
  )

  it('holds words back whose /private stands below the signature, and obeys no order there', () => {
    const unknown = [{ line: '/private', suggestion: '/private' }]
    expect(readCommands('He lies.', '-- \nClaire\n/private')).toEqual({ commands: [], text: 'He lies.', unknown })
    expect(readCommands('/private\nHe lies.', '-- \nClaire\n/private')).toMatchObject({
      commands: [secret],
      unknown: [],
    })
    expect(readCommands('Done.', '-- \nClaire\n/close\n/etc\n/private rooms')).toMatchObject({
      commands: [],
      unknown: [],
    })
  })

  it('keeps the words that follow an order in bold', () => {
    expect(readCommands('*/private* He is not telling the truth.\nOK')).toEqual({
      commands: [secret],
      text: 'He is not telling the truth.\nOK',
      unknown: [],
    })
  })

  it('keeps the words that follow /private on its line', () => {
    expect(readCommands('/private: The customer’s key is 7.\nOK')).toEqual({
      commands: [secret],
      text: 'The customer’s key is 7.\nOK',
      unknown: [],
    })
  })

  it.each([
    ['/solve I restarted the print server, and it works.', 'I restarted the print server, and it works.'],
    ['/solve: Rebooted. Works now.', 'Rebooted. Works now.'],
    [`/solve ${'word '.repeat(1000)}`, 'word '.repeat(1000).trim()],
  ])('takes for the answer what is too long for a type: %j', (text, words) => {
    expect(readCommands(text)).toEqual({ commands: [solve()], text: words, unknown: [] })
  })

  it('never loses a word, nor hangs', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('/close', '/solve a', '/slove', '/x y', '', '> q', '/usr/bin'))
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const orders = readCommands(lines.join('\n'))
        for (const kept of lines.join('\n').split('\n'))
          if (!kept.trim().startsWith('/')) expect(orders.text).toContain(kept.trim())
      }),
    )
    for (const part of ['/', '/close ', '/a', '.', ' ', '/close.', '\u00a0', '\n/close', '/solve .'])
      readCommands(part.repeat(100_000))
    expect(readCommands('/slove\n'.repeat(1000)).unknown).toHaveLength(20)
    readCommands(`/close${'.'.repeat(390)}x\n`.repeat(1000))
  })
})

describe('grammar', () => {
  it('has no two words alike', () => {
    const words = grammar.flatMap(({ words }) => words)
    expect(new Set(words).size).toBe(words.length)
    for (const { words, name } of grammar) expect(readCommands(`/${words[0]}`).commands[0]?.name).toBe(name)
  })
})
