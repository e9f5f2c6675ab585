import { describe, expect, it } from 'vitest'
import type { ParsedMail } from '../../src/mail/types.ts'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail, buildPart } from './build-mail.ts'

const daemon = { From: 'Mail Delivery System <MAILER-DAEMON@mx.example.net>', To: 'support@example.org' }

function recipients(mail: ParsedMail): [string, string, string | null][] {
  return (screen(mail, noFacts).bounce?.recipients ?? []).map(({ address, action, status }) => [
    address,
    action,
    status,
  ])
}

function report(fields: string, returnedHeaders = ''): Partial<ParsedMail> {
  return { report: { type: 'delivery-status', fields, returnedHeaders } }
}

describe('delivery status notifications (RFC 3464)', () => {
  const headers = { ...daemon, Subject: 'Undelivered Mail Returned to Sender' }

  it('reads each recipient group, and the mail that came back', () => {
    const mail = buildMail(
      headers,
      'This is the mail system.',
      report(
        'Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; Ann@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no\n such user\n\nFinal-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.2.2\n',
        'Message-ID: <m.1@example.org>\nTo: ann@example.com\nSubject: Hello\n',
      ),
    )
    const verdict = screen(mail, noFacts)
    expect(verdict).toMatchObject({ kind: 'bounce', rule: 'delivery-status' })
    expect(verdict.bounce?.originalMessageId).toBe('<m.1@example.org>')
    expect(verdict.bounce?.recipients[0]).toEqual({
      address: 'ann@example.com',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 5.1.1 no such user',
    })
    expect(recipients(mail)[1]).toEqual(['bob@example.com', 'failed', '5.2.2'])
  })

  it('tells a delay from a failure, whatever the subject says', () => {
    const mail = buildMail(
      headers,
      '',
      report('Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ann@example.com\nAction: delayed\nStatus: 4.4.1\n'),
    )
    expect(screen(mail, noFacts).kind).toBe('delivery-delay')
  })

  it('takes a notice of success for no bounce, and keeps what it says', () => {
    const mail = buildMail(
      headers,
      '',
      report('Final-Recipient: rfc822; ann@example.com\nAction: relayed\nStatus: 2.1.5\n'),
    )
    expect(screen(mail, noFacts)).toMatchObject({
      kind: 'auto-generated',
      bounce: { recipients: [{ action: 'relayed' }] },
    })
  })

  it('prefers the address that we wrote to over the one it was forwarded to', () => {
    const fields =
      'Original-Recipient: rfc822;info@example.com\nFinal-Recipient: rfc822;ann@elsewhere.example\nAction: failed\nStatus: 5.1.1\n'
    expect(recipients(buildMail(headers, '', report(fields)))).toEqual([['info@example.com', 'failed', '5.1.1']])
  })

  it('takes the code of the text where the status part has none', () => {
    const fields = 'Final-Recipient: rfc822;ann@example.com\nAction: failed\nStatus: \n'
    expect(recipients(buildMail(headers, 'They said: 550 5.1.1 unknown', report(fields)))).toEqual([
      ['ann@example.com', 'failed', '5.1.1'],
    ])
  })

  it('takes the code of the SMTP answer where the status only says "failed"', () => {
    const fields =
      'Final-Recipient: rfc822;ann@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 blocked\n'
    expect(recipients(buildMail(headers, '', report(fields)))).toEqual([['ann@example.com', 'failed', '5.7.1']])
  })

  it('never takes an IP address for a status', () => {
    const fields =
      'Final-Recipient: rfc822;ann@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 blocked 5.9.1.2, 4.10.1.22\n'
    expect(recipients(buildMail(headers, '', report(fields)))).toEqual([['ann@example.com', 'failed', '5.0.0']])
  })

  it('understands the actions that are in no RFC', () => {
    for (const action of ['failure', 'error', 'expired']) {
      const mail = buildMail(
        headers,
        '',
        report(`Final-Recipient: rfc822;ann@example.com\nAction: ${action}\nStatus: \n`),
      )
      expect(screen(mail, noFacts).kind).toBe('bounce')
    }
  })

  it('divides two recipients that no empty line divides', () => {
    const fields =
      'Final-Recipient: rfc822;ann@example.com\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822;bob@example.com\nAction: failed\nStatus: 5.2.2\n'
    expect(recipients(buildMail(headers, '', report(fields)))).toHaveLength(2)
  })

  it('finds the recipient elsewhere where the group names a file', () => {
    const fields = 'Action: failed\nFinal-Recipient: rfc822;/var/mail/ann\nStatus: 5.2.2\n'
    const mail = buildMail({ ...headers, 'X-Failed-Recipients': 'ann@example.com' }, '', report(fields))
    expect(recipients(mail)).toEqual([['ann@example.com', 'failed', '5.2.2']])
  })

  it('finds the fields in a text whose MIME structure was lost', () => {
    const text =
      'I could not deliver.\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: RFC822; ann@example.com\nAction: failed\nStatus: 5.5.0\n'
    expect(recipients(buildMail(headers, text))).toEqual([['ann@example.com', 'failed', '5.5.0']])
  })

  it('finds the fields inside a notice that a gateway attached', () => {
    const inner =
      'From: MAILER-DAEMON@a.example\nContent-Type: multipart/report\n\nFinal-Recipient: RFC822; ann@example.com\nAction: failed\nStatus: 5.1.1\n'
    const mail = buildMail(headers, 'The following address had errors', {
      attachments: [buildPart('message/rfc822', inner)],
    })
    expect(recipients(mail)).toEqual([['ann@example.com', 'failed', '5.1.1']])
  })
})

describe('a person who passes a notice on', () => {
  it('is a person, although the client attached the status part as it was', () => {
    const fields = 'Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n'
    const person = { From: 'Paul <paul@example.org>', To: 'support@example.org', 'Content-Type': 'multipart/mixed' }
    const mail = buildMail(
      { ...person, Subject: 'TR: Non remis : imprimante' },
      'Pouvez-vous regarder ?',
      report(fields),
    )
    expect(screen(mail, noFacts)).toMatchObject({ kind: 'human' })
  })
})

describe('notices in words alone', () => {
  const notices: {
    of: string
    headers: Record<string, string>
    text: string
    expected: [string, string, string | null][]
  }[] = [
    {
      of: 'Postfix without a report',
      headers: { ...daemon, Subject: 'Undelivered Mail Returned to Sender' },
      text: "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\nFor further assistance, please send mail to postmaster.\n\n<ann@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1\n    <ann@example.com>: no such user (in reply to RCPT TO command)\n\n<bob@example.com>: host mx.example.com[192.0.2.1] said: 552 5.2.2 full\n",
      expected: [
        ['ann@example.com', 'failed', '5.1.1'],
        ['bob@example.com', 'failed', '5.2.2'],
      ],
    },
    {
      of: 'qmail',
      headers: { From: 'MAILER-DAEMON@mx.example.net', To: 'support@example.org', Subject: 'failure notice' },
      text: "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ann@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@example.org>\nMessage-ID: <q.1@example.org>\nTo: other@example.com\n\nHello 4.4.4\n",
      expected: [['ann@example.com', 'failed', '5.1.1']],
    },
    {
      of: 'Exim, whose header names the addresses',
      headers: {
        ...daemon,
        Subject: 'Mail delivery failed: returning message to sender',
        'X-Failed-Recipients': 'ann@example.com,\n  bob@example.com',
      },
      text: 'A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ann@example.com\n    host mx.example.com [192.0.2.1]:\n    550 5.1.1 <ann@example.com>... who?\n  bob@example.com\n    all relevant MX records point to non-existent hosts\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <support@example.org>\n',
      expected: [
        ['ann@example.com', 'failed', '5.1.1'],
        ['bob@example.com', 'failed', null],
      ],
    },
    {
      of: 'Exim, still trying',
      headers: { ...daemon, Subject: 'Warning: message 1aBc-00 delayed 24 hours' },
      text: 'A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.net.\n\nThe address to which the message has not yet been delivered is:\n\n  ann@example.com\n    Delay reason: connection timed out\n\nNo action is required on your part. Eventually the mail delivery software will give up.\n',
      expected: [['ann@example.com', 'delayed', null]],
    },
    {
      of: 'old sendmail, with its transcript',
      headers: { ...daemon, Subject: 'Returned mail: User unknown' },
      text: '   ----- Transcript of session follows -----\nWhile talking to mx.example.com:\n>>> RCPT To:<ann@example.com>\n<<< 550 5.1.1 <ann@example.com>... User unknown\n550 <ann@example.com>... User unknown\n\n   ----- Unsent message follows -----\nReceived: by mx.example.net\nFrom: support@example.org\n',
      expected: [['ann@example.com', 'failed', '5.1.1']],
    },
    {
      of: 'Exchange 5.5, with an X.400 address',
      headers: {
        From: 'System Administrator <postmaster@example.com>',
        To: 'support@example.org',
        Subject: 'Undeliverable: printer',
      },
      text: 'Your message\n\n  To:      printers\n  Subject: printer\n\ndid not reach the following recipient(s):\n\nc=US;a= ;p=Example;o=Site;dda:SMTP=ann@example.com; on Fri, 4 Oct 2002\n17:12:28 -0400\n    The recipient name is not recognized\n',
      expected: [['ann@example.com', 'failed', null]],
    },
    {
      of: 'Domino',
      headers: {
        From: 'Postmaster@example.com',
        To: 'support@example.org',
        Subject: 'DELIVERY FAILURE: User ann (ann@example.com) not listed in Domino Directory',
      },
      text: 'Your message\n\n  Subject: hello\n\nwas not delivered to:\n\n  ann@example.com\n\nbecause:\n\n  User ann (ann@example.com) not listed in Domino Directory\n',
      expected: [['ann@example.com', 'failed', null]],
    },
    {
      of: 'an Exchange server in French',
      headers: {
        From: 'Administrateur système <postmaster@example.fr>',
        To: 'support@example.org',
        Subject: 'Non remis : imprimante',
      },
      text: 'Votre message n’a pas pu être remis aux destinataires suivants :\n\n  anne@example.fr\n  550 5.1.1 destinataire inconnu\n',
      expected: [['anne@example.fr', 'failed', '5.1.1']],
    },
  ]

  for (const { of, headers, text, expected } of notices) {
    it(`reads the notice of ${of}`, () => {
      const mail = buildMail(headers, text)
      const kind = expected.every(([, action]) => action === 'delayed') ? 'delivery-delay' : 'bounce'
      expect(screen(mail, noFacts)).toMatchObject({ kind, rule: 'bounce-notice' })
      expect(recipients(mail)).toEqual(expected)
    })
  }

  it('takes the id from the copy below the notice', () => {
    const qmail = notices[1]
    expect(screen(buildMail(qmail?.headers ?? {}, qmail?.text), noFacts).bounce?.originalMessageId).toBe(
      '<q.1@example.org>',
    )
  })

  it('asks the returned mail who it was for where the notice does not say', () => {
    const text =
      'Your mail could not be delivered.\n\n--- Original message follows.\n\nReceived: from a by b for <ann@example.com>; Fri, 1 Jan 2021 00:00:00 +0000\nTo: list@example.com\n'
    expect(recipients(buildMail({ ...daemon, Subject: 'Mail delivery failed' }, text))).toEqual([
      ['ann@example.com', 'failed', null],
    ])
  })

  it('reads an unknown notice that came to our envelope address, and a person who wrote there', () => {
    const copy = '\n\nReceived: from a by b for <ann@example.com>; Mon, 1 Jan 2024\nMessage-ID: <m.1@example.org>\n'
    const verp = { ...noFacts, verp: true, answersOurs: true }
    const notice = buildMail({ From: 'gate@example.net', Subject: 'Hello' }, `Your mail was not delivered.${copy}`)
    expect(screen(notice, verp)).toMatchObject({ kind: 'bounce', bounce: { originalMessageId: '<m.1@example.org>' } })
    const person = buildMail({ From: 'Ann Smith <ann@example.com>', Subject: 'Hello' }, 'Thank you, it works.')
    expect(screen(person, verp)).toMatchObject({ kind: 'human', signs: [{ rule: 'envelope-address', weak: true }] })
  })

  it('takes the id from In-Reply-To where nothing came back', () => {
    const headers = {
      ...daemon,
      Subject: 'Delivery Status Notification (Failure)',
      'X-Failed-Recipients': 'ann@example.com',
    }
    const mail = buildMail(headers, 'No such group.', { inReplyTo: ['<m.9@example.org>'] })
    expect(screen(mail, noFacts).bounce?.originalMessageId).toBe('<m.9@example.org>')
  })

  it('lets a person talk about a bounce', () => {
    const text =
      'Hello,\n\nI get "Mail delivery failed: returning message to sender" when I write to ann@example.com:\n\n550 5.1.1 <ann@example.com>... User unknown\n\nCan you help?\n'
    for (const subject of ['Re: Mail delivery failed', 'FW: Undeliverable: printer', 'My mails come back']) {
      const mail = buildMail({ From: 'Ann <ann@example.org>', To: 'support@example.org', Subject: subject }, text)
      expect(screen(mail, noFacts).kind).toBe('human')
    }
  })

  it('lets a postmaster who is a person write', () => {
    const mail = buildMail(
      { From: 'Paul <postmaster@example.com>', To: 'support@example.org', Subject: 'Re: [GLPI #0000042] quota' },
      'The mailbox of Ann is full, please raise the quota.\n\n-----Original Message-----\nFrom: support@example.org\nSubject: [GLPI #0000042] quota\n\nWhich mailbox?\n',
    )
    expect(screen(mail, { ...noFacts, answersOurs: true })).toMatchObject({ kind: 'human', signs: [{ weak: true }] })
  })
})
