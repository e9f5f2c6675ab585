import type { PageWords } from './page-words.ts'

/** The pages, in French. */
export const fr: PageWords = {
  decision: {
    title: 'Est-ce que tout marche maintenant ?',
    lead: (desk) => `${desk} pense que votre ticket est résolu :`,
    solution: (author, at) => `${author}, le ${at}`,
    approve: 'Oui, ça marche',
    refuse: 'Non, pas encore',
    whyLabel: 'Qu’est-ce qui ne va pas encore ?',
    whyHint: 'Quelques mots nous aident. Vous pouvez aussi ne rien écrire.',
    closesOn: (day) =>
      `Sans nouvelles de vous, nous considérerons que tout va bien et clôturerons le ticket le ${day}.`,
  },
  undo: {
    title: 'Revenir sur votre réponse ?',
    approved: (at) =>
      `Le ${at}, un lien que nous vous avions envoyé a servi à dire que la solution convient. Le ticket a été clos.`,
    refused: (at) =>
      `Le ${at}, un lien que nous vous avions envoyé a servi à dire que cela ne marche pas encore. Le ticket a été rouvert.`,
    closed: (at) => `Le ${at}, un lien que nous vous avions envoyé a servi à clore le ticket.`,
    button: 'Oui, revenir dessus',
    reopened: { title: 'Le ticket est rouvert', text: 'La clôture est annulée.' },
  },
  close: {
    title: 'Clore ce ticket ?',
    lead: 'Le demandeur écrit que tout marche, ou que ce n’est plus utile.',
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
    approve: { title: 'Merci, c’est noté', text: 'Nous sommes heureux que tout marche. Le ticket est clos.' },
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
  yourWords: 'Ce que vous avez écrit',
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
    denied: 'La réponse a été non : le message n’a pas été utilisé.',
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
      text: 'Rien n’a été modifié. Ouvrez le lien de notre message, et appuyez sur le bouton de sa page.',
    },
    later: {
      title: 'Quelque chose ne va pas chez nous',
      text: 'Nous en sommes désolés. Réessayez dans quelques minutes, ou répondez simplement à notre message.',
    },
    'nothing-here': { title: 'Il n’y a rien ici', text: 'Nos pages sont derrière les liens de nos messages.' },
  },
}
