import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import { inPieces, mailOf } from './mail-source.ts'

const parse = (...lines: string[]) => parseMail(inPieces(mailOf(...lines)))

const multipart = [
  'From: =?iso-8859-1?Q?Andr=E9?= Moreau <andre@Example.ORG>',
  'To: support@example.com, "Doe, Jane" <jane@example.com>',
  'Subject: =?utf-8?B?w4lj?= =?utf-8?B?cmFuIG5vaXI=?=',
  'Message-ID: <one@example.org>',
  'References: <a@example.org>',
  ' <b@example.org>',
  'Date: Tue, 24 Nov 2026 10:15:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: multipart/alternative; boundary=y',
  '',
  '--y',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Mon =C3=A9cran est noir.',
  '--y',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Mon &eacute;cran est noir.</p>',
  '--y--',
  '--x',
  'Content-Type: image/png; name="capture.png"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment',
  '',
  'iVBORw0KGgoAAAANSUhEUgAA',
  '--x--',
]

describe('parseMail', () => {
  it('reads headers, text, HTML and attachments', async () => {
    const mail = await parse(...multipart)
    expect(mail.from).toEqual({ name: 'André Moreau', address: 'andre@example.org' })
    expect(mail.to.map(({ address }) => address)).toEqual(['support@example.com', 'jane@example.com'])
    expect(mail.subject).toBe('Écran noir')
    expect(mail.messageId).toBe('<one@example.org>')
    expect(mail.references).toEqual(['<a@example.org>', '<b@example.org>'])
    expect(mail.date?.toISOString()).toBe('2026-11-24T09:15:00.000Z')
    expect(mail.text).toBe('Mon écran est noir.')
    expect(mail.html).toBe('<p>Mon &eacute;cran est noir.</p>')
    const bytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAA', 'base64')
    expect(mail.attachments).toMatchObject([
      {
        filename: 'capture.png',
        contentType: 'image/png',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        part: '2',
      },
    ])
    expect(mail.notes).toEqual([])
  })

  it('reads the same whatever the pieces in which the mail arrives', async () => {
    const whole = await parse(...multipart)
    for (const size of [1, 7, 64]) expect(await parseMail(inPieces(mailOf(...multipart), size))).toEqual(whole)
  })
})
