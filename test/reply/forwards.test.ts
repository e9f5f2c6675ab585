import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'
import { findForward } from '../../src/reply/find-forward.ts'

const body = 'The projector in room 4 stays dark.\n\nRegards,\nPaul'
const comment = 'Can you look at this?'

interface Client {
  marker: string
  labels: readonly [from: string, subject: string, date: string, to: string]
}

/** "Begin forwarded message:" of Apple Mail, and its labels. */
const apple: Record<string, Client> = {
  English: { marker: 'Begin forwarded message:', labels: ['From:', 'Subject:', 'Date:', 'To:'] },
  French: { marker: 'Début du message transféré :', labels: ['De: ', 'Objet: ', 'Date: ', 'À: '] },
  German: { marker: 'Anfang der weitergeleiteten Nachricht:', labels: ['Von:', 'Betreff:', 'Datum:', 'An:'] },
  Spanish: { marker: 'Inicio del mensaje reenviado:', labels: ['De:', 'Asunto:', 'Fecha:', 'Para:'] },
  Italian: { marker: 'Inizio messaggio inoltrato:', labels: ['Da:', 'Oggetto:', 'Data:', 'A:'] },
  Portuguese: { marker: 'Início da mensagem reencaminhada:', labels: ['De:', 'Assunto:', 'Data:', 'Para:'] },
  Dutch: { marker: 'Begin doorgestuurd bericht:', labels: ['Van:', 'Onderwerp:', 'Datum:', 'Aan:'] },
  Polish: { marker: 'Początek przekazywanej wiadomości:', labels: ['Od:', 'Temat:', 'Data:', 'Do:'] },
  Danish: { marker: 'Start på videresendt besked:', labels: ['Fra:', 'Emne:', 'Dato:', 'Til:'] },
  Finnish: { marker: 'Välitetty viesti alkaa:', labels: ['Lähettäjä:', 'Aihe:', 'Päivämäärä:', 'Vastaanottaja:'] },
  'a language of no table': { marker: 'Hasiera birbidalitako mezua:', labels: ['From:', 'Subject:', 'Date:', 'To:'] },
}

/** Thunderbird, Gmail, Yahoo, Roundcube and others put it between dashes. */
const dashed: Record<string, Client> = {
  'Gmail in English': {
    marker: '---------- Forwarded message ---------',
    labels: ['From:', 'Subject:', 'Date:', 'To:'],
  },
  'Gmail in French': { marker: '---------- Forwarded message ---------', labels: ['De :', 'Subject:', 'Date:', 'To:'] },
  'Thunderbird in English': {
    marker: '-------- Forwarded Message --------',
    labels: ['From: \t', 'Subject: \t', 'Date: \t', 'To: \t'],
  },
  'Thunderbird in French': {
    marker: '-------- Message transféré --------',
    labels: ['De :\t', 'Sujet :\t', 'Date :\t', 'Pour :\t'],
  },
  'Thunderbird in German': {
    marker: '-------- Weitergeleitete Nachricht --------',
    labels: ['Von: ', 'Betreff: ', 'Datum: ', 'An: '],
  },
  'Thunderbird in Spanish': {
    marker: '-------- Mensaje reenviado --------',
    labels: ['De: ', 'Asunto: ', 'Fecha: ', 'Para: '],
  },
  'Thunderbird in Italian': {
    marker: '-------- Messaggio Inoltrato --------',
    labels: ['Mittente: ', 'Oggetto: ', 'Data: ', 'A: '],
  },
  'Thunderbird in Portuguese': {
    marker: '-------- Mensagem encaminhada --------',
    labels: ['De: ', 'Assunto: ', 'Data: ', 'Para: '],
  },
  'Thunderbird in Dutch': {
    marker: '-------- Doorgestuurd bericht --------',
    labels: ['Van: ', 'Onderwerp: ', 'Datum: ', 'Aan: '],
  },
  'Thunderbird in Polish': {
    marker: '-------- Treść przekazanej wiadomości --------',
    labels: ['Nadawca: ', 'Temat: ', 'Data: ', 'Adresat: '],
  },
  'Thunderbird in Swedish': {
    marker: '-------- Vidarebefordrat meddelande --------',
    labels: ['Från: ', 'Ämne: ', 'Datum: ', 'Till: '],
  },
  'Thunderbird in Czech': {
    marker: '-------- Přeposlaná zpráva --------',
    labels: ['Od: ', 'Předmět: ', 'Datum: ', 'Komu: '],
  },
  'Thunderbird in Hungarian': {
    marker: '-------- Továbbított üzenet --------',
    labels: ['Feladó: ', 'Tárgy: ', 'Dátum: ', 'Címzett: '],
  },
  'Thunderbird in Russian': {
    marker: '-------- Перенаправленное сообщение --------',
    labels: ['От: ', 'Тема: ', 'Дата: ', 'Кому: '],
  },
  'Thunderbird in Turkish': {
    marker: '-------- İletilmiş İleti --------',
    labels: ['Kimden: ', 'Konu: ', 'Tarih: ', 'Kime: '],
  },
  'Thunderbird in Greek': {
    marker: '-------- Προωθημένο μήνυμα --------',
    labels: ['Από: ', 'Θέμα: ', 'Ημερομηνία: ', 'Προς: '],
  },
  'Thunderbird in Japanese': {
    marker: '-------- 転送メッセージ --------',
    labels: ['差出人: ', '件名: ', '日付: ', '宛先: '],
  },
  'Thunderbird in Chinese': {
    marker: '-------- 转发的消息 --------',
    labels: ['发件人： ', '主题： ', '日期： ', '收件人： '],
  },
  'Yahoo in French': { marker: '----- Message transféré -----', labels: ['De :', 'Objet :', 'Envoyé :', 'À :'] },
  'Samsung in German': {
    marker: '-------- Weitergeleitete Nachricht --------',
    labels: ['Von:', 'Betreff:', 'Datum:', 'An:'],
  },
  'a client of no table': { marker: 'Forwarded message:', labels: ['From:', 'Subject:', 'Date:', 'To:'] },
}

function block({ labels: [from, subject, date, to] }: Client): string {
  return [
    `${from}Paul Roe <paul@example.org>`,
    `${subject}Projector`,
    `${date}23 November 2026 09:31:12 CET`,
    `${to}ann@example.org`,
  ].join('\n')
}

const expected = {
  from: { name: 'Paul Roe', address: 'paul@example.org' },
  subject: 'Projector',
  text: body,
  to: [{ name: '', address: 'ann@example.org' }],
}

describe('Apple Mail', () => {
  test.each(Object.entries(apple))('in %s', (_language, client) => {
    const quoted = `${client.marker}\n\n${block(client)}\n\n${body}`.replaceAll(/^/gm, '> ').replaceAll('> \n', '>\n')
    expect(findForward(bodyOnly({ text: `${quoted}\n` }))).toMatchObject({ ...expected, comment: '' })
    const mail = bodyOnly({
      text: `${comment}\n\n${quoted}\n`,
      inReplyTo: ['<a@example.org>'],
      references: ['<a@example.org>'],
    })
    expect(findForward(mail)).toMatchObject({ ...expected, comment })
    expect(extractReply(mail, [])).toMatchObject({ text: mail.text, quoted: '', rules: ['forward'] })
  })
})

describe('clients with a line of dashes', () => {
  test.each(Object.entries(dashed))('%s', (_name, client) => {
    const mail = bodyOnly({
      text: `${comment}\n\n${client.marker}\n${block(client)}\n\n${body}\n`,
      references: ['<a@example.org>'],
    })
    expect(findForward(mail)).toMatchObject({ ...expected, comment })
    expect(extractReply(mail, []).text).toBe(mail.text)
  })

  test('Yahoo puts the whole block on one line', () => {
    const text = `${comment}\n\n----- Forwarded Message ----- From: Paul Roe <paul@example.org>To: ann@example.org <ann@example.org>Sent: Monday, November 23, 2026, 09:31:12 AM GMT+1Subject: Projector\n${body}`
    expect(findForward(bodyOnly({ text }))).toMatchObject({ ...expected, comment })
  })
})

describe('Outlook, which marks a forward in the subject alone', () => {
  const outlook =
    '________________________________\nFrom: Paul Roe <paul@example.org>\nSent: Monday, November 23, 2026 09:31\nTo: ann@example.org <ann@example.org>\nSubject: Projector'
  const text = `${comment}\n\n${outlook}\n\n${body}\n`

  test.each([
    'FW: Projector',
    'Fwd: Projector',
    'TR: Projector',
    'WG: Projector',
    'RV: Projector',
    'I: Projector',
    'ENC: Projector',
    'VB: Projector',
    'PD: Projector',
    '转发: Projector',
  ])('%s', (subject) => {
    expect(findForward(bodyOnly({ text, subject }))).toMatchObject({ ...expected, comment, rule: 'forward-subject' })
  })

  test.each(['RE: Projector', 'AW: Projector', 'Re: Fwd: Projector', 'SV: Projector'])('%s is an answer', (subject) => {
    expect(findForward(bodyOnly({ text, subject }))).toBeNull()
    expect(extractReply(bodyOnly({ text, subject }), []).text).toBe(comment)
  })

  test('a mail with another subject that answers another is none', () => {
    expect(findForward(bodyOnly({ text, subject: 'Projector', inReplyTo: ['<a@example.org>'] }))).toBeNull()
  })

  test('Outlook for the Mac writes an attribution and indents', () => {
    const indented = `${comment}\n\nOn 23/11/2026 09:31, "Paul Roe" <paul@example.org> wrote:\n\n${body.replaceAll(/^(?=.)/gm, '    ')}\n`
    expect(findForward(bodyOnly({ text: indented, subject: 'FW: Projector' }))).toMatchObject({
      from: expected.from,
      subject: 'Projector',
      text: body,
      comment,
    })
  })

  test('"VS:" is an answer where the mail belongs to a thread (Finnish)', () => {
    expect(findForward(bodyOnly({ text, subject: 'VS: Projector' }))).toMatchObject(expected)
    expect(findForward(bodyOnly({ text, subject: 'VS: Projector', inReplyTo: ['<a@example.org>'] }))).toBeNull()
  })
})

describe('what is no forward', () => {
  test('a forward inside what a reply quotes', () => {
    const forwarded = `---------- Forwarded message ---------\n${block(dashed['Gmail in English'] ?? { marker: '', labels: ['', '', '', ''] })}\n\n${body}`
    const text = `Done.\n\nOn Mon, Nov 23, 2026 at 9:31 AM Ann <ann@example.org> wrote:\n\n${forwarded}`
    expect(findForward(bodyOnly({ text }))).toBeNull()
    expect(extractReply(bodyOnly({ text }), []).text).toBe('Done.')
  })

  test('words about a forwarded message', () => {
    expect(findForward(bodyOnly({ text: 'See the forwarded message:\n\nit is short.' }))).toBeNull()
  })

  test('an empty mail', () => {
    expect(findForward(bodyOnly({}))).toBeNull()
  })
})
