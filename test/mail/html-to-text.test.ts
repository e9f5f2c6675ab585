import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../src/mail/html-to-text.ts'

describe('htmlToText', () => {
  it.each([
    ['paragraphs', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
    [
      'Outlook paragraphs',
      '<p class="MsoNormal">One</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Two</p>',
      'One\n\nTwo',
    ],
    ['Gmail lines', '<div>One</div><div><br></div><div>Two</div>', 'One\n\nTwo'],
    ['breaks', 'One<br>Two<br/>Three', 'One\nTwo\nThree'],
    ['blanks', ' a \n  b&nbsp; c ', 'a b  c'],
    ['entities', '&lt;b&gt; &eacute; &#8364; &amp;amp;', '<b> é € &amp;'],
    ['lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '* a\n  * b\n* c'],
    ['numbered lists', '<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    [
      'tables',
      '<table><tr><th>Name</th><th>Price</th></tr><tr><td><p>Ink</p></td><td><div>12</div></td></tr></table>',
      'Name | Price\nInk | 12',
    ],
    ['layout tables', '<table><tr><td><div>a</div><div>b</div></td><td>c</td></tr></table>', 'a\nb\nc'],
    ['quotes', 'Yes<blockquote>Really?<blockquote>No</blockquote></blockquote>Fine', 'Yes\n> Really?\n>> No\nFine'],
    ['links', '<a href="https://a.example/x?y=1">here</a>', 'here <https://a.example/x?y=1>'],
    [
      'links that say it all',
      '<a href="https://www.a.example/">a.example</a> <a href="mailto:b@c.example">b@c.example</a>',
      'a.example b@c.example',
    ],
    ['script links', '<a href="javascript:x()">here</a>', 'here'],
    ['images', '<img src="x" alt="Screenshot"> and <img src="y">', '[Screenshot] and'],
    ['preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['rules', 'a<hr>b', `a\n${'_'.repeat(32)}\nb`],
    ['signature marks', 'Bye<br>--&nbsp;<br>Jane', 'Bye\n-- \nJane'],
    [
      'what is not shown',
      '<title>t</title><style>p{}</style><script>x</script><p style="display: none">h</p>Text',
      'Text',
    ],
    ['comments', 'a<!-- b --><!--[if mso]>c<![endif]-->d', 'ad'],
    ['broken HTML', '<p>a<b>b</p>c</i> < d & e <', 'ab\n\nc < d & e <'],
    ['nothing', '', ''],
  ])('reads %s', (_name, html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it('takes any nesting, and quotes no deeper than people read', () => {
    const deep = `${'<blockquote>'.repeat(50_000)}x${'</blockquote>'.repeat(50_000)}`
    expect(htmlToText(deep)).toBe(`${'>'.repeat(10)} x`)
    expect(htmlToText(`${'<table><tr><td>'.repeat(20_000)}x`)).toBe('x')
    expect(htmlToText(`${'<ul><li>'.repeat(20_000)}x`)).toContain('x')
  })
})
