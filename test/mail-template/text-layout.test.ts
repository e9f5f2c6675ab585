import { describe, expect, it } from 'vitest'
import { excerptOf, recentHistory } from '../../src/mail-template/history.ts'
import { htmlOfText, vouchSanitised } from '../../src/mail-template/sanitised-html.ts'
import { foldLine, layoutText } from '../../src/mail-template/text-layout.ts'

describe('the layout of a text part', () => {
  it('folds long lines between words', () => {
    const lines = foldLine('word '.repeat(40).trim())
    expect(lines.every((line) => line.length <= 76)).toBe(true)
    expect(lines.join(' ')).toBe('word '.repeat(40).trim())
  })

  it('keeps quote marks and hangs bullets', () => {
    expect(foldLine(`> > ${'word '.repeat(30).trim()}`).every((line) => line.startsWith('> > word'))).toBe(true)
    const [first, second] = foldLine(`- ${'word '.repeat(30).trim()}`)
    expect([first?.slice(0, 3), second?.slice(0, 3)]).toEqual(['- w', '  w'])
  })

  it('never breaks a link or indented code', () => {
    const link = `https://example.org/${'x'.repeat(200)}`
    expect(foldLine(link)).toEqual([link])
    expect(foldLine(`see ${link} there`)).toEqual(['see', link, 'there'])
    const code = `    ${'code '.repeat(40)}`
    expect(foldLine(code)).toEqual([code])
  })

  it('keeps the signature mark, and one empty line at most', () => {
    expect(layoutText('\n\na\r\n\n\n\nb  \n-- \nme\n\n')).toBe('a\n\nb\n-- \nme\n')
  })

  it('takes its time by the length of the text only', () => {
    expect(layoutText('> '.repeat(200_000)).length).toBeGreaterThan(1)
    expect(layoutText('a '.repeat(200_000)).split('\n').length).toBeGreaterThan(1000)
  })
})

describe('the quoted conversation', () => {
  const item = (html: string) => ({ html })

  it('is the newest ten items, and says that there were more', () => {
    const items = Array.from({ length: 12 }, (_, index) => item(String(index)))
    expect(recentHistory(items)).toEqual({ history: items.slice(0, 10), historyOmitted: true })
    expect(recentHistory(items.slice(0, 2))).toEqual({ history: items.slice(0, 2), historyOmitted: false })
  })

  it('is bounded in characters', () => {
    expect(recentHistory([item('a'), item('b'.repeat(50_000)), item('c')]).history).toEqual([item('a')])
  })
})

describe('an excerpt', () => {
  it('is one line, cut between words', () => {
    expect(excerptOf('one\n two  three', 100)).toBe('one two three')
    expect(excerptOf('one two three four', 12)).toBe('one two…')
    expect(excerptOf('x'.repeat(50), 10)).toBe(`${'x'.repeat(10)}…`)
  })
})

describe('sanitised HTML', () => {
  it('is made from text by escaping', () => {
    expect(htmlOfText('a < b\n"c" & d')).toBe('a &lt; b<br>\n&quot;c&quot; &amp; d')
  })

  it('is not what still has a script in it', () => {
    expect(() => vouchSanitised('<p>hi</p><ScRipt>x</script>')).toThrow('not sanitised')
  })
})
