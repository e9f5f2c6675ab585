import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/i18n/language.ts'
import { REPLY_MARKERS } from '../../src/i18n/reply-marker.ts'
import { parseMailData } from '../../src/mail-template/parse-mail-data.ts'
import { entryOf, MAIL_EVENTS, mailEvents } from '../../src/mail-template/registry.ts'
import { createTemplates } from '../../src/mail-template/render.ts'
import { sampleOf } from '../../src/mail-template/samples/sample-of.ts'
import { htmlOfText } from '../../src/mail-template/sanitised-html.ts'
import { shippedTemplates } from '../../src/mail-template/template-files.ts'

const templates = createTemplates({ folder: shippedTemplates })

describe('the shipped templates', () => {
  it('have nothing wrong', async () => {
    expect(await templates.check()).toEqual([])
  })

  it('are all named in the page for administrators', async () => {
    const page = await readFile(new URL('../../docs/mail-templates.md', import.meta.url), 'utf8')
    for (const event of MAIL_EVENTS) expect(page).toContain(`\`${event}\``)
  })

  it('are compiled by prewarm', async () => {
    const broken: unknown[] = []
    await templates.prewarm((error) => broken.push(error))
    expect(broken).toEqual([])
  })

  const all = MAIL_EVENTS.flatMap((event) => LANGUAGES.map((language) => ({ event, language })))
  it.each(all)('$event in $language reads well as text and loads nothing', async ({ event, language }) => {
    const mail = await templates.preview(event, language)
    expect(mail.subject).toMatch(/^\S.*\S$/)
    for (const line of mail.text.split('\n')) expect(line.includes('://') || line.length <= 120, line).toBe(true)
    expect(mail.text).not.toMatch(/<[a-z/]|&[a-z#]+;|\n\n\n|\{\{|undefined|\[object/)
    expect(mail.html).not.toMatch(/\{\{|undefined|\[object|<img|<link|<script|url\(|@import/)
    expect(mail.html).toContain(`<html lang="${language}"`)
    expect(mail.html).toContain('name="color-scheme"')
    for (const [table] of mail.html.replaceAll(/<!--[\s\S]*?-->/g, '').matchAll(/<table[^>]*>/g))
      expect(table).toContain('role="presentation"')
    expect(mail.html.length).toBeLessThan(40_000)
  })

  it.each(all.filter(({ language }) => language === 'fr'))('$event in French is set in French', async ({ event }) => {
    const { subject, text } = await templates.preview(event, 'fr')
    const ours = `${subject}\n${text}`.replaceAll(/\S+:\/\/\S+|mailto:\S+|Re: /g, '')
    expect(ours).not.toMatch(/[a-zé]'[a-zéêh]/i)
    expect(ours).not.toMatch(/[a-zà-ÿ][!?;»]| [!?;»:]|« /i)
  })

  it('keep a thread together by its subject, and say Re: from the second mail on', async () => {
    const title = sampleOf('followup', 'en').ticket
    expect((await templates.preview('new-ticket', 'en')).subject).toBe(`${title.tag} ${title.title}`)
    for (const event of ['new', 'followup', 'solved', 'closed'] as const)
      expect((await templates.preview(event, 'en')).subject).toBe(`Re: ${title.tag} ${title.title}`)
  })

  it('quote the earlier exchange below the marker line, both ways', async () => {
    for (const language of LANGUAGES) {
      const { html, text } = await templates.preview('solved', language)
      const question = sampleOf('solved', language).history[1]?.text.split('\n')[0] ?? ''
      const [above = '', below = ''] = text.split(REPLY_MARKERS[language])
      expect(above).toContain('/l/yes-')
      expect(below).toContain(`> ${question}`)
      expect(html.indexOf('<blockquote')).toBeGreaterThan(html.indexOf(REPLY_MARKERS[language]))
    }
  })

  it.each([
    ['en', 'that we do not accept. The file is “labels.exe”.'],
    ['fr', 'que nous n’acceptons pas. Il s’agit de «\u00a0etiquettes.exe\u00a0».'],
  ] as const)(
    'name the file that a mail was refused for in a sentence of its own, in %s',
    async (language, sentence) => {
      const { text } = await templates.preview('rejected-mail', language)
      expect(text.replaceAll('\n', ' ')).toContain(sentence)
    },
  )

  it.each(LANGUAGES)('quote nothing of a held mail without text, in %s', async (language) => {
    const sample = sampleOf('confirm-sender', language)
    for (const subject of ['', 'Printer']) {
      const held = { ...sample.held, subject, start: '' }
      const { html, text } = await templates.render('confirm-sender', language, { ...sample, held })
      expect(html).not.toContain('<blockquote')
      expect(text).not.toMatch(/^>/m)
      expect(text).toMatch(subject ? /\n.*[“«]\s?Printer\s?[”»]\.\n/ : /@riverside\.example\.\n|@atelier\.example\.\n/)
    }
  })

  it.each([
    ['en', 'copied in somebody who does not take part', 'copied in people who do not take part'],
    ['fr', 'copie quelqu’un qui ne participe pas', 'copie des personnes qui ne participent pas'],
  ] as const)('tell one proposed observer from several, in %s', async (language, one, several) => {
    const sample = sampleOf('observer-proposed', language)
    const said = async (data: typeof sample) =>
      (await templates.render('observer-proposed', language, data)).text.replaceAll('\n', ' ')
    expect(await said(sample)).toContain(one)
    expect(await said({ ...sample, proposed: [...sample.proposed, ...sample.proposed] })).toContain(several)
  })

  it.each([
    ['en', 'A line of your reply begins', 'that line mended, or without it.', 'Lines of your reply begin'],
    [
      'fr',
      'Une ligne de votre réponse commence',
      'cette ligne, ou en l’ôtant.',
      'Des lignes de votre réponse commencent',
    ],
  ] as const)('tell one unknown command from several, in %s', async (language, one, mend, several) => {
    const sample = sampleOf('command-unknown', language)
    const said = async (data: typeof sample) =>
      (await templates.render('command-unknown', language, data)).text.replaceAll('\n', ' ')
    const single = await said({ ...sample, unknown: sample.unknown.slice(0, 1) })
    expect(single).toContain(one)
    expect(single).toContain(mend)
    expect(sample.unknown.length).toBeGreaterThan(1)
    expect(await said(sample)).toContain(several)
  })

  it('leave the answer to the requester: observers get the solution without buttons', async () => {
    const { html, text } = await templates.render('solved', 'en', { ...sampleOf('solved', 'en'), links: null })
    for (const part of [html, text]) expect(part).not.toMatch(/mailto:|Does it work|close the ticket/)
  })

  it('approve and refuse by a link and by a mail, in both parts', async () => {
    const { links } = sampleOf('solved', 'en')
    const { html, text } = await templates.preview('solved', 'en')
    expect(Object.keys(links ?? {})).toHaveLength(4)
    for (const link of Object.values(links ?? {})) {
      expect(text.split('\n')).toContain(link)
      expect(html.replaceAll('&#x3D;', '=')).toContain(`href="${link}"`)
    }
  })
})

describe('what people wrote', () => {
  const data = sampleOf('followup', 'en')

  it('is escaped in HTML and left alone in text', async () => {
    const nasty = `<script>alert(1)</script> & "Co" 'x'`
    const mail = await templates.render('followup', 'en', {
      ...data,
      ticket: { ...data.ticket, title: nasty },
      author: { displayName: nasty },
      attachments: [{ filename: nasty, size: 3 }],
      body: { html: htmlOfText(nasty), text: nasty },
    })
    expect(mail.html).not.toContain('<script>')
    expect(mail.html).toContain('&lt;script&gt;')
    expect(mail.text).toContain(nasty)
    expect(mail.subject).toContain(nasty)
  })

  it('is no template: braces in it stay what they are', async () => {
    const text = '{{desk.address}} {{{body.html}}} {{#each history}}'
    const mail = await templates.render('followup', 'en', { ...data, body: { html: htmlOfText(text), text } })
    expect(mail.html).toContain(text)
    expect(mail.text).toContain(text)
  })

  it('cannot add a header: line ends and turning marks leave the subject', async () => {
    const title = `Hello\r\nBcc: victim@example.org\u2028\u202eevil\u0000 ${'long '.repeat(100)}`
    const { subject } = await templates.render('followup', 'en', { ...data, ticket: { ...data.ticket, title } })
    expect(subject).toMatch(/^Re: \[HELP #0000042\] Hello Bcc: victim@example\.org evil long/)
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u202e]/u)
    expect([...subject].length).toBeLessThanOrEqual(200)
  })
})

describe('the data of a mail', () => {
  const data = sampleOf('followup', 'en')

  it('refuses a field that a requester’s mail has no place for', () => {
    const [item] = data.history
    const withMark = { ...data, history: [{ ...item, private: true }] }
    expect(() => parseMailData('followup', withMark)).toThrow('does not fit its template')
  })

  it('has no private mark in any schema for requesters', () => {
    const forRequesters = MAIL_EVENTS.filter((event) => entryOf(event).audience === 'requester')
    expect(forRequesters.length).toBeGreaterThan(5)
    for (const event of forRequesters)
      expect(JSON.stringify(mailEvents[event].schema.toJSONSchema({ unrepresentable: 'any' }))).not.toMatch(
        /private|assignee|urgency/,
      )
  })

  it('refuses HTML that no sanitiser has seen, and links that are none', async () => {
    expect(() => htmlOfText('<script>')).not.toThrow()
    const reminder = sampleOf('close-reminder', 'en')
    const links = { ...reminder.links, approve: 'javascript:alert(1)' }
    await expect(templates.render('close-reminder', 'en', { ...reminder, links })).rejects.toMatchObject({
      code: 'template-data',
    })
  })
})
