import type { ParseNote } from '../mail/types.ts'

/** What a rule or a note of the report means, for people: English and French. A name that is missing here is shown as it is. */
export const ruleWords: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  // What kind of mail it is.
  'own-mail': ['one of our own mails', 'un de nos propres messages'],
  'delivery-status': ['a delivery report', 'un compte rendu de remise'],
  'feedback-report': ['a complaint report', 'un rapport de plainte'],
  'bounce-notice': ['the words of a delivery notice', 'les mots d’un avis de non-remise'],
  'read-receipt': ['a read receipt', 'un accusé de lecture'],
  challenge: [
    'it asks the sender to prove being a person',
    'il demande à l’expéditeur de prouver qu’il est une personne',
  ],
  'calendar-reply': ['a calendar answers an invitation', 'un agenda répond à une invitation'],
  'auto-reply-header': ['a header of automatic replies', 'un en-tête de réponse automatique'],
  'auto-response-suppress': [
    'its sender wants no automatic answers',
    'son expéditeur ne veut pas de réponse automatique',
  ],
  'auto-submitted': ['it calls itself automatic', 'il se dit lui-même automatique'],
  'ticket-system': ['another ticket desk or a tracker sent it', 'un autre outil de tickets ou de suivi l’a envoyé'],
  spam: ['a mail server marks it as spam', 'un serveur le marque comme indésirable'],
  'bulk-mail': ['a mailing to many', 'un envoi en nombre'],
  'mailing-list': ['it passed through a mailing list', 'il est passé par une liste de diffusion'],
  'auto-reply-subject': [
    'its subject begins like an automatic reply',
    'son objet commence comme une réponse automatique',
  ],
  'recall-notice': ['Outlook asks to take a mail back', 'Outlook demande de retirer un message'],
  'absence-notice': ['it is worded as an absence notice', 'il est rédigé comme un avis d’absence'],
  'away-words': ['its text tells of an absence', 'son texte annonce une absence'],
  'envelope-address': ['it came to our address for bounces', 'il est arrivé à notre adresse de retour'],
  'system-sender': [
    'a mail system or a no-reply address wrote it',
    'un système de messagerie ou une adresse sans réponse l’a écrit',
  ],
  // Who wrote it.
  'two-from': ['it names several From fields', 'il porte plusieurs champs From'],
  'no-author': ['it names no single author', 'il ne nomme pas un auteur unique'],
  'trusted-server': [
    'a server that the settings name checked it',
    'un serveur nommé dans la configuration l’a vérifié',
  ],
  'internal-route': ['it came by an internal route', 'il est arrivé par une voie interne'],
  dmarc: ['DMARC', 'DMARC'],
  dkim: ['its signature (DKIM)', 'sa signature (DKIM)'],
  arc: ['a trusted forwarder sealed it (ARC)', 'un relais de confiance l’a scellé (ARC)'],
  'dmarc-failed': ['DMARC fails', 'DMARC échoue'],
  mark: [
    'a mark that we signed for this person came back',
    'une marque que nous avons signée pour cette personne est revenue',
  ],
  // Which part is new.
  forward: ['a forward is kept whole', 'un transfert est gardé entier'],
  attribution: ['a line such as “On …, Jane wrote:”', 'une ligne comme « Le …, Jeanne a écrit : »'],
  'header-block': ['From:, Sent:, To: above a quote', 'De :, Envoyé :, À : au-dessus d’une citation'],
  'original-message': ['“Original message”', '« Message d’origine »'],
  'reply-marker': ['our line “reply above”', 'notre ligne « répondez au-dessus »'],
  'html-structure': ['what the mail client marks as a quote', 'ce que le logiciel de messagerie marque comme citation'],
  'quote-marks': ['quote marks (>)', 'marques de citation (>)'],
  'sent-text': ['the text of our own mail', 'le texte de notre propre message'],
  'outside-warning': ['a warning about mail from outside', 'un avertissement sur le courrier externe'],
  'signature-delimiter': ['“-- ”', '« -- »'],
  'footer-rule': ['a line above a footer', 'un trait au-dessus d’un pied de page'],
  'rule-below-closing': ['a line below the greeting', 'un trait sous la formule de politesse'],
  device: ['“Sent from my …”', '« Envoyé de mon … »'],
  disclaimer: ['a legal notice', 'une mention légale'],
  'contact-lines': ['ways to reach the writer', 'les coordonnées de l’auteur'],
  'earlier-signature': [
    'the writer’s signature in an earlier mail',
    'la signature de l’auteur dans un message précédent',
  ],
  // How a forward was known.
  'forward-marker': ['“Forwarded message”', '« Message transféré »'],
  'forward-subject': ['its subject says so', 'son objet le dit'],
  'header-block-first': ['it begins with From:, Sent:, To:', 'il commence par De :, Envoyé :, À :'],
  'unsure-header-block': ['not sure: From:, Sent:, To:', 'pas sûr : De :, Envoyé :, À :'],
  'attached-mail': ['the mail is attached', 'le message est joint'],
}

/** Of the rules that cut, those that found a signature. */
export const signingRules: ReadonlySet<string> = new Set([
  ...['outside-warning', 'signature-delimiter', 'footer-rule', 'rule-below-closing', 'device', 'disclaimer'],
  ...['contact-lines', 'earlier-signature'],
])

/** What was wrong with a mail, by the code of its note. */
export const noteWords: Readonly<Record<ParseNote['code'], readonly [en: string, fr: string]>> = {
  'charset-unknown': ['a character set that is not known', 'un jeu de caractères inconnu'],
  'charset-guessed': ['a character set that had to be guessed', 'un jeu de caractères qu’il a fallu deviner'],
  'text-truncated': ['a text too long to be read whole', 'un texte trop long pour être lu en entier'],
  'html-too-deep': ['HTML nested too deeply', 'du HTML trop imbriqué'],
  'html-too-large': ['HTML too large to be shown', 'du HTML trop gros pour être montré'],
  'header-truncated': ['headers too long to be read whole', 'des en-têtes trop longs pour être lus en entier'],
  encrypted: ['encrypted: its content cannot be read here', 'chiffré : son contenu ne peut pas être lu ici'],
  'too-many-addresses': ['too many addresses', 'trop d’adresses'],
  'no-from': ['no sender’s address', 'aucune adresse d’expéditeur'],
  'two-from': ['several senders', 'plusieurs expéditeurs'],
  'no-message-id': ['no Message-ID', 'aucun Message-ID'],
  'bad-date': ['a date that cannot be read', 'une date illisible'],
  'bad-encoding': ['a part with a broken encoding', 'une partie au codage abîmé'],
  'too-many-attachments': ['too many attachments', 'trop de pièces jointes'],
  'attachment-too-large': ['an attachment that is too large', 'une pièce jointe trop grosse'],
  'attachment-refused': ['an attachment that was refused', 'une pièce jointe refusée'],
  'too-deep': ['parts nested too deeply', 'des parties trop imbriquées'],
  'too-many-parts': ['too many parts', 'trop de parties'],
  'tnef-unreadable': ['a winmail.dat that cannot be opened', 'un winmail.dat illisible'],
}
