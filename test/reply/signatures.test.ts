import { describe, expect, test } from 'vitest'
import { bodyOnly } from '../../src/mail/parse.ts'
import { extractReply } from '../../src/reply/extract-reply.ts'

const from = { name: 'Ann Roe', address: 'ann@example.org' }
const reply = (text: string) => extractReply(bodyOnly({ text, from, subject: 'Re: Printer' }), [])

describe('what signs a mail', () => {
  test.each(['PS: it still does not print.', 'P.S. – it still does not print.', 'NB : ça n’imprime toujours pas.'])(
    'is not the postscript below it: %s',
    (postscript) => {
      expect(reply(`Thanks!\n\n-- \nAnn Roe\nExample Ltd\n\n${postscript}\nReally.`)).toMatchObject({
        text: `Thanks!\n\n${postscript}\nReally.`,
        signature: '-- \nAnn Roe\nExample Ltd',
      })
      expect(reply('Thanks!\n\n-- \nAnn Roe\nPS: Example Ltd\n\nPS Consulting').signature).toContain('Consulting')
    },
  )

  test.each(['', 'Regards,\n'])('is the writer’s name with contact lines right below the words: %j', (closing) => {
    const signature = 'Ann Roe\nHead of Things\nTel: 01 23 45 67 89'
    expect(reply(`It works now, thanks.\n${closing}${signature}`)).toMatchObject({
      text: `It works now, thanks.\n${closing}`.trim(),
      signature,
    })
    expect(reply(`Hello,\n\nIt works now, thanks.\n${closing}${signature}`).signature).toBe(signature)
    expect(reply(`Please call:\n${signature}`).text).toContain('Tel')
    expect(reply('Ann Roe\nTel: 01 23 45 67 89').text).toContain('Tel')
  })

  test('is a block of contact lines right below three dashes, without a closing above', () => {
    const signature = '---\nAnn Roe\nHead of Things\nExample Ltd\n01 23 45 67 89'
    expect(reply(`It works now.\n\n${signature}`)).toMatchObject({ text: 'It works now.', signature })
  })

  test.each([
    ['the mark of RFC 3676', '-- \nAnn Roe\nExample Ltd'],
    ['the mark without its blank', '--\nAnn Roe'],
    ['contact lines', 'Ann Roe\nHead of Things\nann@example.org\n+33 1 23 45 67 89'],
    ['a name and one contact line', 'Ann Roe\nTel. 01 23 45 67 89'],
    ['a legal notice', 'This e-mail and any attachments are confidential and intended solely for the addressee.'],
    [
      'a legal notice in French',
      'Ce message et ses pièces jointes sont confidentiels et établis à l’attention exclusive de leurs destinataires.',
    ],
    [
      'a legal notice in German',
      'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, löschen Sie sie bitte.',
    ],
    ['a tree of Outlook', 'P Please consider the environment before printing this email'],
    ['a virus scanner in French', 'Sans virus.www.avast.com'],
    ['Yahoo', 'Yahoo Mail : Recherchez, organisez, maîtrisez votre boîte de réception'],
    ['Outlook on Android', 'Téléchargez Outlook pour Android<https://aka.ms/AAb9ysg>'],
    ['a link below such a line', 'Obtenir Outlook pour iOS\n<https://aka.ms/o0ukef>'],
    ['a virus scanner', 'This message has been scanned for viruses by MailGuard.'],
    ['a virus scanner in short', 'Virus-free.www.scanner.example <https://www.scanner.example/sig>'],
    [
      'the footer of a list',
      '_______________________________________________\nusers mailing list\nusers@lists.example.org',
    ],
    [
      'contact lines and a legal notice',
      'Ann Roe\nann@example.org\nwww.example.org\n\nPlease consider the environment before printing this e-mail.',
    ],
  ])('%s', (_name, signature) => {
    expect(reply(`It works now.\n\nRegards,\n\n${signature}`)).toMatchObject({
      text: 'It works now.\n\nRegards,',
      signature,
    })
  })

  test.each([
    ...[
      'Sent from my iPhone',
      'Sent from eM Client | www.emclient.com',
      'Von unterwegs gesendet',
      'Az Outlook Android-alkalmazás letöltése',
      'Android için Outlook’u edinin',
      '获取适用于 Android 的 Outlook',
      '從 Windows 版郵件傳送',
      'Android용 Outlook 다운로드',
      'Sent from Outlook for iOS<https://aka.ms/o0ukef>',
      'Get Outlook for Android',
      'Sent from my Galaxy',
      'Sent with Proton Mail secure email.',
    ],
    ...[
      'Sent from Yahoo Mail on Android',
      'Sent from Mail for Windows',
      'Envoyé de mon iPhone',
      'Envoyé à partir de Outlook pour Android',
      'Envoyé depuis mon mobile Orange',
    ],
    ...[
      'Télécharger Outlook pour iOS',
      'Von meinem iPhone gesendet',
      'Gesendet von Outlook für Android',
      'Gesendet mit der GMX Mail App',
      'Enviado desde mi iPhone',
    ],
    ...[
      'Enviado desde Outlook para Android',
      'Inviato da iPhone',
      'Inviato da Outlook per iOS',
      'Enviado do meu iPhone',
      'Enviado do Outlook para Android',
    ],
    ...[
      'Verstuurd vanaf mijn iPhone',
      'Verzonden vanuit Outlook voor Android',
      'Wysłane z iPhone’a',
      'Skickat från min iPhone',
      'Sendt fra min iPhone',
      'Lähetetty iPhonesta',
    ],
    ...[
      'Odesláno z iPhonu',
      'Az iPhone-omról küldve',
      'Отправлено с iPhone',
      'Надіслано з iPhone',
      'iPhone’umdan gönderildi',
      'Στάλθηκε από το iPhone μου',
      'iPhoneから送信',
    ],
    ...[
      '发自我的iPhone',
      '從我的 iPhone 傳送',
      '나의 iPhone에서 보냄',
      'أُرسلت من الـ iPhone',
      'נשלח מה-iPhone שלי',
      'Trimis de pe iPhone-ul meu',
    ],
  ])('%s', (signature) => {
    expect(reply(`It works now.\n\n${signature}`)).toMatchObject({ text: 'It works now.', signature })
  })

  test('the same lines below an earlier mail of the writer', () => {
    const own = 'Ann\nThings and more\nRoom 12'
    const earlier = `On 22/11/2026 10:00, Ann Roe wrote:\nIt is broken.\n\n${own}`
    expect(reply(`It works now.\n\n${own}\n\n${earlier}`)).toMatchObject({ text: 'It works now.', signature: own })
  })

  test('a gateway’s warning above the text', () => {
    const warning = 'CAUTION: This email originated from outside of the organization. Do not click links.'
    expect(reply(`${warning}\n\nIt works now.`)).toMatchObject({ text: 'It works now.', signature: warning })
  })
})

describe('what does not', () => {
  test.each([
    'Please add:\n\nAnn Roe\nann@example.org\n+33 1 23 45 67 89',
    'Sent from my desk, it is easier than from the phone.',
    'The notification was sent from my iPhone app to all users.',
    'The points:\n\n-- the first\n-- the second',
    'Here:\n\n----\n\nthis is a rule of Markdown, and the letter goes on below it.',
    'I got an external email that asks for my password.\n\nIs it genuine?',
    'Thank you,\nAnn',
    'It fails.\n\n-Ann',
    'Prices:\n\nItem      Price\n----------------\nMouse     10\nKeyboard  20',
  ])('%s', (text) => {
    expect(reply(text)).toMatchObject({ text, signature: '' })
  })
})
