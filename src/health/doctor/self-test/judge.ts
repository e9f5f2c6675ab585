import type { SelfTestKind } from '../../../outbox/compose/self-test-mail.ts'
import { type Finding, right, type Words, warning, wrong } from '../finding.ts'
import { readHead, valuesOf } from './read-head.ts'
import type { SentMail } from './sent-mail.ts'

/** What survives on the way from ourselves to ourselves, and what is replaced. Pure. */
export function judgeSelfTest(mails: readonly SentMail[], waitedSeconds: number): Finding[] {
  return mails.flatMap((sent) => {
    const { attempt, head, mail } = sent
    if (attempt.result !== 'sent') return [notTaken(mail.kind, attempt.response)]
    if (head === null) return [notArrived(mail.kind, waitedSeconds)]
    return judgeArrived(sent, head)
  })
}

function judgeArrived({ mail }: SentMail, text: string): Finding[] {
  const headers = readHead(text)
  const id = valuesOf(headers, ['message-id'])[0] ?? ''
  switch (mail.kind) {
    case 'plain':
      return [
        arrived.plain,
        id.includes(mail.messageId) ? keptId : replacedId(id),
        signature(valuesOf(headers, ['dkim-signature'])),
      ]
    case 'reply':
      return [
        judgeAddress(valuesOf(headers, addressFields), mail.to),
        judgeSender(valuesOf(headers, ['return-path']), mail.from),
      ]
    case 'bounce':
      return [arrived.bounce]
  }
}

/** Where marks in addresses are looked for. */
const addressFields = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to']

const judgeAddress = (fields: readonly string[], to: string): Finding =>
  fields.some((field) => field.toLowerCase().includes(to.toLowerCase())) ? arrived.reply : rewritten(fields.join(', '))

const judgeSender = (fields: readonly string[], from: string): Finding => {
  const [found] = fields
  if (found === undefined) return noReturnPath
  return found.toLowerCase().includes(from.toLowerCase()) ? keptSender : replacedSender(found)
}

const arrived: Record<SelfTestKind, Finding> = {
  plain: right({ en: 'A mail to ourselves arrives.', fr: 'Un message à nous-mêmes arrive.' }),
  reply: right({
    en: 'Mail to a reply address arrives, and its mark is whole.',
    fr: 'Un message à une adresse de réponse arrive, sa marque intacte.',
  }),
  bounce: right({
    en: 'Mail from the null sender to a VERP address arrives, as bounces do.',
    fr: 'Un message sans expéditeur à une adresse VERP arrive, comme les retours d’erreur.',
  }),
}

const keptId = right({ en: 'Our Message-ID survives.', fr: 'Notre Message-ID survit.' })
const keptSender = right({ en: 'Our VERP sender survives.', fr: 'Notre expéditeur VERP survit.' })

const what: Record<SelfTestKind, Words> = {
  plain: { en: 'a mail to ourselves', fr: 'un message à nous-mêmes' },
  reply: {
    en: 'a mail from a VERP sender to a reply address',
    fr: 'un message d’un expéditeur VERP à une adresse de réponse',
  },
  bounce: { en: 'a mail from the null sender to a VERP address', fr: 'un message sans expéditeur à une adresse VERP' },
}

const plus: Words = {
  en: 'Have the mail server deliver support+anything@ to support@ (Postfix: recipient_delimiter = +), or set delimiter to what it takes.',
  fr: 'Que le serveur remette support+quelquechose@ à support@ (Postfix : recipient_delimiter = +), ou mettez dans delimiter ce qu’il accepte.',
}

const notTaken = (kind: SelfTestKind, answer: string): Finding =>
  wrong(
    {
      en: `The SMTP server does not take ${what[kind].en}: ${answer}`,
      fr: `Le serveur SMTP n’accepte pas ${what[kind].fr} : ${answer}`,
    },
    kind === 'plain'
      ? {
          en: 'Let this login send as the address of the mailbox.',
          fr: 'Autorisez ce compte à écrire au nom de l’adresse du collecteur.',
        }
      : plus,
  )

const notArrived = (kind: SelfTestKind, seconds: number): Finding =>
  wrong(
    {
      en: `It took ${what[kind].en}, which has not arrived within ${seconds} seconds.`,
      fr: `Il a accepté ${what[kind].fr}, qui n’est pas arrivé en ${seconds} secondes.`,
    },
    kind === 'plain'
      ? {
          en: 'Look into the spam folder and the queue of the mail server; greylisting may ask for a longer --wait.',
          fr: 'Voyez le dossier spam et la file du serveur ; une liste grise peut demander un --wait plus long.',
        }
      : plus,
  )

const rewritten = (found: string): Finding =>
  warning(
    {
      en: `Mail to a reply address arrives, but its address is rewritten on the way (${found.slice(0, 200)}).`,
      fr: `Un message à une adresse de réponse arrive, mais son adresse est réécrite en chemin (${found.slice(0, 200)}).`,
    },
    {
      en: 'Answers are then threaded by Message-ID and subject only. Have the server keep To, or write Delivered-To or X-Original-To.',
      fr: 'Les réponses ne sont alors reconnues que par Message-ID et objet. Que le serveur garde To, ou écrive Delivered-To ou X-Original-To.',
    },
  )

const replacedId = (found: string): Finding =>
  warning(
    {
      en: `Our Message-ID is replaced (${found.slice(0, 200)}).`,
      fr: `Notre Message-ID est remplacé (${found.slice(0, 200)}).`,
    },
    {
      en: 'Answers are then threaded by their reply address and by the id that the relay tells. Better a transport that keeps it.',
      fr: 'Les réponses sont alors reconnues par l’adresse de réponse et l’identifiant que le relais annonce. Mieux vaut un serveur qui le garde.',
    },
  )

const replacedSender = (found: string): Finding =>
  warning(
    {
      en: `Our VERP sender is replaced (${found.slice(0, 200)}).`,
      fr: `Notre expéditeur VERP est remplacé (${found.slice(0, 200)}).`,
    },
    {
      en: 'Bounces then come to that address, and are matched by what they quote. Let this login use any sender of the mailbox.',
      fr: 'Les retours d’erreur vont alors à cette adresse, et sont reconnus par ce qu’ils citent. Autorisez tout expéditeur du collecteur à ce compte.',
    },
  )

const noReturnPath = warning(
  {
    en: 'The mailbox shows no Return-Path, so whether our VERP sender survives cannot be seen.',
    fr: 'La boîte ne montre pas de Return-Path : impossible de voir si notre expéditeur VERP survit.',
  },
  {
    en: 'Bounces are matched by what they quote as well; nothing has to be done.',
    fr: 'Les retours d’erreur sont aussi reconnus par ce qu’ils citent ; rien à faire.',
  },
)

function signature(found: readonly string[]): Finding {
  const domains = found
    .map((value) => /(?:^|;)\s*d=([^;\s]+)/i.exec(value)?.[1])
    .filter((domain) => domain !== undefined)
  if (domains.length > 0)
    return right({
      en: `It is signed with DKIM by ${domains.join(', ')}.`,
      fr: `Il est signé en DKIM par ${domains.join(', ')}.`,
    })
  return warning(
    { en: 'It carries no DKIM signature.', fr: 'Il ne porte pas de signature DKIM.' },
    {
      en: 'Let the SMTP server sign, or Guichet (transports, dkim); some servers sign only what leaves the house.',
      fr: 'Que le serveur SMTP signe, ou Guichet (transports, dkim) ; certains serveurs ne signent que ce qui sort.',
    },
  )
}
