/** How letters end, lower case. A rule of dashes or stars below one of these sets off a signature. */
export const signOffs: readonly string[] = [
  ...['regards', 'best regards', 'kind regards', 'warm regards', 'best', 'all the best', 'best wishes', 'sincerely', 'yours sincerely'],
  ...['yours faithfully', 'yours truly', 'cheers', 'thanks', 'many thanks', 'thank you', 'thanks and regards', 'take care'],
  ...['cordialement', 'bien cordialement', 'bien à vous', 'sincères salutations', 'salutations', 'merci', 'bonne journée', 'bonne fin de journée'],
  ...['amicalement', 'à bientôt', 'crdt', 'cdlt', 'mit freundlichen grüßen', 'mit freundlichen grüssen', 'freundliche grüße', 'freundliche grüsse'],
  ...['viele grüße', 'viele grüsse', 'beste grüße', 'liebe grüße', 'mfg', 'lg', 'vg', 'gruß', 'grüße', 'vielen dank', 'danke'],
  ...['saludos', 'un saludo', 'saludos cordiales', 'atentamente', 'gracias', 'salud', 'cordiali saluti', 'distinti saluti', 'saluti', 'grazie'],
  ...['atenciosamente', 'cumprimentos', 'melhores cumprimentos', 'obrigado', 'obrigada', 'abraço', 'met vriendelijke groet'],
  ...['met vriendelijke groeten', 'vriendelijke groeten', 'groeten', 'groetjes', 'mvg', 'bedankt', 'pozdrawiam', 'z poważaniem', 'dziękuję'],
  ...['med vänliga hälsningar', 'vänliga hälsningar', 'hälsningar', 'mvh', 'med venlig hilsen', 'venlig hilsen', 'hilsen', 'med vennlig hilsen'],
  ...['vennlig hilsen', 'tak', 'takk', 'tack', 'terveisin', 'ystävällisin terveisin', 'kiitos', 's pozdravem', 'děkuji', 'üdvözlettel', 'köszönettel'],
  ...['с уважением', 'спасибо', 'з повагою', 'дякую', 'saygılarımla', 'teşekkürler', 'με εκτίμηση', 'ευχαριστώ', 'よろしくお願いします', '谢谢', '此致'],
  ...['감사합니다', 'مع تحياتي', 'شكرا', 'بברכה', 'תודה', 'בברכה'],
]

/** How legal notices below a mail start, lower case; tried at the start of a paragraph. */
export const disclaimerOpenings: readonly string[] = [
  ...['confidentiality notice', 'disclaimer', 'legal notice', 'important notice', 'privileged and confidential', 'private and confidential'],
  ...['this e-mail and any', 'this email and any', 'this message and any', 'this e-mail, and any', 'this email, and any', 'this e-mail message'],
  ...['this e-mail (and any', 'this email (and any', 'this message (and any', 'this message is intended', 'this email is intended', 'this e-mail is intended'],
  ...['this email is confidential', 'this e-mail is confidential', 'this message is confidential', 'this message contains confidential'],
  ...['this email contains confidential', 'this e-mail contains confidential', 'this email may contain', 'this e-mail may contain'],
  ...['this message may contain', 'this communication is', 'this communication may', 'this transmission', 'the information contained in this'],
  ...['the information in this', 'the contents of this', 'the content of this e', 'if you are not the intended recipient', 'if you have received this'],
  ...['please consider the environment', 'before printing', 'think before you print', 'save paper', 'unless expressly stated'],
  ...['ce message et', 'ce message est confidentiel', 'ce message contient', 'ce courriel et', 'ce courriel est', 'ce courrier électronique'],
  ...['cet e-mail et', 'cet email et', 'cet e-mail est', 'les informations contenues dans', 'le contenu de ce', 'si vous n’êtes pas le destinataire'],
  ...["si vous n'êtes pas le destinataire", 'si vous avez reçu ce', 'avis de confidentialité', 'avertissement :', 'mentions légales', 'pensez à l’environnement'],
  ...["pensez à l'environnement", "avant d'imprimer", 'avant d’imprimer', "n'imprimez ce", 'n’imprimez ce'],
  ...['diese e-mail enthält', 'diese e-mail kann', 'diese e-mail und', 'diese nachricht ist', 'diese nachricht enthält', 'der inhalt dieser'],
  ...['die in dieser e-mail', 'vertraulichkeitshinweis', 'haftungsausschluss', 'rechtlicher hinweis', 'bitte denken sie an die umwelt', 'bitte prüfen sie'],
  ...['este mensaje y', 'este mensaje va dirigido', 'este mensaje contiene', 'este mensaje puede', 'este correo electrónico', 'este correo y', 'la información contenida en'],
  ...['aviso legal', 'aviso de confidencialidad', 'le informazioni contenute in', 'questo messaggio e', 'questo messaggio è', 'questa e-mail', 'questa email'],
  ...['il presente messaggio', 'avviso di riservatezza', 'esta mensagem', 'este e-mail', 'este email', 'aviso de confidencialidade', 'a informação contida'],
  ...['as informações contidas', 'dit bericht is', 'dit bericht kan', 'deze e-mail', 'de informatie in dit', 'de informatie verzonden', 'de inhoud van dit'],
  ...['ta wiadomość', 'niniejsza wiadomość', 'informacje zawarte w', 'detta meddelande', 'detta e-post', 'denne e-mail', 'denne meddelelse', 'denne e-posten'],
  ...['tämä viesti', 'tämä sähköposti', 'tato zpráva', 'tento e-mail', 'ez az üzenet', 'ez az e-mail', 'настоящее сообщение', 'данное сообщение'],
  ...['це повідомлення', 'bu e-posta', 'bu mesaj', 'αυτό το μήνυμα', 'το παρόν μήνυμα', 'このメールには', '本邮件', '此邮件', '이 메일은', 'هذه الرسالة', 'דואר אלקטרוני זה'],
]

/** Words of a legal notice; a paragraph that opens like one is one only if it also says one of these. */
export const disclaimerWords: readonly string[] = [
  ...['confidential', 'intended', 'recipient', 'privileged', 'disclos', 'liab', 'environment', 'printing', 'delete', 'unauthori', 'paper'],
  ...['confidentiel', 'destinataire', 'confidencial', 'destinatari', 'riservat', 'vertraulich', 'empfänger', 'umwelt', 'unbefugt', 'vertrouwelijk'],
  ...['geadresseerde', 'poufn', 'adresat', 'konfident', 'konfidentiel', 'fortrolig', 'luottamuksel', 'důvěrn', 'bizalmas', 'конфиденциальн'],
  ...['конфіденційн', 'gizli', 'εμπιστευτικ', '機密', '保密', '机密', '기밀', 'سري', 'חסוי', 'imprim', 'environnement'],
]

/** What mail gateways put above a mail from outside, lower case. */
export const outsideWarnings: readonly string[] = [
  ...['external sender', 'external email', 'external e-mail', 'external mail', 'outside of the organization', 'outside of your organization'],
  ...['outside the organization', 'outside your organization', 'outside of our organization', 'outside our organization', 'outside the company'],
  ...['originated from outside', 'originated outside', 'came from outside', "don't often get email from", 'do not click links', 'do not click on links'],
  ...['expéditeur externe', 'e-mail externe', 'courriel externe', 'message externe', "provient de l'extérieur", 'provient de l’extérieur', 'externe e-mail'],
  ...['externer absender', 'e-mail von extern', 'von außerhalb', 'correo externo', 'remitente externo', 'mittente esterno', 'email esterna', 'remetente externo'],
  ...['externe afzender', 'afkomstig van buiten', 'n’obtenez pas souvent d’e-mail', "n'obtenez pas souvent d'e-mail", 'nicht häufig eine e-mail von'],
]

/** How such a warning starts: a person's own words about "an external sender" start otherwise. */
export const warningOpenings: readonly string[] = [
  ...['caution', 'warning', 'attention', 'external', 'this message', 'this email', 'this e-mail', 'you don', 'some people who', 'be careful', 'important'],
  ...['précaution', 'avertissement', 'prudence', 'ce message', 'cet e-mail', 'cet email', 'ce courriel', 'e-mail externe', 'message externe', 'vous n'],
  ...['vorsicht', 'achtung', 'warnung', 'diese e-mail', 'diese nachricht', 'externe', 'sie erhalten', 'cuidado', 'atención', 'advertencia', 'este correo'],
  ...['este mensaje', 'attenzione', 'questa email', 'questa e-mail', 'atenção', 'este email', 'esta mensagem', 'let op', 'deze e-mail', 'uwaga', 'внимание'],
]
