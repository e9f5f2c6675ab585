import type { Language } from './language.ts'

/** What the pages behind our links say. Names, moments and days come as text. */
interface PageWords {
  /** Of each kind of link while it still acts. */
  decision: {
    title: string
    lead: (desk: string) => string
    solution: (author: string, at: string) => string
    approve: string
    refuse: string
    whyLabel: string
    whyHint: string
    closesOn: (day: string) => string
  }
  undo: { title: string; approved: (at: string) => string; refused: (at: string) => string; button: string }
  close: { title: string; lead: string; button: string }
  sender: { title: string; lead: string; from: string; subject: string; at: string; yes: string; no: string }
  address: { title: string; lead: string; from: string; at: string; yes: string; no: string }
  observer: { title: (address: string) => string; lead: string; button: string }
  whose: (name: string, address: string) => string
  until: (moment: string) => string
  /** What a button did. */
  done: Record<
    | 'approve'
    | 'refuse'
    | 'undo'
    | 'close'
    | 'confirm-sender'
    | 'deny-sender'
    | 'confirm-address'
    | 'deny-address'
    | 'add-observer',
    Notice
  >
  confirmationSent: (address: string) => string
  yourWords: string
  /** Why a link does nothing any more. */
  states: Record<'used' | 'expired' | 'replaced' | 'closed' | 'answered' | 'not-allowed' | 'not-possible', Notice>
  nothingChanged: string
  truth: {
    heading: string
    waits: string
    approved: (name: string, at: string) => string
    refused: (name: string, at: string) => string
    replaced: string
    status: (status: string) => string
    closed: (at: string) => string
    merged: (tag: string) => string
    confirmed: string
    denied: string
    unanswered: string
  }
  somebody: string
  ticket: string
  writeToUs: (address: string) => string
  /** Pages that are about no link. */
  messages: Record<'unknown' | 'too-often' | 'unclear' | 'too-long' | 'foreign' | 'later' | 'nothing-here', Notice>
}

/** What a page says above all, and what else there is to say. */
export interface Notice {
  title: string
  text: string
}

const en: PageWords = {
  decision: {
    title: 'Does it work for you now?',
    lead: (desk) => `${desk} thinks that your ticket is solved. You decide.`,
    solution: (author, at) => `${author}, on ${at}`,
    approve: 'Yes, it works',
    refuse: 'No, not yet',
    whyLabel: 'What is still wrong?',
    whyHint: 'A few words help us. You may also leave this empty.',
    closesOn: (day) => `If we hear nothing from you, we take it that all is well and close the ticket on ${day}.`,
  },
  undo: {
    title: 'Take your answer back?',
    approved: (at) =>
      `On ${at} a link that we had sent to you said that the solution works, and the ticket was closed.`,
    refused: (at) =>
      `On ${at} a link that we had sent to you said that it does not work yet, and the ticket was opened again.`,
    button: 'Yes, take it back',
  },
  close: {
    title: 'Close this ticket?',
    lead: 'The requester writes that it works, or that it no longer matters.',
    button: 'Yes, close it',
  },
  sender: {
    title: 'Did you write this mail?',
    lead: 'It came in your name, and we could not tell whether it was from you. Nobody has been given it, and nothing that it asks for has been done.',
    from: 'From',
    subject: 'Subject',
    at: 'Received',
    yes: 'Yes, I wrote it',
    no: 'No, I did not',
  },
  address: {
    title: 'Is this address yours?',
    lead: 'An answer to a mail that we had written to you came from another address. Is that you, or somebody who writes for you? Until you tell us, only our technicians see what it says.',
    from: 'From',
    at: 'Received',
    yes: 'Yes, that is fine',
    no: 'No, I do not know it',
  },
  observer: {
    title: (address) => `Add ${address}?`,
    lead: 'As an observer they get every public answer of this ticket, and may write to it.',
    button: 'Yes, add them',
  },
  whose: (name, address) =>
    `This is for ${name} to decide: the link was sent to ${address}. If that is not you, please leave it as it is.`,
  until: (moment) => `This can be done until ${moment}.`,
  done: {
    approve: { title: 'Thank you, that’s settled', text: 'We are glad that it works. The ticket is closed.' },
    refuse: {
      title: 'Thank you for telling us',
      text: 'The ticket is open again, and we go on working on it.',
    },
    undo: {
      title: 'Your answer is taken back',
      text: 'The solution waits for your decision again. The links in our earlier mail work once more, or simply reply to it.',
    },
    close: { title: 'The ticket is closed', text: 'The requester is told so.' },
    'confirm-sender': { title: 'Thank you', text: 'We now take your mail in, as written by you.' },
    'deny-sender': {
      title: 'Thank you for telling us',
      text: 'The mail stays where it is, and nobody is given it. Somebody may be using your name: please tell your administrator.',
    },
    'confirm-address': { title: 'Thank you', text: 'We now take in what came from that address.' },
    'deny-address': {
      title: 'Thank you for telling us',
      text: 'What came from that address goes no further than our technicians, who are told that you do not know it.',
    },
    'add-observer': { title: 'Done', text: 'They now observe this ticket.' },
  },
  confirmationSent: (address) =>
    `We are sending a confirmation to ${address}. Was it a mistake, or was it not you? The link in that mail undoes it within 24 hours.`,
  yourWords: 'In your words',
  states: {
    used: { title: 'This link has done its work', text: 'It was used before, and does nothing more.' },
    expired: { title: 'This link is too old', text: 'It could only be used for a while after we sent it.' },
    replaced: {
      title: 'There is a newer solution',
      text: 'This link was about an earlier one. The mail with the newer solution has links of its own.',
    },
    closed: { title: 'This ticket is closed', text: 'There is nothing left to decide.' },
    answered: { title: 'This has been answered', text: 'Another link, a reply or somebody else was quicker.' },
    'not-allowed': {
      title: 'This is no longer yours to decide',
      text: 'Your part has changed since we sent you this link.',
    },
    'not-possible': {
      title: 'This can no longer be done',
      text: 'What the link was about has changed since, or is no longer there.',
    },
  },
  nothingChanged: 'Nothing was changed.',
  truth: {
    heading: 'How it stands now',
    waits: 'The solution waits for an answer. Reply to our mail, and that is one.',
    approved: (name, at) => `The solution was approved by ${name} on ${at}.`,
    refused: (name, at) => `The solution was refused by ${name} on ${at}.`,
    replaced: 'The solution was replaced by a newer one.',
    status: (status) => `The ticket’s status: ${status}.`,
    closed: (at) => `The ticket was closed on ${at}.`,
    merged: (tag) => `The ticket was merged into ${tag}.`,
    confirmed: 'The answer was yes: the mail was taken in.',
    denied: 'The answer was no: the mail was not used.',
    unanswered: 'There was no answer in time: the mail was not used.',
  },
  somebody: 'somebody',
  ticket: 'Ticket',
  writeToUs: (address) => `Is there anything else? Write to ${address}, or reply to any of our mails.`,
  messages: {
    unknown: {
      title: 'We do not know this link',
      text: 'It may have been cut off on its way to you. Try copying all of it from our mail, or simply reply to that mail: it does the same.',
    },
    'too-often': {
      title: 'Please wait a moment',
      text: 'Too much came from your network in a short time. Try again in a few minutes, or simply reply to our mail.',
    },
    unclear: {
      title: 'We did not understand that',
      text: 'Nothing was changed. Please open the link in our mail again.',
    },
    'too-long': {
      title: 'That was too long',
      text: 'Nothing was changed. Please go back and say it shorter, or reply to our mail: there is room for all of it.',
    },
    foreign: {
      title: 'That came from another page',
      text: 'Nothing was changed. Please open the link in our mail, and press the button there.',
    },
    later: {
      title: 'Something is wrong on our side',
      text: 'We are sorry. Please try again in a few minutes, or simply reply to our mail.',
    },
    'nothing-here': { title: 'There is nothing here', text: 'Our pages are behind the links in our mails.' },
  },
}

const fr: PageWords = {
  decision: {
    title: 'Est-ce que cela marche, maintenant ?',
    lead: (desk) => `${desk} pense que votre ticket est résolu. C’est à vous de le dire.`,
    solution: (author, at) => `${author}, le ${at}`,
    approve: 'Oui, cela marche',
    refuse: 'Non, pas encore',
    whyLabel: 'Qu’est-ce qui ne va pas encore ?',
    whyHint: 'Quelques mots nous aident. Vous pouvez aussi ne rien écrire.',
    closesOn: (day) => `Sans nouvelles de vous, nous penserons que tout va bien et clorons le ticket le ${day}.`,
  },
  undo: {
    title: 'Revenir sur votre réponse ?',
    approved: (at) =>
      `Le ${at}, un lien que nous vous avions envoyé a dit que la solution convient, et le ticket a été clos.`,
    refused: (at) =>
      `Le ${at}, un lien que nous vous avions envoyé a dit que cela ne marche pas encore, et le ticket a été rouvert.`,
    button: 'Oui, revenir dessus',
  },
  close: {
    title: 'Clore ce ticket ?',
    lead: 'Le demandeur écrit que cela marche, ou que ce n’est plus utile.',
    button: 'Oui, le clore',
  },
  sender: {
    title: 'Avez-vous écrit ce message ?',
    lead: 'Il nous est parvenu à votre nom, et nous n’avons pas pu vérifier qu’il venait de vous. Il n’a été transmis à personne, et rien de ce qu’il demande n’a été fait.',
    from: 'De',
    subject: 'Objet',
    at: 'Reçu',
    yes: 'Oui, c’est moi',
    no: 'Non, ce n’est pas moi',
  },
  address: {
    title: 'Cette adresse est-elle la vôtre ?',
    lead: 'Une réponse à un message que nous vous avions écrit est venue d’une autre adresse. Est-ce vous, ou quelqu’un qui écrit pour vous ? En attendant, seuls nos techniciens voient ce qu’elle dit.',
    from: 'De',
    at: 'Reçu',
    yes: 'Oui, c’est bien ça',
    no: 'Non, je ne la connais pas',
  },
  observer: {
    title: (address) => `Ajouter ${address} ?`,
    lead: 'Un observateur reçoit chaque réponse publique de ce ticket, et peut y écrire.',
    button: 'Oui, l’ajouter',
  },
  whose: (name, address) =>
    `C’est à ${name} d’en décider : le lien a été envoyé à ${address}. Si ce n’est pas vous, merci de ne rien faire.`,
  until: (moment) => `C’est possible jusqu’au ${moment}.`,
  done: {
    approve: { title: 'Merci, c’est noté', text: 'Nous sommes heureux que cela marche. Le ticket est clos.' },
    refuse: {
      title: 'Merci de nous l’avoir dit',
      text: 'Le ticket est rouvert, et nous reprenons le travail.',
    },
    undo: {
      title: 'Votre réponse est annulée',
      text: 'La solution attend de nouveau votre décision. Les liens de notre message précédent fonctionnent à nouveau ; vous pouvez aussi y répondre, tout simplement.',
    },
    close: { title: 'Le ticket est clos', text: 'Le demandeur en est averti.' },
    'confirm-sender': {
      title: 'Merci',
      text: 'Nous prenons maintenant votre message en compte, comme venant de vous.',
    },
    'deny-sender': {
      title: 'Merci de nous l’avoir dit',
      text: 'Le message reste où il est, et personne ne le reçoit. Quelqu’un se sert peut-être de votre nom : prévenez votre administrateur.',
    },
    'confirm-address': { title: 'Merci', text: 'Nous prenons maintenant en compte ce qui est venu de cette adresse.' },
    'deny-address': {
      title: 'Merci de nous l’avoir dit',
      text: 'Ce qui est venu de cette adresse ne va pas plus loin que nos techniciens, qui savent que vous ne la connaissez pas.',
    },
    'add-observer': { title: 'C’est fait', text: 'Cette personne observe maintenant ce ticket.' },
  },
  confirmationSent: (address) =>
    `Nous envoyons une confirmation à ${address}. C’était une erreur, ou ce n’était pas vous ? Le lien de ce message permet d’annuler pendant 24 heures.`,
  yourWords: 'Avec vos mots',
  states: {
    used: { title: 'Ce lien a déjà servi', text: 'Il ne fait plus rien.' },
    expired: { title: 'Ce lien est trop ancien', text: 'Il ne pouvait servir que quelque temps après son envoi.' },
    replaced: {
      title: 'Il y a une solution plus récente',
      text: 'Ce lien portait sur une solution précédente. Le message de la nouvelle a ses propres liens.',
    },
    closed: { title: 'Ce ticket est clos', text: 'Il n’y a plus rien à décider.' },
    answered: {
      title: 'La réponse a déjà été donnée',
      text: 'Un autre lien, une réponse par mail ou quelqu’un d’autre a été plus rapide.',
    },
    'not-allowed': {
      title: 'Ce n’est plus à vous d’en décider',
      text: 'Votre rôle a changé depuis que nous vous avons envoyé ce lien.',
    },
    'not-possible': {
      title: 'Ce n’est plus possible',
      text: 'Ce dont parlait ce lien a changé entre-temps, ou n’existe plus.',
    },
  },
  nothingChanged: 'Rien n’a été modifié.',
  truth: {
    heading: 'Où en est-on ?',
    waits: 'La solution attend une réponse. Répondre à notre message suffit.',
    approved: (name, at) => `La solution a été approuvée par ${name} le ${at}.`,
    refused: (name, at) => `La solution a été refusée par ${name} le ${at}.`,
    replaced: 'La solution a été remplacée par une plus récente.',
    status: (status) => `Statut du ticket : ${status}.`,
    closed: (at) => `Le ticket a été clos le ${at}.`,
    merged: (tag) => `Le ticket a été fusionné avec ${tag}.`,
    confirmed: 'La réponse a été oui : le message a été pris en compte.',
    denied:
      'Quelqu’un a dit, par un lien qui vous était envoyé, que ce message n’est pas de vous. Il n’a pas été utilisé.',
    unanswered: 'Il n’y a pas eu de réponse à temps : le message n’a pas été utilisé.',
  },
  somebody: 'quelqu’un',
  ticket: 'Ticket',
  writeToUs: (address) => `Autre chose ? Écrivez à ${address}, ou répondez à l’un de nos messages.`,
  messages: {
    unknown: {
      title: 'Nous ne connaissons pas ce lien',
      text: 'Il a peut-être été coupé en chemin. Essayez de le copier en entier depuis notre message, ou répondez-y simplement : cela revient au même.',
    },
    'too-often': {
      title: 'Un instant, s’il vous plaît',
      text: 'Trop de demandes sont venues de votre réseau en peu de temps. Réessayez dans quelques minutes, ou répondez simplement à notre message.',
    },
    unclear: {
      title: 'Nous n’avons pas compris',
      text: 'Rien n’a été modifié. Ouvrez à nouveau le lien de notre message, s’il vous plaît.',
    },
    'too-long': {
      title: 'C’était trop long',
      text: 'Rien n’a été modifié. Revenez en arrière et écrivez plus court, ou répondez à notre message : il y a la place.',
    },
    foreign: {
      title: 'Cela venait d’une autre page',
      text: 'Rien n’a été modifié. Ouvrez le lien de notre message, et appuyez là sur le bouton.',
    },
    later: {
      title: 'Quelque chose ne va pas chez nous',
      text: 'Nous en sommes désolés. Réessayez dans quelques minutes, ou répondez simplement à notre message.',
    },
    'nothing-here': { title: 'Il n’y a rien ici', text: 'Nos pages sont derrière les liens de nos messages.' },
  },
}

export const pageWords: Record<Language, PageWords> = { en, fr }
export type { PageWords }
