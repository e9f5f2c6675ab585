import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../src/mail/sanitize-html.ts'
import { textAsHtml } from '../../src/mail/text-as-html.ts'

describe('sanitizeHtml', () => {
  it('keeps what people write with', () => {
    const html = '<p>Hello <b>you</b></p><ul><li>one</li></ul><table><tr><td colspan="2">x</td></tr></table>'
    expect(sanitizeHtml(html)).toBe(html)
  })

  it.each([
    ['script', '<script>alert(1)</script>hi', 'hi'],
    ['event handlers', '<p onclick="x()">hi</p>', '<p>hi</p>'],
    ['forms', '<form action="https://evil.example/"><input name="p"><button>Go</button></form>', 'Go'],
    ['frames', '<iframe src="https://evil.example/"></iframe>hi', 'hi'],
    ['styles', '<style>p{}</style><p style="position:fixed;background:url(https://e.example/x)">hi</p>', '<p>hi</p>'],
    ['svg', '<svg><script>alert(1)</script></svg>hi', 'hi'],
    ['script links', '<a href="javascript:alert(1)">hi</a>', '<span>hi</span>'],
    ['disguised script links', '<a href="java&#10;script:alert(1)">hi</a>', '<span>hi</span>'],
    ['relative links', '<a href="/admin">hi</a>', '<span>hi</span>'],
    ['base and meta', '<base href="https://e.example/"><meta http-equiv="refresh" content="0;url=x">hi', 'hi'],
    [
      'backgrounds',
      '<table background="https://e.example/x.png"><tr><td>hi</td></tr></table>',
      '<table><tr><td>hi</td></tr></table>',
    ],
    ['an unknown cid without text', '<img src="cid:nowhere">', '<span></span>'],
    ['a tracking pixel', '<img src="https://e.example/t.gif" width="1" height="1">', '<span></span>'],
    ['a data page as image', '<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="x">', '<span>[x]</span>'],
  ])('takes away %s', (_name, html, expected) => {
    expect(sanitizeHtml(html, { resolveCid: () => null })).toBe(expected)
  })

  it('says where a link leads and tells nothing to who is there', () => {
    expect(sanitizeHtml('<a href="https://e.example/a" target="_top">bank.example</a>')).toBe(
      '<a href="https://e.example/a" title="https://e.example/a" target="_blank" rel="noopener nofollow noreferrer">bank.example</a>',
    )
  })

  it('loads no image from elsewhere, and shows it as a link', () => {
    const clean = sanitizeHtml(
      '<img src="https://e.example/logo.png" alt="Our logo"><img src="http://e.example/b.png">',
    )
    expect(clean).not.toContain('<img')
    expect(clean).toContain('href="https://e.example/logo.png"')
    expect(clean).toContain('>[Our logo]</a>')
    expect(clean).toContain('>[e.example]</a>')
  })

  it('does not put a link into a link', () => {
    const clean = sanitizeHtml('<a href="https://a.example/"><img src="https://e.example/logo.png" alt="Logo"></a>')
    expect(clean.match(/<a /g)).toHaveLength(1)
    expect(clean).toContain('<span>[Logo]</span>')
  })

  it('leaves the images of the mail to the caller', () => {
    expect(sanitizeHtml('<img src="cid:a@b" alt="x" width="20">')).toBe('<img src="cid:a@b" alt="x" width="20" />')
    expect(sanitizeHtml('<img src="cid:a%40b">', { resolveCid: (id) => `/file/${id}` })).toBe(
      '<img src="/file/a@b" alt="" />',
    )
  })

  it('shows the text of what is too deep for a parser', () => {
    const deep = `${'<div>'.repeat(10_000)}still here${'</div>'.repeat(10_000)}`
    expect(sanitizeHtml(deep)).toBe('<p>still here</p>')
  })

  it('shows the text of what is too large', () => {
    expect(sanitizeHtml(`<p>${'word '.repeat(300_000)}</p><script>x</script>`)).not.toContain('script')
  })

  it('escapes text', () => {
    expect(textAsHtml('a <b>\n"c" & d')).toBe('<p>a &lt;b&gt;<br />\n&quot;c&quot; &amp; d</p>')
  })
})
