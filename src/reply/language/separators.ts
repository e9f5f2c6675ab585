/**
 * What stands between dashes above a quoted mail ("-----Original Message-----") and above a forwarded one
 * ("---------- Forwarded message ---------"; Apple Mail writes it without dashes and with a colon). Lower case.
 */
export const originalMessage: readonly string[] = [
  ...['original message', 'reply message', 'original email', 'original mail', 'message reply', 'reply'],
  ...['ursprüngliche nachricht', 'originalnachricht', 'original-nachricht', 'original nachricht', 'antwort nachricht'],
  ...['ursprüngliche mail', 'urspr. nachricht', "message d'origine", 'message d’origine', 'message original', 'message initial'],
  ...["courriel d'origine", 'courriel original', 'mensaje original', 'correo original', 'messaggio originale', 'mensagem original'],
  ...['oorspronkelijk bericht', 'origineel bericht', 'oorspronkelijke bericht', 'wiadomość oryginalna', 'oryginalna wiadomość'],
  ...['ursprungligt meddelande', 'originalmeddelande', 'oprindelig meddelelse', 'oprindelig besked', 'original besked'],
  ...['opprinnelig melding', 'original melding', 'alkuperäinen viesti', 'původní zpráva', 'původní e-mail', 'pôvodná správa'],
  ...['eredeti üzenet', 'исходное сообщение', 'оригинальное сообщение', 'первоначальное сообщение', 'вихідне повідомлення'],
  ...['оригінальне повідомлення', 'orijinal mesaj', 'özgün ileti', 'orijinal ileti', 'αρχικό μήνυμα', 'mesaj original'],
  ...['mesajul original', 'izvorna poruka', 'originalna poruka', 'algne kiri', 'algkiri', 'missatge original', 'pesan asli'],
  ...['元のメッセージ', '元のメール', '原始邮件', '原始郵件', '原邮件', '原始訊息', '원본 메시지', '원본 메일', '원본 이메일'],
  ...['الرسالة الأصلية', 'رسالة أصلية', 'הודעה מקורית', 'thư gốc', 'tin nhắn gốc'],
]

export const forwardedMessage: readonly string[] = [
  ...['forwarded message', 'begin forwarded message', 'forwarded email', 'forwarded mail', 'start of forwarded message'],
  ...['forwarded by', 'forwarded letter', 'forwarded conversation'],
  ...['weitergeleitete nachricht', 'anfang der weitergeleiteten nachricht', 'weitergeleitete e-mail', 'weitergeleitete mail'],
  ...['message transféré', 'message transmis', 'message réexpédié', 'début du message réexpédié', 'début du message transféré'],
  ...['courriel transféré', 'e-mail transféré', 'mail transféré', 'mensaje reenviado', 'inicio del mensaje reenviado'],
  ...['correo reenviado', 'mensaje reenviado por', 'missatge reenviat', 'inici del missatge reenviat'],
  ...['messaggio inoltrato', 'inizio messaggio inoltrato', 'inizio del messaggio inoltrato', 'mensagem encaminhada'],
  ...['mensagem reencaminhada', 'início da mensagem encaminhada', 'início da mensagem reencaminhada'],
  ...['doorgestuurd bericht', 'begin doorgestuurd bericht', 'begin van doorgestuurd bericht', 'doorgestuurde bericht'],
  ...['przekazana wiadomość', 'przekazywana wiadomość', 'wiadomość przekazana dalej', 'treść przekazanej wiadomości'],
  ...['początek przekazywanej wiadomości', 'początek przekazanej wiadomości', 'wiadomość przekazana', 'przesłana wiadomość'],
  ...['vidarebefordrat meddelande', 'vidarebefordrat mejl', 'vidarebefordrat brev', 'vidarebefordrat mail'],
  ...['vidarebefordrat e-postmeddelande', 'videresendt besked', 'videresendt meddelelse', 'start på videresendt besked'],
  ...['videresendt e-mail', 'videresendt melding', 'videresendt e-post', 'start på videresendt melding'],
  ...['välitetty viesti', 'välitetty viesti alkaa', 'edelleenlähetetty viesti', 'edelleen lähetetty viesti'],
  ...['přeposlaná zpráva', 'začátek přeposílané zprávy', 'přeposlaný e-mail', 'předaná zpráva', 'preposlaná správa'],
  ...['začiatok preposlanej správy', 'továbbított üzenet', 'továbbított levél', 'továbbított levél kezdete'],
  ...['továbbított e-mail', 'пересланное сообщение', 'пересылаемое сообщение', 'перенаправленное сообщение'],
  ...['начало переадресованного сообщения', 'начало пересылаемого сообщения', 'переадресованное сообщение'],
  ...['пересланное письмо', 'пересылаемое письмо', 'переслане повідомлення', 'перенаправлене повідомлення'],
  ...['початок листа, що пересилається', 'переслане письмо', 'пересланий лист', 'переадресоване повідомлення'],
  ...['iletilen mesaj', 'iletilmiş mesaj', 'iletilmiş ileti', 'iletilen ileti', 'yönlendirilmiş ileti', 'yönlendirilen mesaj'],
  ...['ileti başlangıcı', 'i̇leti başlangıcı', 'i̇letilen mesaj', 'i̇letilmiş mesaj', 'yönlendirilen ileti'],
  ...['προωθημένο μήνυμα', 'έναρξη προωθημένου μηνύματος', 'αρχή προωθημένου μηνύματος', 'προωθούμενο μήνυμα'],
  ...['mesaj redirecționat', 'începe mesajul redirecționat', 'mesaj înaintat', 'mesaj redirectionat', 'mesaj transmis'],
  ...['proslijeđena poruka', 'započni proslijeđenu poruku', 'prosleđena poruka', 'posredovano sporočilo', 'edastatud kiri'],
  ...['препратено съобщение', 'pesan terusan', 'pesan yang diteruskan', 'thư đã chuyển tiếp', 'thư được chuyển tiếp'],
  ...['転送メッセージ', '転送されたメッセージ', '転送されたメール', '転送メール', '转发的邮件', '转发邮件', '转发邮件信息', '转发的消息'],
  ...['转发信息', '已转发邮件', '轉寄郵件', '轉寄的郵件', '轉寄的訊息', '轉寄訊息', '轉發郵件', '전달된 메시지', '전달된 메일', '전달한 메시지'],
  ...['رسالة معاد توجيهها', 'الرسالة المعاد توجيهها', 'رسالة مُعاد توجيهها', 'بداية الرسالة المُعاد توجيهها', 'رسالة محولة'],
  ...['הודעה שהועברה', 'הודעה מועברת', 'תחילת ההודעה שהועברה', 'הודעה הועברה'],
]

/** Subject prefixes by which clients mark a forward. `vs` means an answer in Finnish and is treated apart. */
export const forwardPrefixes: readonly string[] = [
  ...['fw', 'fwd', 'forward', 'wg', 'wtr', 'tr', 'rv', 'renv', 'reenv', 'i', 'inoltra', 'enc', 'res-enc', 'vb', 'vl', 'vs', 'pd'],
  ...['doorst', 'dst', 'tov', 'továbbítás', 'továbbítva', 'přep', 'preposl', 'пересл', 'пер', 'перес', 'i̇lt', 'ilt', 'ynt-i'],
  ...['πρθ', 'redir', 'redir.', 'proslijeđeno', 'trans', '转发', '轉寄', '轉發', '転送', '전달', 'إعادة توجيه', 'הועבר', 'העבר'],
]

/** Subject prefixes by which clients mark an answer. */
export const replyPrefixes: readonly string[] = [
  ...['re', 'aw', 'antw', 'antwort', 'sv', 'vs', 'odp', 'res', 'rif', 'r', 'ynt', 'yan', 'απ', 'σχετ', 'atb', 'ref', 'réf', 'rép', 'rep'],
  ...['vá', 'válasz', 'на', 'отв', 'ha', 'bls', 'ynt.', '回复', '回覆', '答复', '返信', '회신', 'رد', 'תשובה', 'השב'],
]

/** "Reply above this line" in the languages of ticket systems. A line between dashes, hashes or the like that holds one of these. */
export const replyAbove: readonly string[] = [
  ...['reply above', 'above this line', 'reply above this line', 'answer above', 'write above', 'respond above'],
  ...['au-dessus de cette ligne', 'au dessus de cette ligne', 'ci-dessus de cette ligne', 'oberhalb dieser zeile', 'über dieser zeile'],
  ...['encima de esta línea', 'sopra questa linea', 'sopra questa riga', 'acima desta linha', 'boven deze lijn', 'boven deze regel'],
  ...['powyżej tej linii', 'powyżej tego wiersza', 'ovanför den här raden', 'ovanför denna rad', 'over denne linje', 'over denne linjen'],
  ...['tämän rivin yläpuolelle', 'nad tento řádek', 'nad týmto riadkom', 'e fölé a sor fölé', 'выше этой строки', 'вище цього рядка'],
  ...['bu satırın üstüne', 'πάνω από αυτή τη γραμμή', 'この行の上', 'この行より上', '此行上方', '这一行以上', '이 줄 위', 'فوق هذا السطر', 'מעל שורה זו'],
]
