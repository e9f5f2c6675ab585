import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../src/mail/html-to-text.ts'
import {
  MAX_ADDRESSES,
  MAX_ATTACHMENTS,
  MAX_FILENAME_BYTES,
  MAX_HTML_BYTES,
  MAX_SUBJECT_CHARS,
  MAX_TEXT_LINES,
} from '../../src/mail/limits.ts'
import { parseMail } from '../../src/mail/parse.ts'
import { sanitizeHtml } from '../../src/mail/sanitize-html.ts'
import { inPieces, mailOf } from './mail-source.ts'

const parse = (...lines: string[]) => parseMail(inPieces(mailOf(...lines)))
const codes = (mail: { notes: { code: string }[] }) => mail.notes.map(({ code }) => code)

describe('a mail without what a mail must have', () => {
  it.each([
    ['nothing at all', ['']],
    ['only a line end', ['', '']],
    ['only text', ['hello']],
  ])('%s', async (_name, lines) => {
    const mail = await parse(...lines)
    expect(mail.from).toBeNull()
    expect(codes(mail)).toEqual(expect.arrayContaining(['no-from', 'no-message-id']))
  })

  it('no From', async () => {
    const mail = await parse('Subject: x', '', 'hello')
    expect(mail).toMatchObject({ from: null, fromFields: 0, subject: 'x', text: 'hello' })
    expect(codes(mail)).toContain('no-from')
  })

  it('two From', async () => {
    const mail = await parse('From: a@one.example', 'From: b@two.example', '', 'hello')
    expect(mail.fromFields).toBe(2)
    expect(mail.from?.address).toBe('a@one.example')
    expect(mail.fromAll.map(({ address }) => address)).toEqual(['a@one.example', 'b@two.example'])
    expect(codes(mail)).toContain('two-from')
  })

  it('a date that is none is not now', async () => {
    const mail = await parse('From: a@one.example', 'Date: tomorrow, perhaps', '', '')
    expect(mail.date).toBeNull()
    expect(codes(mail)).toContain('bad-date')
  })
})

describe('a mail that is too much', () => {
  it('5,000 parts', async () => {
    const parts = Array.from({ length: 5_000 }, (_, n) => `--x\r\nContent-Type: image/png\r\n\r\n${n}`)
    const mail = await parse('Content-Type: multipart/mixed; boundary=x', '', '--x', '', 'the words', ...parts, '--x--')
    expect(mail.text).toBe('the words')
    expect(mail.attachments).toHaveLength(MAX_ATTACHMENTS)
    expect(codes(mail)).toContain('too-many-attachments')
  })

  it('5,000 texts', async () => {
    const parts = Array.from({ length: 5_000 }, (_, n) => `--x\r\n\r\ntext ${n}`)
    const mail = await parse('Content-Type: multipart/mixed; boundary=x', '', ...parts, '--x--')
    expect(mail.text).toContain('text 4999')
  })

  it('more parts than are read', async () => {
    const parts = Array.from({ length: 20_000 }, () => '--x\r\n\r\n')
    const mail = await parse(
      'From: a@one.example',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      '',
      'first',
      ...parts,
    )
    expect(mail.from?.address).toBe('a@one.example')
    expect(mail.text).toContain('first')
    expect(codes(mail)).toContain('too-many-parts')
    expect(mail.size).toBeGreaterThan(100_000)
  })

  it.each([200, 5_000])('%i levels of parts', async (levels) => {
    const open = Array.from({ length: levels }, (_, n) => [
      `Content-Type: multipart/mixed; boundary="b${n}"`,
      '',
      `--b${n}`,
    ]).flat()
    const close = Array.from({ length: levels }, (_, n) => `--b${levels - 1 - n}--`)
    const mail = await parse('From: a@one.example', ...open, '', 'deep inside', ...close)
    expect(mail.text).toContain('deep inside')
    expect(codes(mail).includes('too-deep')).toBe(levels > 256)
  })

  it.each(['\r', ' ', '\t', '<', '(', '"', '=?', '=?utf-8?q?', ',', ';', "'", '%', '\\', '@', '\0'])(
    'headers of nothing but %j are read in a time that grows with them',
    async (piece) => {
      const long = piece.repeat(400_000 / piece.length)
      const before = process.cpuUsage()
      await parse(`Subject: ${long}x`, `From: ${long}x`, `Content-Type: text/plain; name="${long}x`, '', 'hello')
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(3_000)
    },
  )

  it('a header of 1 MB', async () => {
    const mail = await parse('From: a@one.example', `X-Long: ${'x'.repeat(1_000_000)}`, 'Subject: after', '', 'hello')
    expect(mail).toMatchObject({ subject: 'after', text: 'hello' })
    expect(codes(mail)).toContain('header-truncated')
  })

  it('a header of 20 MB', async () => {
    const mail = await parse('From: a@one.example', `X-Long: ${'x'.repeat(20_000_000)}`, '', 'hello')
    expect(codes(mail)).toContain('header-truncated')
    expect(mail.size).toBeGreaterThan(20_000_000)
  })

  it.each([
    ['a line', `X-Long: ${'x'.repeat(5_000_000)}`],
    ['addresses', `Cc: ${Array.from({ length: 200_000 }, (_, n) => `p${n}@one.example`).join(',\r\n ')}`],
    ['fields', Array.from({ length: 200_000 }, (_, n) => `X-${n}: y`).join('\r\n')],
  ])('an endless header of %s leaves the fields above it and the text below it', async (_what, header) => {
    const raw = mailOf('From: a@one.example', 'Subject: before', header, '', 'hello', '', 'again')
    for (const size of [65_536, 65_535, 4_099]) {
      const mail = await parseMail(inPieces(raw, size))
      expect(mail).toMatchObject({ from: { address: 'a@one.example' }, subject: 'before', text: 'hello\n\nagain' })
      expect(codes(mail)).toContain('header-truncated')
      expect(mail.size).toBe(raw.length)
    }
  })

  it('100,000 header fields', async () => {
    const mail = await parse(
      'From: a@one.example',
      ...Array.from({ length: 60_000 }, (_, n) => `X-${n}: y`),
      '',
      'hello',
    )
    expect(mail.from?.address).toBe('a@one.example')
    expect(mail.headers.length).toBeLessThanOrEqual(2_000)
  })

  it('10,000 recipients', async () => {
    const list = Array.from({ length: 10_000 }, (_, n) => `p${n}@example.org`).join(',\r\n ')
    const mail = await parse('From: a@one.example', `To: ${list}`, '', 'hello')
    expect(mail.to).toHaveLength(MAX_ADDRESSES)
    expect(mail.text).toBe('hello')
    expect(codes(mail)).toContain('too-many-addresses')
  })

  it('HTML too deep for a parser', async () => {
    const deep = `${'<div>'.repeat(5_000)}the words`
    const mail = await parse('From: a@one.example', 'Content-Type: text/html', '', deep)
    expect(mail.text).toBe('the words')
    expect(codes(mail)).toContain('html-too-deep')
  })

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('more lines than are read, ended by %s', async (_name, end) => {
    const mail = await parse('From: a@one.example', '', `a${end}`.repeat(MAX_TEXT_LINES + 10))
    expect(mail.text.trimEnd().split('\n')).toHaveLength(MAX_TEXT_LINES)
    expect(mail.attachments).toMatchObject([
      { declaredType: 'text/plain', size: (MAX_TEXT_LINES + 10) * (1 + end.length) },
    ])
    expect(codes(mail)).toContain('text-truncated')
  })

  it('as many lines as are read, and more of them in several parts', async () => {
    const lines = 'a\n'.repeat(MAX_TEXT_LINES)
    const one = await parse('From: a@one.example', '', lines)
    expect(one.text.trimEnd()).toBe(lines.trimEnd())
    expect(one.attachments).toEqual([])
    const part = ['--x', 'Content-Type: text/plain', '', lines]
    const two = await parse(
      'From: a@one.example',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      ...part,
      ...part,
      '--x--',
    )
    expect(two.text.split('\n').length).toBeLessThanOrEqual(MAX_TEXT_LINES)
    expect(codes(two)).toContain('text-truncated')
  })

  it('HTML of more lines than are read is kept as HTML', async () => {
    const mail = await parse('From: a@one.example', 'Content-Type: text/html', '', '<p>a'.repeat(MAX_TEXT_LINES))
    expect(mail.text.split('\n').length).toBeLessThanOrEqual(MAX_TEXT_LINES)
    expect(mail.html).toHaveLength(4 * MAX_TEXT_LINES)
    expect(codes(mail)).toContain('text-truncated')
  })

  it('50 MB of HTML', async () => {
    const paragraph = Buffer.from(`<p>${'word '.repeat(200)}</p>\r\n`)
    async function* source() {
      yield Buffer.from('From: a@one.example\r\nContent-Type: text/html\r\n\r\n<p>It begins here.</p>')
      for (let size = 0; size < 50_000_000; size += paragraph.length) yield paragraph
    }
    const mail = await parseMail(source())
    expect(mail.html).toBeNull()
    expect(mail.text.startsWith('It begins here.')).toBe(true)
    expect(mail.attachments).toMatchObject([{ declaredType: 'text/html' }])
    expect(mail.attachments[0]?.size).toBeGreaterThan(50_000_000)
    expect(codes(mail)).toEqual(expect.arrayContaining(['html-too-large', 'text-truncated']))
  })

  it('100 MB in one attachment never runs ahead of the sink that takes it', async () => {
    const piece = Buffer.alloc(1_000_000, 'x')
    let made = 0
    let taken = 0
    let ahead = 0
    async function* source() {
      yield Buffer.from('From: a@one.example\r\nContent-Type: application/x-thing\r\n\r\n')
      for (; made < 100_000_000; made += piece.length) yield piece
    }
    const mail = await parseMail(source(), async (_about, content) => {
      for await (const chunk of content) {
        taken += chunk.length
        ahead = Math.max(ahead, made - taken)
      }
      return { sha256: 'x', size: taken, storageKey: 'x' }
    })
    expect(mail.attachments[0]?.size).toBe(100_000_000)
    expect(ahead).toBeLessThan(3_000_000)
  })
})

describe('a mail that is broken', () => {
  it('base64 that is text, cut, or followed by words', async () => {
    const body = (text: string) => parse('From: a@one.example', 'Content-Transfer-Encoding: base64', '', text)
    const plain = await body('Hello, my printer does not print. Please help!')
    expect(plain.text).toBe('Hello, my printer does not print. Please help!')
    expect(codes(plain)).toContain('bad-encoding')
    expect((await body('SGVsbG8')).text).toBe('Hello')
    expect((await body('SGVs\r\nbG8=\r\n-- \r\nThe list of lists')).text).toBe('Hello')
    expect((await body('SGVsbG8=\r\nSGVsbG8=')).text).toBe('HelloHello')
  })

  it('charsets that are wrong, unknown, or not said', async () => {
    const body = (charset: string, text: string) => parse(`Content-Type: text/plain; charset=${charset}`, '', text)
    expect((await body('utf-8', 'caf\xe9')).text).toBe('café')
    expect((await body('klingon', 'caf\xc3\xa9')).text).toBe('café')
    expect(codes(await body('klingon', 'caf\xc3\xa9'))).toContain('charset-unknown')
    expect((await body('us-ascii', 'caf\xc3\xa9')).text).toBe('café')
  })

  it('NUL bytes anywhere', async () => {
    const mail = await parse('From: a\0@one.example', 'Subject: a\0b', 'Content-Type: text/plain\0', '', 'a\0b')
    expect(mail.text).toBe('ab')
    expect(JSON.stringify(mail)).not.toContain('\\u0000')
  })

  it('a subject of newlines and marks that turn text around', async () => {
    const mail = await parse('Subject: =?utf-8?Q?a=0D=0ABcc:_x=E2=80=AEgpj.exe=E2=80=8F?=', '', '')
    expect(mail.subject).toBe('a Bcc: xgpj.exe')
    expect((await parse(`Subject: ${'=?utf-8?Q?=0A?= '.repeat(1000)}`, '', '')).subject).toBe('')
    expect((await parse(`Subject: ${'x'.repeat(50_000)}`, '', '')).subject).toHaveLength(MAX_SUBJECT_CHARS)
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['C:\\Users\\me\\report.doc', 'report.doc'],
    ['/etc/passwd', 'passwd'],
    ['..', 'image.png'],
    ['.htaccess', 'htaccess'],
    ['con.txt', '_con.txt'],
    ['a\tb\x01c.txt', 'a b c.txt'],
    ['invoice 12/2026.pdf', 'invoice 12-2026.pdf'],
    ['=?utf-8?Q?photo=E2=80=AEgnp.exe?=', 'photo gnp.exe'],
    ['<b>"?*.txt', '_b____.txt'],
  ])('an attachment named %s', async (name, shown) => {
    const mail = await parse(
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: image/png',
      `Content-Disposition: attachment; filename="${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
      '',
      'x',
      '--x--',
    )
    expect(mail.attachments[0]?.filename).toBe(shown)
  })

  it('an attachment with a name of 4,000 characters keeps its extension', async () => {
    const name = `${'é'.repeat(4_000)}.pdf`
    const mail = await parse(
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
      '',
      'x',
      '--x--',
    )
    const shown = mail.attachments[0]?.filename ?? ''
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(MAX_FILENAME_BYTES)
    expect(shown).toMatch(/^é+….*$/)
  })

  it('a cid of nowhere', async () => {
    const mail = await parse('Content-Type: text/html', '', '<p>See <img src="cid:nowhere" alt="the screen"></p>')
    expect(mail.text).toBe('See [the screen]')
    expect(sanitizeHtml(mail.html ?? '', { resolveCid: () => null })).toBe('<p>See <span>[the screen]</span></p>')
  })

  it('a source that breaks off is an error, and the sink is let go', async () => {
    let ended = false
    async function* source() {
      yield mailOf('Content-Type: application/pdf', '', 'x')
      throw new Error('connection lost')
    }
    const reading = parseMail(source(), async (_about, content) => {
      for await (const _chunk of content);
      ended = true
      return { sha256: '', size: 0, storageKey: '' }
    })
    await expect(reading).rejects.toThrow('connection lost')
    expect(ended).toBe(true)
  })
})

describe('HTML grows like its input', () => {
  const cost = (work: () => unknown) => {
    const from = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  }
  const inputs: [string, (size: number) => string][] = [
    ['paragraphs', (size) => '<p>word</p>'.repeat(size / 11)],
    ['open elements', (size) => '<div>'.repeat(size / 5)],
    ['open quotes with lines', (size) => '<blockquote>x<br>'.repeat(size / 17)],
    ['nested tables', (size) => '<table><tr><td>x'.repeat(size / 16)],
    ['bare <', (size) => '<'.repeat(size)],
    ['open attributes', (size) => `<a ${'b=c '.repeat(size / 4)}`],
    ['open comments', (size) => '<!--'.repeat(size / 4)],
    ['links without an end', (size) => '<a href="https://a.example/">x'.repeat(size / 30)],
    ['entities', (size) => '&amp;&#x41;&notit;'.repeat(size / 18)],
  ]
  it.each(inputs)('%s', (_name, input) => {
    // Ten times the input may cost ten times the time; quadratic work would cost a hundred times.
    for (const work of [htmlToText, sanitizeHtml]) {
      work(input(20_000))
      const small = Math.max(
        cost(() => work(input(MAX_HTML_BYTES / 10))),
        4,
      )
      expect(cost(() => work(input(MAX_HTML_BYTES - 100))) / small).toBeLessThan(45)
    }
  })
})
