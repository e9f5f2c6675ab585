import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/i18n/language.ts'
import { htmlToText } from '../../src/mail/html-to-text.ts'
import { bodyOnly } from '../../src/mail/parse.ts'
import { MAIL_EVENTS } from '../../src/mail-template/registry.ts'
import { createTemplates, type RenderedMail } from '../../src/mail-template/render.ts'
import { shippedTemplates } from '../../src/mail-template/template-files.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

const templates = createTemplates({ folder: shippedTemplates })
const all = MAIL_EVENTS.flatMap((event) => LANGUAGES.map((language) => ({ event, language })))
const words = 'The lower tray was open.\n\nIt prints again, but only in grey.'

/** Outlook quotes the HTML that it shows, without a mark, in both parts. */
const outlook: Record<string, (mail: RenderedMail) => { html: string | null; text: string }> = {
  'in HTML': ({ html, subject }) => {
    const quoting = `<div>The lower tray was open.</div><div><br></div><div>It prints again, but only in grey.</div>
<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>De&nbsp;:</b> Desk &lt;desk@school.example&gt;<br><b>Envoyé&nbsp;:</b> mardi 24 novembre 2026 10:00<br><b>À&nbsp;:</b> Jane &lt;jane@client.example&gt;<br><b>Objet&nbsp;:</b> ${subject}<div>&nbsp;</div></div>${html}`
    return { html: quoting, text: htmlToText(quoting) }
  },
  'as text': ({ html, subject }) => ({
    html: null,
    text: `${words}\n\n________________________________\nFrom: Desk <desk@school.example>\nSent: Tuesday, November 24, 2026 10:00 AM\nTo: Jane <jane@client.example>\nSubject: ${subject}\n\n${htmlToText(html).replaceAll(/^(?:> ?)+/gm, '')}`,
  }),
}

describe.each(Object.entries(outlook))(
  'each of our mails, quoted by Outlook %s, is no part of the answer',
  (_how, quote) => {
    it.each(all)('$event in $language', async ({ event, language }) => {
      const mail = await templates.preview(event, language)
      const { html, text } = quote(mail)
      const read = extractReply(
        { ...bodyOnly({ text, subject: 'Re: it' }), html, textSource: html === null ? 'plain' : 'html' },
        [
          { text: mail.text, isPrivate: false },
          { text: htmlToText(mail.html), isPrivate: false },
        ],
      )
      expect(read.text).toBe(words)
    })
  },
)
