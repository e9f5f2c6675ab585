import type { Language } from './language.ts'

interface RejectionText {
  /** What happened, one sentence. */
  what: string
  /** What the sender can do now, one or two sentences. */
  mend: string
}

/** Why a mail may be refused, as its sender reads it. The desk's own table of rejections says who is told. */
export const rejectionTexts = {
  'too-large': {
    en: {
      what: 'Your mail is larger than what we can take in.',
      mend: 'Please send it again without the big attachments, or put them somewhere we can fetch them from and send us the link.',
    },
    fr: {
      what: 'Votre message est plus volumineux que ce que nous pouvons recevoir.',
      mend: 'Renvoyez-le sans les grosses pièces jointes, ou déposez-les à un endroit accessible et envoyez-nous le lien.',
    },
  },
  'attachment-refused': {
    en: {
      what: 'Your mail carries a kind of file that we do not accept.',
      mend: 'Please send it again without that file, or in another format: a PDF or a picture always works.',
    },
    fr: {
      what: 'Votre message contient un type de fichier que nous n’acceptons pas.',
      mend: 'Renvoyez-le sans ce fichier, ou dans un autre format : un PDF ou une image convient toujours.',
    },
  },
  'attachment-infected': {
    en: {
      what: 'A virus was found in a file attached to your mail, so nobody has opened it.',
      mend: 'Please have your computer checked, then write to us again without that file.',
    },
    fr: {
      what: 'Un virus a été trouvé dans une pièce jointe à votre message ; personne ne l’a ouverte.',
      mend: 'Faites vérifier votre ordinateur, puis écrivez-nous à nouveau sans ce fichier.',
    },
  },
  'empty-mail': {
    en: {
      what: 'Your mail reached us empty: there was no text in it and no file.',
      mend: 'Please write to us again; a sentence or two about what you need is enough.',
    },
    fr: {
      what: 'Votre message nous est parvenu vide, sans texte ni fichier.',
      mend: 'Écrivez-nous à nouveau : une ou deux phrases sur ce dont vous avez besoin suffisent.',
    },
  },
  'unreadable-mail': {
    en: {
      what: 'Your mail reached us damaged, and we could not read it.',
      mend: 'Please send it again. If that does not help, write a new mail instead of forwarding this one.',
    },
    fr: {
      what: 'Votre message nous est parvenu endommagé et nous n’avons pas pu le lire.',
      mend: 'Renvoyez-le. Si cela ne suffit pas, écrivez un nouveau message plutôt que de transférer celui-ci.',
    },
  },
  'too-many-recipients': {
    en: {
      what: 'Your mail was addressed to too many people at once for us to take it as a request.',
      mend: 'If you need our help, please write to us alone.',
    },
    fr: {
      what: 'Votre message s’adressait à trop de personnes à la fois pour être pris comme une demande.',
      mend: 'Si vous avez besoin de notre aide, écrivez-nous directement.',
    },
  },
  'too-many-mails': {
    en: {
      what: 'We have had very many mails from your address in a short time, and have set this one aside.',
      mend: 'If they were not sent on purpose, please check your mail program’s rules. If you need us, write again in an hour.',
    },
    fr: {
      what: 'Nous avons reçu un très grand nombre de messages de votre adresse en peu de temps, et mis celui-ci de côté.',
      mend: 'Si ces envois étaient involontaires, vérifiez les règles de votre messagerie. Si vous avez besoin de nous, réécrivez dans une heure.',
    },
  },
  'unknown-sender': {
    en: {
      what: 'This desk answers people who are registered with it, and we do not know your address.',
      mend: 'If you are registered with another address, please write from that one; or ask the person in charge to add this one.',
    },
    fr: {
      what: 'Ce support répond aux personnes qui y sont inscrites, et nous ne connaissons pas votre adresse.',
      mend: 'Si vous êtes inscrit avec une autre adresse, écrivez depuis celle-ci ; ou demandez à la personne responsable de l’ajouter.',
    },
  },
  'not-allowed': {
    en: {
      what: 'What your mail asks for is something that you may not do on this ticket.',
      mend: 'Nothing was changed. If you think you should be able to, please ask the person in charge of the desk.',
    },
    fr: {
      what: 'Ce que demande votre message ne vous est pas permis sur ce ticket.',
      mend: 'Rien n’a été modifié. Si vous pensez que cela devrait l’être, voyez avec la personne responsable du support.',
    },
  },
  'not-possible-now': {
    en: {
      what: 'What your mail asks for is not possible in the state the ticket is in now.',
      mend: 'Nothing was changed. Somebody may have been quicker: please look at the ticket, then tell us what you need.',
    },
    fr: {
      what: 'Ce que demande votre message n’est pas possible dans l’état actuel du ticket.',
      mend: 'Rien n’a été modifié. Quelqu’un a pu être plus rapide : regardez où en est le ticket, puis dites-nous ce qu’il vous faut.',
    },
  },
  'order-on-new-ticket': {
    en: {
      what: 'Your mail opened a new ticket, and the order in it was not carried out.',
      mend: 'The ticket has all that you wrote. Reply to this mail with the order, and it will be carried out there.',
    },
    fr: {
      what: 'Votre message a ouvert un nouveau ticket, et l’ordre qu’il contient n’a pas été exécuté.',
      mend: 'Le ticket contient tout ce que vous avez écrit. Répondez à ce message avec l’ordre : il y sera exécuté.',
    },
  },
  'solution-without-words': {
    en: {
      what: 'Your mail proposes a solution, but we found no words of yours in it that say what was done.',
      mend: 'The ticket is as it was. Please send the order again, with the words of the solution below it.',
    },
    fr: {
      what: 'Votre message propose une solution, mais nous n’y avons trouvé aucun mot de vous qui dise ce qui a été fait.',
      mend: 'Le ticket est resté tel quel. Renvoyez l’ordre, suivi des mots de la solution.',
    },
  },
  'private-solution': {
    en: {
      what: 'Your mail proposes a solution, but it is an internal note, by /private or since it answers one: the requester would never see it.',
      mend: 'Your words are kept as an internal note. To propose the solution, send it again in answer to this mail, without /private.',
    },
    fr: {
      what: 'Votre message propose une solution, mais c’est une note interne, par /privé ou parce qu’il répond à une telle note : le demandeur ne la verrait jamais.',
      mend: 'Vos mots sont gardés en note interne. Pour proposer la solution, renvoyez-la en réponse à ce message, sans /privé.',
    },
  },
  'sender-not-proved': {
    en: {
      what: 'Your mail contains an order, but we could not make sure that it really came from you.',
      mend: 'Nothing was changed. Please send it from your usual mailbox, through your organisation’s mail server.',
    },
    fr: {
      what: 'Votre message contient un ordre, mais nous n’avons pas pu vérifier qu’il venait bien de vous.',
      mend: 'Rien n’a été modifié. Envoyez-le depuis votre messagerie habituelle, par le serveur de votre organisation.',
    },
  },
} as const satisfies Record<string, Record<Language, RejectionText>>

export type RejectionCode = keyof typeof rejectionTexts

export function isRejectionCode(code: unknown): code is RejectionCode {
  return typeof code === 'string' && Object.hasOwn(rejectionTexts, code)
}
