/** What a line such as `From:` or `Gesendet:` in the header block above a quoted or forwarded mail stands for. */
export type HeaderKind = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other'

/**
 * Labels by kind, in lower case and without their colon: what Outlook, Apple Mail, Gmail, Thunderbird, Yahoo, Zimbra and
 * others write in each language.
 */
const labels: Readonly<Record<HeaderKind, readonly string[]>> = {
  from: [
    ...['from', 'de', 'von', 'da', 'van', 'od', 'od kogo', 'nadawca', 'fra', 'från', 'lähettäjä', 'feladó'],
    ...['expéditeur', 'absender', 'mittente', 'remitente', 'remetente', 'afzender', 'avsändare', 'afsender'],
    ...['avsender'],
    ...['odesílatel', 'odosielateľ', 'от', 'от кого', 'отправитель', 'від', 'від кого', 'відправник', 'kimden'],
    ...['gönderen'],
    ...['από', 'αποστολέας', 'de la', 'expeditor', 'expeditorul', 'šalje', 'pošiljatelj', 'saatja', 'no', 'nuo'],
    ...['dari', 'từ'],
    ...[
      '差出人',
      '送信者',
      '送信元',
      '发件人',
      '寄件者',
      '寄件人',
      '發件人',
      '보낸 사람',
      '보낸사람',
      '발신',
      '발신자',
    ],
    ...['من', 'المرسل', 'מאת', 'שולח', 'จาก', 'подател'],
  ],
  date: [
    ...['date', 'sent', 'datum', 'gesendet', 'gesendet am', 'envoyé', 'envoyé le', "date d'envoi", 'message du'],
    ...['fecha'],
    ...[
      'enviat',
      'enviado',
      'enviado el',
      'enviado em',
      'enviada',
      'enviada em',
      'data',
      'inviato',
      'inviata',
      'verzonden',
    ],
    ...['verstuurd'],
    ...['skickat', 'sendt', 'dato', 'lähetetty', 'päivämäärä', 'päiväys', 'küldve', 'elküldve', 'dátum', 'wysłano'],
    ...['wysłane'],
    ...['odesláno', 'odoslané', 'дата', 'отправлено', 'надіслано', 'відправлено', 'tarih', 'gönderildi'],
    ...['gönderilme tarihi'],
    ...['ημερομηνία', 'στάλθηκε', 'απεστάλη', 'dată', 'trimis', 'poslano', 'kuupäev', 'saadetud', 'tanggal', 'ngày'],
    ...['đã gửi'],
    ...[
      '送信日時',
      '日付',
      '日時',
      '发送时间',
      '發送時間',
      '日期',
      '寄件日期',
      '傳送日期',
      '傳送時間',
      '时间',
      '時間',
      '보낸 날짜',
      '날짜',
    ],
    ...['전송', '보냄', 'تاريخ الإرسال', 'التاريخ', 'تاريخ', 'تم الإرسال', 'תאריך', 'נשלח', 'изпратено'],
  ],
  to: [
    ...[
      'to',
      'per a',
      'an',
      'à',
      'a',
      'pour',
      'para',
      'aan',
      'do',
      'till',
      'til',
      'vastaanottaja',
      'címzett',
      'komu',
      'pre',
    ],
    ...['кому'],
    ...['destinataire', 'empfänger', 'destinatario', 'destinatário', 'destinatari', 'adresat', 'ontvanger'],
    ...['mottagare'],
    ...['получатель', 'kime', 'alıcı', 'προς', 'către', 'destinatar', 'destinatarul', 'prima', 'za', 'saaja'],
    ...['kepada', 'đến'],
    ...[
      '宛先',
      '收件人',
      '收件者',
      '받는 사람',
      '받는사람',
      '수신',
      '수신자',
      'إلى',
      'المستلم',
      'אל',
      'נמען',
      'ถึง',
      'до',
    ],
  ],
  cc: [
    ...[
      'cc',
      'c.c.',
      'a/c',
      'bcc',
      'kopie',
      'kopie (cc)',
      'copie',
      'copie à',
      'copie (cc)',
      'cópia',
      'copia',
      'con copia',
    ],
    ...['kopio'],
    ...['másolat', 'másolatot kap', 'kopia', 'kopi', 'kópia', 'dw', 'do wiadomości', 'копия', 'копія', 'с копией'],
    ...['bilgi'],
    ...['κοιν.', 'κοινοποίηση', 'cci', 'cco', 'ccn', 'udw', 'abschrift', '抄送', '副本', 'cc：', '참조', 'نسخة'],
    ...['نسخة إلى'],
    ...['עותק', 'העתק', 'kk', 'sk'],
  ],
  subject: [
    ...['subject', 'betreff', 'betr.', 'objet', 'sujet', 'asunto', 'oggetto', 'assunto', 'onderwerp', 'temat', 'ämne'],
    ...['emne', 'aihe', 'předmět', 'predmet', 'tárgy', 'тема', 'konu', 'θέμα', 'subiect', 'subiectul', 'naslov'],
    ...['teema'],
    ...['zadeva', 'perihal', 'chủ đề', 'assumpte', '件名', '主题', '主題', '主旨', '제목', 'الموضوع', 'נושא', 'เรื่อง'],
    ...['относно'],
  ],
  other: [
    ...['reply-to', 'reply to', 'répondre à', 'antwort an', 'antwort', 'responder a', 'rispondi a', 'antwoord aan'],
    ...['odpowiedz do', 'svar till', 'svar til', 'vastausosoite', 'organization', 'organisation', 'importance'],
    ...['priority'],
    ...['wichtigkeit', 'priorité', 'prioridad', 'priorità', 'prioriteit', 'attachments', 'anlagen', 'pièces jointes'],
    ...['adjuntos', 'datos adjuntos', 'allegati', 'anexos', 'bijlagen', 'message-id', 'resent-from', 'on behalf of'],
    ...['x-mailer', 'mime-version', 'reply-to (répondre à)', 'signed by', 'mailed-by', 'ответить', 'válaszcím'],
  ],
}

const kindByLabel = new Map<string, HeaderKind>(
  kindsOf().flatMap((kind) => labels[kind].map((label): [string, HeaderKind] => [label, kind])),
)

export function headerKind(label: string): HeaderKind | null {
  return kindByLabel.get(label) ?? null
}

/** For the labels that follow each other on one line; those of one letter would be found in any sentence. */
export const longLabels = [...kindByLabel.keys()]
  .filter((label) => label.length > 1)
  .sort((a, b) => b.length - a.length)

function kindsOf(): HeaderKind[] {
  return ['from', 'date', 'to', 'cc', 'subject', 'other']
}
