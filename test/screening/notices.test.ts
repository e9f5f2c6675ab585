import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail } from './build-mail.ts'

interface NoticeCase {
  of: string
  from: string
  subject: string
  text: string
  recipients: [string, string | null][]
}

/** Notices of many makes, each in the shape that its software gives them. */
const cases: NoticeCase[] = [
  {
    of: 'Apache James',
    from: 'postmaster@james.example',
    subject: '[BOUNCE]',
    text: "Hi. This is the James mail server at james.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.  Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\nann@example.com\n\nError message:\n550 5.1.1 no such user here\n\nMessage details:\n  Subject: Hello\n  MAIL FROM: support@example.org\n  RCPT TO: ann@example.com\n",
    recipients: [['ann@example.com', '5.1.1']],
  },
  {
    of: 'ActiveHunter',
    from: 'MAILER-DAEMON@hunter.example',
    subject: 'FAILURE NOTICE :',
    text: '  ----- The following addresses had permanent fatal errors -----\n\n>>> ann@example.com <ann@example.com>\n\n  ----- original message -----\n\nFrom: support@example.org\n',
    recipients: [['ann@example.com', null]],
  },
  {
    of: 'Gmail, two addresses with one reason',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    text: 'Delivery to the following recipients failed permanently:\n\n     ann@example.com\n     bob@example.com\n\nTechnical details of permanent failure:\nThe error that the other server returned was:\n550 550 5.2.2 mailbox full (state 14).\n\n   ----- Original message -----\n\nMessage-ID: <m.1@example.org>\n',
    recipients: [
      ['ann@example.com', '5.2.2'],
      ['bob@example.com', '5.2.2'],
    ],
  },
  {
    of: 'sendmail, two addresses with a transcript',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example>',
    subject: 'Returned mail: see transcript for details',
    text: '   ----- The following addresses had permanent fatal errors -----\n<ann@example.com>\n<bob@example.com>\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.com.:\n>>> RCPT To:<ann@example.com>\n<<< 550 5.1.1 <ann@example.com>... User unknown\n>>> RCPT To:<bob@example.com>\n<<< 552 5.2.2 <bob@example.com>... Full\n',
    recipients: [
      ['ann@example.com', '5.1.1'],
      ['bob@example.com', '5.2.2'],
    ],
  },
  {
    of: 'IMail',
    from: '"Postmaster" <postmaster@imail.example>',
    subject: 'Undeliverable Mail',
    text: 'User mailbox exceeds allowed size: ann@example.com\n\n\nOriginal message follows.\n\nReceived: from a by b\n',
    recipients: [['ann@example.com', null]],
  },
  {
    of: 'Notes',
    from: 'Mail Router <postmaster@notes.example>',
    subject: 'Undeliverable message',
    text: '------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nann@example.com\n\n------- Returned Message --------\n\nReceived: from a by b\n',
    recipients: [['ann@example.com', null]],
  },
  {
    of: 'a mail to mobile gateway',
    from: 'post_master@sms.example',
    subject: 'Undeliverable Message',
    text: 'Message could not be delivered to mobile.\nError: No valid recipients for this MM\n\nRCPT TO: 0123456789@sms.example\n',
    recipients: [['0123456789@sms.example', null]],
  },
  {
    of: 'DragonFly',
    from: 'MAILER-DAEMON <>',
    subject: 'Mail delivery failed',
    text: 'This is the DragonFly Mail Agent v0.13 at df.example.\n\nThere was an error delivering your mail to <ann@example.com>.\n\nmx.example.com [192.0.2.1] did not like our RCPT TO:\n550 5.1.1 <ann@example.com>: no such user\n\nMessage headers follow.\n\nReceived: from a by b\n',
    recipients: [['ann@example.com', '5.1.1']],
  },
  {
    of: 'a server that rejected the recipient',
    from: 'Mail server <mailer-daemon@x.example>',
    subject: 'There was an error sending your mail',
    text: "We had trouble delivering your message. Full details follow:\n\nSubject: 'Hello'\n\n1 error(s):\n\nSMTP Server <mx.example.com> rejected recipient <ann@example.com> (Error following RCPT command). It responded as follows: [550 5.1.1 unknown]\n",
    recipients: [['ann@example.com', '5.1.1']],
  },
  {
    of: 'InterScan',
    from: 'InterScan Notification <imss@gw.example>',
    subject: 'メッセージを配信できません。',
    text: 'Sent <<< RCPT TO:<ann@example.com>\nReceived >>> 550 5.1.1 <ann@example.com>... user unknown\nUnable to deliver message to <ann@example.com>\n\nReceived: from a by b\nMessage-ID: <m@example.org>\n',
    recipients: [['ann@example.com', '5.1.1']],
  },
  {
    of: 'hMailServer',
    from: 'mailer-daemon@h.example',
    subject: 'Message undeliverable: Hello',
    text: 'Your message did not reach some or all of the intended recipients.\n\n   Sent: Fri, 13 Feb 2026 16:57:55\n   Subject: Hello\n\nThe following recipient(s) could not be reached:\n\nann@example.com\n   Error Type: SMTP\n   Remote server (192.0.2.1) issued an error.\n   hMailServer sent: RCPT TO:<ann@example.com>\n   Remote server replied: 550 5.1.1 unknown\n',
    recipients: [['ann@example.com', '5.1.1']],
  },
  {
    of: 'MailEnable',
    from: '"Delivery Subsystem" <POSTMASTER@me.example>',
    subject: 'Message Delivery Failure',
    text: 'MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:ann@example.com]\n\tReason: Remote SMTP Server Returned: 550 mailbox unavailable\n\n\nMessage headers follow:\n\nReceived: from a by b\n',
    recipients: [['ann@example.com', null]],
  },
  {
    of: 'PMDF, which names the address before its alias',
    from: 'PMDF <postmaster@pmdf.example>',
    subject: 'Delivery Notification: Delivery has failed',
    text: 'This report relates to a message you sent with the following header fields:\n\n  Message-id: <m.1@example.org>\n  From: support@example.org\n  To: ann@example.com\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: ann@internal-host\n  Original address: ann@example.com\n  Reason: over quota\n',
    recipients: [['ann@example.com', null]],
  },
  {
    of: 'Exchange 2010 as text',
    from: 'Microsoft Outlook <postmaster@example.com>',
    subject: 'Undeliverable: Hello',
    text: "Delivery has failed to these recipients or groups:\n\nAnn Smith (ann@example.com)<mailto:ann@example.com>\nThe e-mail address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating server: mail.example.com\n\nann@example.com\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
    recipients: [['ann@example.com', '5.1.1']],
  },
  {
    of: 'a provider in German',
    from: 'Mail Delivery System <mailer-daemon@anbieter.example>',
    subject: 'Nicht zustellbar: Drucker',
    text: 'Ihre Nachricht konnte nicht zugestellt werden:\n\n<anna@example.de>:\nHost sagte: 550 5.1.1 Empfänger unbekannt\n',
    recipients: [['anna@example.de', '5.1.1']],
  },
  {
    of: 'a provider in Spanish',
    from: 'Administrador del sistema <postmaster@proveedor.example>',
    subject: 'No se puede entregar: impresora',
    text: 'No se pudo entregar el mensaje a estos destinatarios:\n\n  ana@example.es\n  550 5.1.10 no encontrado\n',
    recipients: [['ana@example.es', '5.1.10']],
  },
  ...[
    ['Не удается доставить: Ваша заявка', 'Не удалось доставить сообщение следующим получателям:'],
    ['未送达: 您的工单', '未能向这些收件人或组传递邮件:'],
    ['Ei voi toimittaa: Tukipyyntö', 'Viestin toimittaminen seuraaville vastaanottajille epäonnistui:'],
    ['Nedoručitelné: Váš požadavek', 'Zprávu nelze doručit následujícím příjemcům:'],
    ['배달되지 않음: 문의', '다음 받는 사람에게 배달하지 못했습니다.'],
  ].map(
    ([subject = '', text = '']): NoticeCase => ({
      of: `Exchange: ${subject}`,
      from: 'Microsoft Outlook <postmaster@cust.example>',
      subject,
      text: `${text}\n\nann@example.com (ann@example.com)<mailto:ann@example.com>\n\nann@example.com\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n`,
      recipients: [['ann@example.com', '5.1.1']],
    }),
  ),
]

describe('notices of many makes', () => {
  for (const { of, from, subject, text, recipients } of cases) {
    it(`reads that of ${of}`, () => {
      const verdict = screen(buildMail({ From: from, To: 'support@example.org', Subject: subject }, text), noFacts)
      expect(verdict.kind).toBe('bounce')
      expect(verdict.bounce?.recipients.map(({ address, status }) => [address, status])).toEqual(recipients)
    })
  }

  it('takes "not been delivered" for no delay', () => {
    const text =
      'Your message to ann@example.com has reached our address, but it is wrong.\n\nYour message has NOT been delivered.\n'
    const verdict = screen(
      buildMail(
        { From: 'MAILER-DAEMON@example.net', Subject: 'Your message to ann@example.com could not be delivered.' },
        text,
      ),
      noFacts,
    )
    expect(verdict.bounce?.recipients).toMatchObject([{ address: 'ann@example.com', action: 'failed' }])
  })
})
