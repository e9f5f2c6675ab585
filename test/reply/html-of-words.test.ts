import { describe, expect, it } from 'vitest'
import { htmlOfWords } from '../../src/reply/html-of-words.ts'

const only = (text: string) => ({ text, above: '' })

describe('the part of the HTML that holds the new words', () => {
  it('of Gmail keeps the picture below the words and leaves the quote out', () => {
    const html =
      '<div dir="ltr"><div>Look at <b>this</b>:</div><div><img src="cid:ii_1" alt="screen.png" width="300"><br></div></div><br>' +
      '<div class="gmail_quote"><div class="gmail_attr">On Tue, Claire wrote:<br></div><blockquote>It was received.<img src="cid:logo"></blockquote></div>'
    const kept = htmlOfWords(html, only('Look at *this*:\n[image: screen.png]'))
    expect(kept).toContain('<b>this</b>')
    expect(kept).toContain('src="cid:ii_1"')
    expect(kept).not.toMatch(/wrote|received|logo|<blockquote/)
  })

  it('of Outlook is found beside its marks for pictures and the addresses of links', () => {
    const html =
      '<html><head><style>p {margin:0}</style></head><body><div class="WordSection1"><p class="MsoNormal">See <a href="https://help.example/a">the page</a>' +
      ' and <img src="cid:image001.png@01DC" alt="A screen"></p><p class="MsoNormal">Claire</p>' +
      '<div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> School desk<br><b>Sent:</b> Tuesday</p></div></div></body></html>'
    const kept = htmlOfWords(html, only('See the page<https://help.example/a> and [cid:image001.png@01DC]'))
    expect(kept).toContain('href="https://help.example/a"')
    expect(kept).toContain('cid:image001.png@01DC')
    expect(kept).not.toMatch(/Claire|From:|Sent:/)
  })

  it('takes no picture out of the quote, though no word stands before it there', () => {
    const html =
      '<div>See <b>this</b>: <img src="cid:mine"></div><br><blockquote><img src="cid:theirs" alt="the cupboard"><p>Keep quiet.</p></blockquote>'
    const kept = htmlOfWords(html, only('See this: [cid:mine]'))
    expect(kept).toContain('cid:mine')
    expect(kept).not.toMatch(/theirs|cupboard|quiet/)
    expect(htmlOfWords(html.replace('<img src="cid:mine">', ''), only('See this:')) ?? '').not.toMatch(
      /theirs|cupboard/,
    )
  })

  it('is found where the text was made from the HTML, which shows what a picture is called', () => {
    const html = '<p>Here:</p><img src="cid:a" alt="the roof"><p>-- <br>Paul</p>'
    expect(htmlOfWords(html, only('Here:\n[the roof]'))).toBe('<p>Here:</p><img src="cid:a" alt="the roof" />')
  })

  it('begins below the orders', () => {
    const html =
      '<div>/solve</div><div><ul><li>Unplug it</li><li>Plug it in</li></ul></div><div>-- </div><div>Denis</div>'
    const kept = htmlOfWords(html, { text: '* Unplug it\n* Plug it in', above: '/solve\n' })
    expect(kept).toMatch(/^<div><ul><li>Unplug it<\/li><li>Plug it in<\/li><\/ul>/)
    expect(kept).not.toMatch(/solve|Denis/)
  })

  it('may be a picture and no words', () => {
    const html = '<div><img src="cid:a"></div><blockquote type="cite">What do you see?</blockquote>'
    expect(htmlOfWords(html, only(''))).toContain('cid:a')
    expect(htmlOfWords(html, only(''))).not.toContain('see')
  })
})

describe('no HTML is given', () => {
  it('where it says something else than the text', () => {
    expect(htmlOfWords('<p>Pay <b>now</b></p>', only('It works.'))).toBeNull()
    expect(htmlOfWords('<p>It <b>works</b>. Or not.</p>', only('It works.'))).toBeNull()
    expect(htmlOfWords('<p>More above. It <b>works</b>.</p>', only('It works.'))).toBeNull()
  })

  it('where it hides words that would show once its styles are taken away', () => {
    const html = '<p>It <b>works</b>.<span style="display:none">The note of Denis</span></p>'
    expect(htmlOfWords(html, only('It works.')) ?? '').not.toContain('Denis')
    const between = '<p>It <span style="display:none">note</span><b>works</b>.</p>'
    expect(htmlOfWords(between, only('It works.'))).toBeNull()
  })

  it('where no tag stands between the words and what comes next', () => {
    expect(htmlOfWords('<p><b>Yes</b> please On Tue, Claire wrote: hello</p>', only('Yes please'))).toBeNull()
  })

  it('where it has no form of its own, or is very long', () => {
    expect(htmlOfWords('<p>It works.</p><p>Thanks</p>', only('It works.\n\nThanks'))).toBeNull()
    expect(htmlOfWords(`<p>It <b>works</b>.</p>${' '.repeat(300_000)}`, only('It works.'))).toBeNull()
  })
})

it('is sanitised', () => {
  const html = '<p>It <b onclick="x()">works</b>.<script>alert(1)</script></p><blockquote>Old</blockquote>'
  expect(htmlOfWords(html, only('It works.'))).toBe('<p>It <b>works</b>.</p>')
})
