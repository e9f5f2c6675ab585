/** What phones and mail clients put below what a person wrote: "Sent from my iPhone", "Get Outlook for iOS". Lower case. */
export const deviceOpenings: readonly string[] = [
  ...['sent from', 'sent via', 'sent with', 'sent using', 'sent by', 'sent on', 'get outlook for', 'posted from', 'typed on'],
  ...['gesendet von', 'gesendet mit', 'gesendet über', 'gesendet aus', 'von meinem', 'von meiner', 'von unterwegs', 'diese nachricht wurde von meinem'],
  ...['outlook für', 'holen sie sich outlook', 'envoyé de', 'envoyé depuis', 'envoyé à partir', 'envoyé avec', 'envoyé par', 'envoyé via'],
  ...['envoyé par mon', 'obtenir outlook', 'obtenez outlook', 'télécharger outlook', 'provenance :', 'enviado desde', 'enviado de', 'enviado do'],
  ...['enviado a partir', 'enviado con', 'enviado mediante', 'enviado pelo', 'enviado por', 'enviado com', 'enviado via', 'obtener outlook'],
  ...['obter o outlook', 'inviato da', 'inviato dal', 'inviato con', 'inviato tramite', 'inviato via', 'ottieni outlook', 'scarica outlook'],
  ...['verzonden vanaf', 'verstuurd vanaf', 'verzonden met', 'verzonden vanuit', 'verzonden via', 'verstuurd met', 'outlook voor'],
  ...['outlook downloaden', 'outlook voor android downloaden', 'wysłane z', 'wysłano z', 'wysłane za', 'wysłano za', 'pobierz aplikację outlook'],
  ...['skickat från', 'skickat med', 'skickades från', 'hämta outlook', 'sendt fra', 'sendt med', 'hent outlook', 'få outlook'],
  ...['lähetetty', 'hanki outlook', 'hae outlook', 'odesláno z', 'odesláno ze', 'odesláno pomocí', 'získat outlook', 'odoslané z', 'poslano s', 'poslano z'],
  ...['küldve', 'elküldve', 'az iphone', 'az ipad', 'a telefonomról', 'отправлено с', 'отправлено из', 'отправлено со', 'надіслано з', 'надіслано із'],
  ...['відправлено з', 'скачать outlook', 'отримати outlook', 'στάλθηκε από', 'απεστάλη από', 'εστάλη από', 'λήψη του outlook', 'trimis de pe', 'trimis din'],
  ...['gửi từ', 'được gửi từ', 'dikirim dari', '发自', '发送自', '從我的', '傳送自', '寄自', '获取outlook', '取得 outlook', '从 windows 版邮件发送'],
  ...['나의', '내', 'أرسلت من', 'أُرسلت من', 'تم الإرسال من', 'مرسل من', 'أُرسل من', 'احصل على outlook', 'נשלח מ', 'קבל את outlook'],
]

/** The same where the words of sending come last. */
export const deviceEndings: readonly string[] = [
  ...['gesendet', 'gesendet.', 'versendet', 'gönderildi', 'gönderildi.', 'küldve', 'elküldve', 'から送信', 'から送信されました', '에서 보냄', '에서 보내기', 'を入手'],
  ...['发送', 'lähetetty', 'を使用して送信', 'via mobile', 'via mobil', 'via mon mobile', 'geschrieben', 'hanki se'],
]

/** Devices, clients and networks; a line is one of theirs only where it names one, or names nothing else. Lower case. */
export const deviceNames: readonly string[] = [
  ...['iphone', 'ipad', 'ipod', 'ios', 'android', 'blackberry', 'samsung', 'galaxy', 'huawei', 'xiaomi', 'redmi', 'oneplus', 'oppo'],
  ...['pixel', 'nokia', 'lumia', 'motorola', 'moto', 'sony', 'xperia', 'htc', 'lg', 'wiko', 'honor', 'realme', 'fairphone', 'nexus'],
  ...['outlook', 'hotmail', 'gmail', 'yahoo', 'aol', 'protonmail', 'proton mail', 'proton', 'thunderbird', 'gmx', 'web.de', 'mail.ru', 'zoho'],
  ...['windows', 'mac', 'macbook', 'apple', 'apple watch', 'mailbird', 'spark', 'sparrow', 'airmail', 'typeapp', 'bluemail', 'blue mail'],
  ...['k-9', 'k9', 'fairemail', 'tutanota', 'tuta', 'fastmail', 'roundcube', 'zimbra', 'nine', 'newton', 'mailspring', 'acompli', 'edison'],
  ...['smartphone', 'handheld', 'mobile', 'mobil', 'mobiltelefon', 'handy', 'téléphone', 'telefon', 'teléfono', 'telefono', 'telefone'],
  ...['telefoon', 'mobiele', 'móvil', 'celular', 'cellulare', 'cell phone', 'cellphone', 'phone', 'tablet', 'tablette', 'pda', 'puhelin'],
  ...['mail app', 'mail-app', 'e-mail app', 'verizon', 't-mobile', 'vodafone', 'at&t', 'orange', 'sfr', 'free mobile', 'myspace', 'messenger'],
  ...['телефон', 'смартфон', 'почт', 'пошт', '邮箱', '手机', 'メール', '휴대', 'الهاتف', 'الجوال', 'mail', 'posta', 'mailapp', 'email', 'superhuman', 'front'],
]
