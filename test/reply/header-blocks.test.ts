import { describe, expect, it, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

/** From, sent, to, subject as Outlook and its kin write them, by language. */
const labels: Record<string, readonly [string, string, string, string]> = {
  English: ['From:', 'Sent:', 'To:', 'Subject:'],
  'English (Mac)': ['From:', 'Date:', 'To:', 'Subject:'],
  French: ['De :', 'Envoyé :', 'À :', 'Objet :'],
  'French (Mac)': ['De : ', 'Date : ', 'À : ', 'Objet : '],
  German: ['Von:', 'Gesendet:', 'An:', 'Betreff:'],
  Spanish: ['De:', 'Enviado el:', 'Para:', 'Asunto:'],
  Italian: ['Da:', 'Inviato:', 'A:', 'Oggetto:'],
  Portuguese: ['De:', 'Enviada em:', 'Para:', 'Assunto:'],
  Dutch: ['Van:', 'Verzonden:', 'Aan:', 'Onderwerp:'],
  Polish: ['Od:', 'Wysłano:', 'Do:', 'Temat:'],
  Swedish: ['Från:', 'Skickat:', 'Till:', 'Ämne:'],
  Danish: ['Fra:', 'Sendt:', 'Til:', 'Emne:'],
  Norwegian: ['Fra:', 'Sendt:', 'Til:', 'Emne:'],
  Finnish: ['Lähettäjä:', 'Lähetetty:', 'Vastaanottaja:', 'Aihe:'],
  Czech: ['Od:', 'Odesláno:', 'Komu:', 'Předmět:'],
  Hungarian: ['Feladó:', 'Elküldve:', 'Címzett:', 'Tárgy:'],
  Russian: ['От:', 'Отправлено:', 'Кому:', 'Тема:'],
  Ukrainian: ['Від:', 'Надіслано:', 'Кому:', 'Тема:'],
  Turkish: ['Kimden:', 'Gönderildi:', 'Kime:', 'Konu:'],
  Greek: ['Από:', 'Στάλθηκε:', 'Προς:', 'Θέμα:'],
  Japanese: ['差出人:', '送信日時:', '宛先:', '件名:'],
  Chinese: ['发件人:', '发送时间:', '收件人:', '主题:'],
  'Chinese (Taiwan)': ['寄件者：', '寄件日期：', '收件者：', '主旨：'],
  Korean: ['보낸 사람:', '보낸 날짜:', '받는 사람:', '제목:'],
  Arabic: ['من:', 'تاريخ الإرسال:', 'إلى:', 'الموضوع:'],
  Hebrew: ['מאת:', 'נשלח:', 'אל:', 'נושא:'],
}

const below = '\nHave you tried it?\n\nJane'

describe.each(Object.entries(labels))('header blocks in %s', (_language, [from, sent, to, subject]) => {
  const block = [
    `${from} Support <support@example.org>`,
    `${sent} Monday, November 23, 2026 9:31 AM`,
    `${to} Ann Roe <ann@example.org>`,
    `${subject} Your printer`,
  ]

  test.each([
    ['plain', block.join('\n')],
    ['below a rule', `________________________________\n${block.join('\n')}`],
    ['in Markdown', block.map((line) => line.replace(/^([^:：]+[:：])/, '*$1*')).join('\n')],
    ['out of HTML', block.join('\n\n')],
    ['indented', block.map((line) => `  ${line}`).join('\n')],
    [
      'with wrapped recipients',
      `${block[0]}\n${block[1]}\n${block[2]}; Bob Roe\n<bob@example.org>; Carl Roe <carl@example.org>\n${block[3]}`,
    ],
    ['under a separator', `-----Original Message-----\n${block.join('\n')}`],
  ])('%s', (_form, text) => {
    const mail = bodyOnly({ text: `It works now.\n\n${text}\n${below}\n`, subject: 'Re: Your printer' })
    expect(extractReply(mail, [])).toMatchObject({ text: 'It works now.', quoted: `${text}\n${below}` })
  })
})

describe('what only looks like a header block', () => {
  test.each([
    ['a trip', 'Please book a trip:\n\nFrom: Paris\nTo: Lyon\nDate: 23 November 2026\n\nThanks'],
    [
      'an appointment',
      'Invitation:\n\nDate: Monday 23 November\nTime: 10:30\nAddress: 1 rue de la Paix\n\nBring your badge.',
    ],
    ['a web form', 'Name: Ann Roe\nE-mail: ann@example.org\nSubject: Printer\nMessage: it does not print'],
    ['the form of WordPress', 'From: Ann Roe <ann@example.org>\nSubject: Printer\n\nMessage Body:\nIt does not print.'],
    ['a sentence', 'De: rien.\nÀ: bientôt'],
  ])('%s', (_name, text) => {
    expect(extractReply(bodyOnly({ text }), [])).toMatchObject({ text, quoted: '' })
  })
})

describe('separators', () => {
  test.each([
    ...[
      '-----Original Message-----',
      '----- Original Message -----',
      '----- Mail original -----',
      '----- Mail d’origine -----',
      '-----Ursprüngliche Nachricht-----',
      "-------- Message d'origine --------",
    ],
    ...[
      '-----Message d’origine-----',
      '-----Mensaje original-----',
      '-----Messaggio originale-----',
      '-----Mensagem original-----',
    ],
    ...[
      '-----Oorspronkelijk bericht-----',
      '-------- Oryginalna wiadomość --------',
      '-----Ursprungligt meddelande-----',
    ],
    ...[
      '-------- Oprindelig meddelelse --------',
      '-------- Opprinnelig melding --------',
      '-------- Alkuperäinen viesti --------',
    ],
    ...[
      '---------- Původní e-mail ----------',
      '-------- Eredeti üzenet --------',
      '-------- Исходное сообщение --------',
    ],
    ...[
      '-------- Orijinal mesaj --------',
      '-------- Αρχικό μήνυμα --------',
      '-----元のメッセージ-----',
      '------------------ 原始邮件 ------------------',
    ],
    ...['-------- 원본 메시지 --------', '-------- الرسالة الأصلية --------', '-------- הודעה מקורית --------'],
    ...[
      '— please write your answer above this line —',
      '— merci de répondre au-dessus de cette ligne —',
      '##- Please type your reply above this line -##',
      '--- Répondez au-dessus de cette ligne ---',
      '## Bitte antworten Sie oberhalb dieser Zeile ##',
    ],
  ])('%s', (separator) => {
    expect(extractReply(bodyOnly({ text: `It works now.\n\n${separator}\n${below}` }), [])).toMatchObject({
      text: 'It works now.',
      quoted: `${separator}\n${below}`,
    })
  })
})

describe('headers that begin the mail', () => {
  const headers =
    'Von: Schule <support@school.example>\nGesendet: Dienstag, 24. November 2026 09:00\nAn: Ada\nBetreff: Drucker'
  const reply = (below: string, sent: { text: string; isPrivate: boolean }[] = []) =>
    extractReply(bodyOnly({ subject: 'Re: Drucker', text: `${headers}\n\n${below}` }), sent)

  it('keep the words below them, which may be the answer', () => {
    expect(reply('Er druckt immer noch nicht.')).toMatchObject({ text: 'Er druckt immer noch nicht.', quoted: headers })
  })

  it('leave an answer empty where what is below them is ours, or is marked', () => {
    const ours = 'Der Drucker im Raum zwölf hat jetzt eine neue Trommel und druckt wieder.'
    expect(reply(ours, [{ text: ours, isPrivate: false }]).text).toBe('')
    expect(reply(`> ${ours}`).text).toBe('')
  })
})
