import { describe, expect, it } from 'vitest'
import { noFacts, screen } from '../../src/screening/screen.ts'
import { buildMail, buildPart } from './build-mail.ts'

const person = { From: 'Ann Smith <ann@example.com>', To: 'support@example.org', Subject: 'Printer' }
const answers = { ...noFacts, answersOurs: true }

describe('bulk mail and lists', () => {
  it('sees Precedence: bulk and one-click unsubscription', () => {
    const newsletter = { 'List-Unsubscribe': '<https://example.com/u>' }
    for (const headers of [{ Precedence: 'bulk' }, { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }]) {
      const verdict = screen(buildMail({ ...person, ...newsletter, ...headers }), noFacts)
      expect(verdict).toMatchObject({ kind: 'bulk', rule: 'bulk-mail' })
    }
  })

  it('keeps what a web form sends as bulk apart from newsletters: it becomes a ticket that is not answered', () => {
    const verdict = screen(buildMail({ ...person, Precedence: 'bulk' }, 'My printer burns.'), noFacts)
    expect(verdict).toMatchObject({ kind: 'auto-generated', rule: 'bulk-mail' })
  })

  it('does not take words that no standard knows for bulk', () => {
    expect(screen(buildMail({ ...person, Precedence: 'never-bounce' }), noFacts)).toMatchObject({
      kind: 'human',
      signs: [],
    })
  })

  it('lets a member of a list write, and a support address that is a group', () => {
    const list = {
      ...person,
      'List-Id': '<support.example.org>',
      'List-Post': '<mailto:support@example.org>',
      Precedence: 'list',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }
    const verdict = screen(buildMail(list, 'My printer burns.'), noFacts)
    expect(verdict).toMatchObject({ kind: 'human', signs: [{ rule: 'mailing-list', weak: true }] })
    expect(screen(buildMail({ ...list, Precedence: 'bulk' }, 'It still burns.'), answers).kind).toBe('human')
  })

  it('believes spam marks of the configured servers only, and never against an answer to ours', () => {
    const mail = buildMail({ ...person, 'X-Spam-Flag': 'YES' }, 'It still burns.')
    const configured = { ...noFacts, spamHeaders: [{ name: 'x-spam-flag', value: 'yes' }] }
    expect(screen(mail, configured)).toMatchObject({ kind: 'bulk', rule: 'spam' })
    expect(screen(mail, noFacts).signs).toEqual([])
    expect(screen(mail, { ...configured, answersOurs: true })).toMatchObject({
      kind: 'human',
      signs: [{ rule: 'spam', weak: true }],
    })
  })
})

describe('feedback reports', () => {
  it('sees RFC 5965, and names the mail that was complained of', () => {
    const report = {
      type: 'feedback-report',
      fields: 'Feedback-Type: abuse\nVersion: 1\n',
      returnedHeaders: 'Message-ID: <m.1@example.org>\nSubject: Printer\n',
    }
    const verdict = screen(
      buildMail({ ...person, Subject: 'FW: Printer' }, 'This is an abuse report.', { report }),
      noFacts,
    )
    expect(verdict).toMatchObject({ kind: 'feedback-report', rule: 'feedback-report' })
    expect(verdict.reason.fr).toContain('<m.1@example.org>')
  })

  it('sees the older form of Microsoft', () => {
    const original = buildPart(
      'message/rfc822',
      'X-HmXmrOriginalRecipient: ann@example.com\nFrom: support@example.org\nSubject: Printer\n\nHello',
    )
    const mail = buildMail(
      { From: 'staff@hotmail.com', To: 'abuse@example.org', Subject: 'complaint about message from 192.0.2.1' },
      '',
      { attachments: [original] },
    )
    expect(screen(mail, noFacts).kind).toBe('feedback-report')
  })
})

describe('loops and other systems', () => {
  it('knows our own mail', () => {
    expect(screen(buildMail(person), { ...noFacts, isOurOwn: true })).toMatchObject({ kind: 'loop', rule: 'own-mail' })
    expect(
      screen(buildMail({ ...person, From: 'support@example.org' }), {
        ...noFacts,
        isFromDesk: true,
      }).kind,
    ).toBe('loop')
  })

  it('sees other desks as a weak sign: a colleague may speak through them', () => {
    for (const headers of [
      { 'RT-Ticket': 'example #12' },
      { 'X-Mailer': 'Zendesk Mailer' },
      { 'Message-ID': '<GLPI_1-Ticket-12@glpi.example>' },
    ]) {
      const verdict = screen(buildMail({ ...person, ...headers }, 'Please see our ticket.'), noFacts)
      expect(verdict).toMatchObject({ kind: 'human', signs: [{ rule: 'ticket-system', weak: true }] })
    }
  })

  it('takes cron at its word', () => {
    expect(screen(buildMail({ ...person, 'X-Cron-Env': '<SHELL=/bin/sh>' }), noFacts)).toMatchObject({
      kind: 'auto-generated',
      rule: 'ticket-system',
    })
  })

  it('takes a no-reply address for a weak sign: web forms write so for people', () => {
    const verdict = screen(buildMail({ ...person, From: 'Shop <no-reply@example.com>' }, 'My printer burns.'), noFacts)
    expect(verdict).toMatchObject({ kind: 'human', signs: [{ rule: 'system-sender', weak: true }] })
    expect(screen(buildMail({ ...person, From: 'noreen@example.com' }), noFacts).signs).toEqual([])
    expect(screen(buildMail(person), { ...noFacts, envelopeFrom: '' }).signs).toMatchObject([
      { rule: 'system-sender', weak: true },
    ])
  })

  it('finds nothing in what a person writes', () => {
    expect(screen(buildMail(person, 'My printer burns.'), noFacts)).toEqual({
      kind: 'human',
      rule: 'none',
      reason: { en: 'no rule matched', fr: 'aucune règle ne s’applique' },
      signs: [],
      bounce: null,
    })
  })
})
