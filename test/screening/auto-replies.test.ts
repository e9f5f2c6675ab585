import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail, buildPart } from './build-mail.ts'

const person = { From: 'Ann Smith <ann@example.com>', To: 'support@example.org', Subject: 'Printer' }
const answers = { ...noFacts, answersOurs: true }

describe('automatic replies', () => {
  const replies: { of: string; headers: Record<string, string>; kind: string; rule: string }[] = [
    { of: 'RFC 3834', headers: { 'Auto-Submitted': 'auto-replied' }, kind: 'auto-reply', rule: 'auto-submitted' },
    {
      of: 'RFC 3834 with a comment',
      headers: { 'Auto-Submitted': 'Auto-Replied (vacation)' },
      kind: 'auto-reply',
      rule: 'auto-submitted',
    },
    {
      of: 'a program',
      headers: { 'Auto-Submitted': 'auto-generated' },
      kind: 'auto-generated',
      rule: 'auto-submitted',
    },
    {
      of: 'Sieve notify (RFC 5436)',
      headers: { 'Auto-Submitted': 'auto-notified; owner-email="me@x.example"' },
      kind: 'auto-generated',
      rule: 'auto-submitted',
    },
    {
      of: 'Gmail',
      headers: { 'X-Autoreply': 'yes', Precedence: 'bulk' },
      kind: 'auto-reply',
      rule: 'auto-reply-header',
    },
    {
      of: 'cPanel',
      headers: { 'X-Autorespond': 'Printer', 'X-Precedence': 'auto_reply' },
      kind: 'auto-reply',
      rule: 'auto-reply-header',
    },
    { of: 'vacation', headers: { Precedence: 'auto_reply' }, kind: 'auto-reply', rule: 'auto-reply-header' },
    {
      of: 'Mailtraq',
      headers: { 'X-POST-MessageClass': '9; Autoresponder' },
      kind: 'auto-reply',
      rule: 'auto-reply-header',
    },
    { of: 'iCloud', headers: { 'X-Apple-Action': 'VACATION' }, kind: 'auto-reply', rule: 'auto-reply-header' },
    {
      of: 'Exchange',
      headers: { 'X-Auto-Response-Suppress': 'All', Subject: 'Automatic reply: Printer' },
      kind: 'auto-reply',
      rule: 'auto-response-suppress',
    },
    {
      of: 'Exchange in French',
      headers: {
        'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
        Subject: 'Réponse automatique : imprimante',
      },
      kind: 'auto-reply',
      rule: 'auto-response-suppress',
    },
  ]
  for (const { of, headers, kind, rule } of replies) {
    it(`are seen where ${of} marks them, even as an answer to ours`, () => {
      expect(screen(buildMail({ ...person, ...headers }, 'I am away.'), answers)).toMatchObject({ kind, rule })
    })
  }

  it('are not what `no` and `auto-forwarded` say', () => {
    for (const word of ['no', 'auto-forwarded', 'No (really)']) {
      const verdict = screen(buildMail({ ...person, 'Auto-Submitted': word }, 'My printer burns.'), noFacts)
      expect(verdict).toMatchObject({ kind: 'human', signs: [] })
    }
  })

  it('have a subject of their own in many languages, which is a weak sign only', () => {
    const subjects = [
      'Out of office',
      'Absence du bureau',
      'Abwesenheitsnotiz: Drucker',
      'Respuesta automática: impresora',
      'Risposta automatica: stampante',
      'Resposta automática: impressora',
      'Automatisch antwoord: printer',
      'Autosvar: skrivare',
      'Odpowiedź automatyczna: drukarka',
      'Automaattinen vastaus: tulostin',
      'Автоответ: принтер',
      'Otomatik yanıt: yazıcı',
      '自動応答: プリンタ',
      '自动答复: 打印机',
      '자동 회신: 프린터',
      'رد تلقائي: طابعة',
      'תשובה אוטומטית: מדפסת',
      'Ann Smith is out of the office (returning 02/01/2030)',
    ]
    for (const Subject of subjects) {
      const verdict = screen(buildMail({ ...person, Subject }, 'My printer burns.'), noFacts)
      expect([Subject, verdict.kind]).toEqual([Subject, 'human'])
      expect(verdict.signs).toMatchObject([{ rule: 'auto-reply-subject', weak: true }])
    }
  })

  it('are two weak signs of one kind, unless the mail answers one of ours', () => {
    const mail = buildMail(
      { ...person, Subject: 'Out of office', 'X-MS-Exchange-Inbox-Rules-Loop': 'ann@example.com' },
      'Back on Monday.',
    )
    expect(screen(mail, noFacts).kind).toBe('auto-reply')
    const answer = screen(mail, answers)
    expect(answer.kind).toBe('human')
    expect(answer.signs).toHaveLength(2)
  })
})

describe('read receipts and calendars', () => {
  it('sees a disposition notification (RFC 8098)', () => {
    const fields =
      'Reporting-UA: mail.example.com\nFinal-Recipient: rfc822;ann@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n'
    const mail = buildMail({ ...person, Subject: 'Read: Printer' }, 'Your message was read', {
      report: { type: 'disposition-notification', fields, returnedHeaders: '' },
    })
    expect(screen(mail, answers)).toMatchObject({ kind: 'auto-reply', rule: 'read-receipt' })
  })

  it('takes a rejection that Sieve writes as a disposition for the bounce it is', () => {
    const fields =
      'Final-Recipient: rfc822; ann@example.com\nDisposition: automatic-action/MDN-sent-automatically; deleted\n'
    const mail = buildMail(
      {
        From: 'Mail Delivery Subsystem <admin@example.com>',
        To: 'support@example.org',
        Subject: 'Automatically rejected mail',
        'Auto-Submitted': 'auto-replied (rejected)',
      },
      'Your message to <ann@example.com> was automatically rejected:\nQuota exceeded',
      { report: { type: 'disposition-notification', fields, returnedHeaders: '' } },
    )
    expect(screen(mail, noFacts)).toMatchObject({
      kind: 'bounce',
      bounce: { recipients: [{ address: 'ann@example.com' }] },
    })
  })

  const reply = buildPart('text/calendar', 'BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n')
  it('sees a calendar that answers an invitation, and the person who writes a line with it', () => {
    const bare = buildMail({ ...person, Subject: 'Accepted: visit' }, '', { attachments: [reply] })
    expect(screen(bare, noFacts)).toMatchObject({ kind: 'auto-reply', rule: 'calendar-reply' })
    const wordy = buildMail(
      { ...person, Subject: 'Accepted: visit' },
      'Yes, but please come at ten: the printer room is locked before.',
      { attachments: [reply] },
    )
    expect(screen(wordy, noFacts)).toMatchObject({ kind: 'human', signs: [{ weak: true }] })
  })

  it('leaves an invitation to people', () => {
    const invitation = buildPart('text/calendar', 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n')
    expect(screen(buildMail(person, '', { attachments: [invitation] }), noFacts).signs).toEqual([])
  })
})

describe('challenges', () => {
  it('sees a filter that asks for proof of being a person', () => {
    const mail = buildMail(
      { From: 'MailInBlack <noreply@mailinblack.com>', To: 'support@example.org', Subject: 'Authentification requise' },
      'Bonjour,\nCliquez sur le lien pour vous authentifier et faire délivrer votre message.',
    )
    expect(screen(mail, answers)).toMatchObject({ kind: 'auto-reply', rule: 'challenge' })
  })

  it('lets the people of such a service write', () => {
    const mail = buildMail({ ...person, From: 'Paul <paul@mailinblack.com>' }, 'Our invoice is wrong.')
    expect(screen(mail, noFacts)).toMatchObject({ kind: 'human', signs: [{ rule: 'challenge', weak: true }] })
  })
})
