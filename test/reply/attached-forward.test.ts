import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { parseMail } from '../../src/mail/parse.ts'
import { findForward } from '../../src/reply/find-forward.ts'

/** A mail with another one attached whole, as "forward as attachment" makes it. */
async function forwarding(
  inner: string,
  type = 'multipart/mixed',
  fields: readonly string[] = ['Subject: Fwd: Projector'],
): Promise<ReturnType<typeof findForward>> {
  const raw = [
    'From: Ann <ann@example.org>',
    'To: support@desk.example',
    ...fields,
    'References: <1@example.org>',
    `Content-Type: ${type}; boundary=outer`,
    '',
    '--outer',
    'Content-Type: text/plain',
    '',
    'Can you look at this?',
    '--outer',
    'Content-Type: message/rfc822',
    '',
    inner,
    '--outer--',
  ].join('\r\n')
  return findForward(await parseMail(Readable.from([Buffer.from(raw)])))
}

const head = [
  'From: =?utf-8?q?Paul_Ro=C3=A9?= <paul@example.org>',
  'To: Ann <ann@example.org>',
  'Subject: =?utf-8?q?Le_projecteur_=C3=A9teint?=',
  'Date: Mon, 23 Nov 2026 09:31:12 +0100',
].join('\r\n')

describe('a mail attached whole', () => {
  test('to an answer is a file of it; a forward that Apple Mail answers with is one', async () => {
    const answers = 'In-Reply-To: <1@example.org>'
    const inner = `${head}\r\n\r\nThe projector stays dark.`
    expect(await forwarding(inner, undefined, ['Subject: Re: Projector', answers])).toBeNull()
    expect(await forwarding(inner, undefined, ['Subject: Projector', answers])).toBeNull()
    expect(await forwarding(inner, undefined, ['Subject: Fwd: Projector', answers])).not.toBeNull()
    expect(await forwarding(inner, undefined, ['Subject: Re: Projector'])).not.toBeNull()
  })

  test('its headers and text are read, what stands above is the comment', async () => {
    expect(await forwarding(`${head}\r\n\r\nThe projector stays dark.`)).toMatchObject({
      from: { name: 'Paul Roé', address: 'paul@example.org' },
      to: [{ name: 'Ann', address: 'ann@example.org' }],
      subject: 'Le projecteur éteint',
      text: 'The projector stays dark.',
      comment: 'Can you look at this?',
      rule: 'attached-mail',
    })
  })

  test('quoted-printable and base64', async () => {
    const quoted = `${head}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIl reste =C3=A9teint, =\r\nencore.`
    expect(await forwarding(quoted)).toMatchObject({ text: 'Il reste éteint, encore.' })
    const base64 = `${head}\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from('Il reste éteint.', 'latin1').toString('base64')}`
    expect(await forwarding(base64)).toMatchObject({ text: 'Il reste éteint.' })
  })

  test('the plain part of several, else the HTML one', async () => {
    const both = `${head}\r\nContent-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--in\r\nContent-Type: text/plain\r\n\r\nplain\r\n--in--`
    expect(await forwarding(both)).toMatchObject({ text: 'plain' })
    expect(await forwarding(`${head}\r\nContent-Type: text/html\r\n\r\n<p>rich</p>`)).toMatchObject({ text: 'rich' })
  })

  test('what a report returns is no forward', async () => {
    expect(
      await forwarding(`${head}\r\n\r\nThe projector stays dark.`, 'multipart/report; report-type=delivery-status'),
    ).toBeNull()
  })

  test('nor is a mail without an author', async () => {
    expect(await forwarding('Subject: x\r\n\r\ntext')).toBeNull()
  })
})
