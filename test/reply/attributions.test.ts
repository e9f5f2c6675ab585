import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

/** What clients write above a quote, by language. `|` is a line break. */
const attributions: Record<string, readonly string[]> = {
  English: [
    'On Mon, Nov 23, 2026 at 9:31 AM Support <support@example.org> wrote:',
    'On Mon, Nov 23, 2026 at 9:31 AM Support <|support@example.org> wrote:',
    'On Mon, Nov 23, 2026 at 9:31 AM Support|<support@example.org>|wrote:',
    'On 23 Nov 2026, at 09:31, Support <support@example.org> wrote:',
    'On 23/11/2026 09:31, Support wrote:',
    'On Monday, November 23rd, 2026 at 9:31 AM, Support <support@example.org> wrote:',
    '---- On Mon, 23 Nov 2026 09:31:12 +0100 Support <support@example.org> wrote ----',
    'Support <support@example.org> wrote:',
    '23.11.2026, 09:31, "Support" <support@example.org>:',
    '2026-11-23 9:31 GMT+01:00 Support <support@example.org>:',
    'Monday, 23 November 2026, 9:31 +0100 from Support <support@example.org>:',
    'At 2026-11-23 09:31:12, "Support" <support@example.org> wrote:',
  ],
  French: [
    'Le lun. 23 nov. 2026 à 09:31, Support <support@example.org> a écrit :',
    'Le lun. 23 nov. 2026 à 09:31, Support <support@example.org>|a écrit :',
    'Le 23 nov. 2026 à 09:31, Support <support@example.org> a écrit :',
    'Le 23/11/2026 à 09:31, Support a écrit :',
    'Le lundi 23 novembre 2026 à 09:31:12 UTC+1, Support <support@example.org> a écrit :',
    'Le 23 nov. 2026 09:31, « Support » <support@example.org> a écrit :',
    'Support <support@example.org> a écrit :',
  ],
  German: [
    'Am Mo., 23. Nov. 2026 um 09:31 Uhr schrieb Support <support@example.org>:',
    'Am Mo., 23. Nov. 2026 um 09:31 Uhr schrieb Support <|support@example.org>:',
    'Am 23.11.26 um 09:31 schrieb Support:',
    'Am 23.11.2026 um 09:31 schrieb Support <support@example.org>:',
    'Support <support@example.org> schrieb am Mo., 23. Nov. 2026, 09:31:',
    'Support schrieb am 23.11.2026 um 09:31:',
    'Support <support@example.org> hat am 23.11.2026 09:31 geschrieben:',
  ],
  Spanish: [
    'El lun, 23 nov 2026 a las 9:31, Support (<support@example.org>) escribió:',
    'El lun., 23 de noviembre de 2026 9:31 a. m., Support <support@example.org>|escribió:',
    'El 23 nov 2026, a las 9:31, Support <support@example.org> escribió:',
    'El 23/11/26 a las 9:31, Support escribió:',
  ],
  Italian: [
    'Il giorno lun 23 nov 2026 alle ore 09:31 Support <support@example.org> ha scritto:',
    'Il giorno lun 23 nov 2026 alle ore 09:31 Support <|support@example.org> ha scritto:',
    'Il 23/11/2026 09:31, Support ha scritto:',
    'In data 23 novembre 2026 09:31:12 "Support" <support@example.org> ha scritto:',
  ],
  Portuguese: [
    'Em seg., 23 de nov. de 2026 às 09:31, Support <support@example.org> escreveu:',
    'Em 23/11/2026 09:31, Support escreveu:',
    'No dia 23 de nov. de 2026, às 09:31, Support <support@example.org> escreveu:',
    'Support <support@example.org> escreveu no dia segunda, 23/11/2026 à(s) 09:31:',
  ],
  Dutch: [
    'Op ma 23 nov. 2026 om 09:31 schreef Support <support@example.org>:',
    'Op 23-11-2026 om 09:31 schreef Support:',
    'Op 23 nov. 2026 om 09:31 heeft Support <support@example.org> het volgende geschreven:',
    'Op maandag 23 november 2026 09:31 heeft Support <support@example.org>|geschreven:',
  ],
  Polish: [
    'pon., 23 lis 2026 o 09:31 Support <support@example.org> napisał(a):',
    'W dniu 23.11.2026 o 09:31, Support pisze:',
    'W dniu 23 listopada 2026 09:31 użytkownik Support <support@example.org> napisał:',
    'Wiadomość napisana przez Support <support@example.org> w dniu 23.11.2026, o godz. 09:31:',
    'Dnia 23 listopada 2026 09:31 Support <support@example.org> napisał(a):',
  ],
  Swedish: [
    'Den mån 23 nov. 2026 kl 09:31 skrev Support <support@example.org>:',
    '23 nov. 2026 kl. 09:31 skrev Support <support@example.org>:',
    'Den 2026-11-23 kl. 09:31, skrev Support:',
  ],
  Danish: [
    'Den man. 23. nov. 2026 kl. 09.31 skrev Support <support@example.org>:',
    'Den 23.11.2026 kl. 09.31 skrev Support:',
    'Den 23. nov. 2026 kl. 09.31 skrev Support <support@example.org>:',
  ],
  Norwegian: [
    'man. 23. nov. 2026 kl. 09:31 skrev Support <support@example.org>:',
    '23. nov. 2026 kl. 09:31 skrev Support <support@example.org>:',
    'Den 23.11.2026 09:31, skrev Support:',
  ],
  Finnish: [
    'ma 23. marrask. 2026 klo 9.31 Support (support@example.org) kirjoitti:',
    'Support <support@example.org> kirjoitti 23.11.2026 kello 9.31:',
    'Support kirjoitti 23.11.2026 klo 9.31:',
  ],
  Czech: [
    'po 23. 11. 2026 v 9:31 odesílatel Support <support@example.org> napsal:',
    'Dne 23. 11. 26 v 9:31 Support napsal(a):',
    '23. 11. 2026 v 9:31, Support <support@example.org>:',
    'Dne 23. 11. 2026 9:31:12 Support <support@example.org> napsal(a):',
  ],
  Hungarian: [
    'Support <support@example.org> ezt írta (időpont: 2026. nov. 23., H, 9:31):',
    '2026. 11. 23. 9:31 keltezéssel, Support írta:',
    '2026. nov. 23. dátummal, 9:31 időpontban Support <support@example.org> írta:',
  ],
  Russian: [
    'пн, 23 нояб. 2026 г. в 09:31, Support <support@example.org>:',
    '23.11.2026 09:31, Support пишет:',
    '23 нояб. 2026 г., в 9:31, Support <support@example.org> написал(а):',
    'Понедельник, 23 ноября 2026, 9:31 +03:00 от Support <support@example.org>:',
    '23.11.2026, 09:31, "Support" <support@example.org>:',
  ],
  Ukrainian: [
    'пн, 23 лист. 2026 р. о 09:31 Support <support@example.org> пише:',
    '23.11.26 09:31, Support пише:',
    '23 лист. 2026 р. о 09:31 Support <support@example.org> написав(ла):',
  ],
  Turkish: [
    'Support <support@example.org>, 23 Kas 2026 Pzt, 09:31 tarihinde şunu yazdı:',
    '23.11.2026 09:31 tarihinde Support yazdı:',
    'Support <support@example.org> şunları yazdı (23 Kas 2026 09:31):',
  ],
  Greek: [
    'Στις Δευ 23 Νοε 2026 στις 9:31 π.μ., ο/η Support <support@example.org> έγραψε:',
    'Στις 23/11/26 09:31, ο/η Support έγραψε:',
  ],
  Japanese: [
    '2026年11月23日(月) 9:31 Support <support@example.org>:',
    '2026/11/23 9:31、Support <support@example.org>のメール:',
    'On 2026/11/23 9:31, Support wrote:',
    '2026年11月23日 9:31、Support <support@example.org> のメッセージ:',
  ],
  Chinese: [
    'Support <support@example.org> 于2026年11月23日周一 09:31写道：',
    '在 2026/11/23 9:31, Support 写道:',
    'Support <support@example.org> 於 2026年11月23日 週一 上午9:31寫道：',
    '在 2026年11月23日，09:31，Support <support@example.org> 写道：',
  ],
  Korean: [
    '2026년 11월 23일 (월) 오전 9:31, Support <support@example.org>님이 작성:',
    '2026. 11. 23. 오전 9:31, Support <support@example.org> 작성:',
    '2026-11-23 오전 9:31에 Support 이(가) 쓴 글:',
  ],
  Arabic: [
    'في الاثنين، ٢٣ نوفمبر ٢٠٢٦ في ٩:٣١ ص تمت كتابة ما يلي بواسطة Support <‪support@example.org‬‏>:',
    'في ٢٣‏/١١‏/٢٠٢٦ ٩:٣١ ص، كتب Support:',
  ],
  Hebrew: [
    '‫בתאריך יום ב׳, 23 בנוב׳ 2026 ב-9:31 מאת ‪Support‬‏ <‪support@example.org‬‏>:‬',
    'ב-23 בנוב׳ 2026, בשעה 9:31, ‏Support <support@example.org> כתב/ה:',
  ],
}

const others: readonly string[] = [
  'На пн, 23.11.2026 г. в 9:31 Support <support@example.org> написа:',
  'pon, 23. stu 2026. u 09:31 Support <support@example.org> napisao je:',
  'În lun., 23 nov. 2026 la 09:31, Support <support@example.org> a scris:',
  'Pada tanggal Sen, 23 Nov 2026 pukul 09.31 Support <support@example.org> menulis:',
  'Vào Th 2, 23 thg 11, 2026 vào lúc 09:31 Support <support@example.org> đã viết:',
  'เมื่อ จ. 23 พ.ย. 2026 เวลา 09:31 Support <support@example.org> เขียนว่า:',
  'El dl., 23 de nov. 2026, 9:31, Support <support@example.org> va escriure:',
  'Quoting Support <support@example.org>:',
  'Zitat von Support <support@example.org>:',
]
attributions['other languages, and Horde'] = others

describe.each(Object.entries(attributions))('attributions in %s', (_language, lines) => {
  test.each(lines)('%s', (attribution) => {
    const above = attribution.replaceAll('|', '\n')
    const marked = extractReply(
      bodyOnly({ text: `It works now, see you.\n\n${above}\n\n> Have you tried it?\n> Jane\n` }),
      [],
    )
    expect(marked).toMatchObject({ text: 'It works now, see you.', quoted: `${above}\n\n> Have you tried it?\n> Jane` })
    const bare = extractReply(
      bodyOnly({ text: `It works now, see you.\n\n${above}\n\nHave you tried it?\n\nJane\n` }),
      [],
    )
    expect(bare).toMatchObject({ text: 'It works now, see you.', quoted: `${above}\n\nHave you tried it?\n\nJane` })
  })
})

describe('attributions that are known by the quote below them', () => {
  test.each([
    'Jane Roe wrote:',
    'Roe, Jane wrote:',
    'Jane Roe (IT) schrieb:',
    '* Jane Roe <jane@example.org> [2026-11-23 09:31]:',
    'On 11/23/26 9:31 AM, Hotline: Support wrote:',
    'Am 23.11.26 um 09:31 schrieb Hotline: Support:',
    'Вы писали 23 ноября 2026 г., 9:31:12:',
    "Excerpts from Jane Roe's message of November 23, 2026 9:31 am:",
    '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, November 23rd, 2026 at 9:31 AM, Jane Roe <jane@example.org> wrote:',
    '"Jane Roe (IT)" <jane@example.org> hat am 23. November\n2026 um 09:31 geschrieben:',
    'Jane Roe <jane@example.org>, 23 Kas 2026 Pzt,\n09:31 tarihinde şunu yazdı:',
    'Jane Roe\nwrote the following on 23/11/2026 9:31 AM:',
    '----------------------------------------',
    'pon., 23 lis 2026 o 09:31 Jane Roe [Acme]\n<jane@example.org> napisał(a):',
  ])('%s', (above) => {
    const quoted = `${above}\n> Have you tried it?`
    expect(extractReply(bodyOnly({ text: `It works now.\n\n${quoted}\n` }), [])).toMatchObject({
      text: 'It works now.',
      quoted,
    })
  })

  test.each(['The customer wrote:', 'You wrote:', 'Please see what our caretaker wrote:'])('but not %s', (own) => {
    const text = `${own}\n> the lamp is broken\n\nCan you send someone?`
    expect(extractReply(bodyOnly({ text }), [])).toMatchObject({ text })
  })
})

describe('what only looks like an attribution', () => {
  test.each([
    'On Tuesday at 10:30 the printer stopped.\nOn Wednesday it was back.',
    'On the other hand, here is what I found:\n\nthe cable was loose',
    'I wrote to you on 23/11/2026 about the printer.\nNo answer yet.',
    'The error log says at 10:31:12:\n\nno such file',
    'Le 23/11/2026, j’ai appelé le support :\n\nrien ne marche',
    'Am Montag um 10:30 ist Folgendes passiert:\n\nDer Drucker druckt nicht.',
    'Please write to these people:\n\njane@example.org\njohn@example.org',
    'Call me before 12:30:\n\n+33 1 23 45 67 89',
    'As I said in my mail of 2026:\n\nnothing works',
    '1. wrote: something\n2. On 23/11/2026 I saw:\n - a\n - b',
  ])('%s', (text) => {
    expect(extractReply(bodyOnly({ text }), [])).toMatchObject({ text, quoted: '' })
  })
})
