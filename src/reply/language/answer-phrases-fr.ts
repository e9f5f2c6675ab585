import type { AnswerPhrases } from '../answer-phrases.ts'

const tickets = [
  ...['le ticket', 'ce ticket', 'mon ticket', 'la demande', 'ma demande', 'cette demande', 'l incident'],
  'cet incident',
]

const toClose = ['clore', 'cloturer', 'fermer'].flatMap((close) => [
  close,
  ...tickets.map((ticket) => `${close} ${ticket}`),
])

const doings = [
  ...['aide', 'aide precieuse', 'precieuse aide', 'reactivite', 'rapidite', 'efficacite', 'disponibilite', 'patience'],
  ...['reponse', 'reponse rapide', 'retour', 'retour rapide', 'intervention', 'intervention rapide', 'travail'],
]

const wishes = [
  ...['bonne journee', 'tres bonne journee', 'belle journee', 'excellente journee', 'bonne fin de journee'],
  ...['bonne soiree', 'bonne matinee', 'bonne apres midi', 'bon apres midi', 'bonne semaine', 'bonne fin de semaine'],
  ...['bon week end', 'bon weekend', 'bonne continuation'],
]

/** Answers to a solution in French. */
export const answersInFrench: AnswerPhrases = {
  approval: [
    ...['approuve', 'approuvee', 'j approuve', 'j approuve la solution', 'j approuve cette solution'],
    ...['solution approuvee', 'accepte', 'j accepte', 'j accepte la solution', 'solution acceptee'],
    ...['valide', 'je valide', 'je valide la solution', 'solution validee', 'c est valide'],
    ...['teste et approuve', 'teste et valide'],
    ...['vous pouvez', 'tu peux', 'on peut', 'merci de'].flatMap((may) => toClose.map((close) => `${may} ${close}`)),
    ...['vous pouvez', 'tu peux'].flatMap((may) =>
      ['clore', 'cloturer', 'fermer'].map((close) => `${may} le ${close}`),
    ),
    ...['clos', 'cloture', 'ferme'].map((closed) => `le ticket peut etre ${closed}`),
    ...['close', 'cloturee', 'fermee'].map((closed) => `la demande peut etre ${closed}`),
    ...['ok pour clore', 'ok pour cloturer', 'ok pour fermer'],
    ...['ticket a clore', 'ticket a cloturer', 'ticket a fermer'],
  ],
  // The start of the mailto: that refuses; what follows it is the reason.
  refusal: [
    ...['je refuse la solution car', 'je refuse la solution parce que', 'je refuse la solution', 'je refuse', 'refuse'],
    ...['refusee', 'solution refusee'],
  ],
  works: [
    ...['c est bon', 'c bon', 'c est bon pour moi', 'c est tout bon', 'tout est bon', 'tout bon', 'tout est ok'],
    ...['c est ok', 'c ok', 'c est ok pour moi', 'tout ok', 'ok maintenant', 'tout va bien', 'teste ok'],
    ...['test ok', 'tests ok', 'c est parfait', 'tout est parfait'],
    ...['ca', 'cela', 'tout'].flatMap((it) =>
      ['marche', 'fonctionne', 'remarche', 'refonctionne'].map((works) => `${it} ${works}`),
    ),
    ...['ca a marche', 'ca a fonctionne', 'cela a marche', 'cela a fonctionne'],
    ...['resolu', 'c est resolu', 'c est regle', 'c est repare', 'tout est resolu', 'tout est regle'],
    ...['probleme', 'le probleme est', 'mon probleme est', 'souci', 'le souci est', 'mon souci est'].flatMap(
      (problem) => [`${problem} resolu`, `${problem} regle`],
    ),
    ...['tout est en ordre', 'tout est rentre dans l ordre', 'c est rentre dans l ordre', 'plus besoin'],
    ...['oubliez', 'laissez tomber', 'laisse tomber', 'fausse alerte', 'au top'],
    ...['plus de', 'plus aucun', 'je n ai plus de', 'je n ai plus aucun'].flatMap((none) => [
      `${none} probleme`,
      `${none} souci`,
    ]),
    ...['nickel', 'nikel', 'c est nickel', 'c est nikel', 'impeccable', 'impec', 'c est impeccable', 'c est impec'],
  ],
  thanks: [
    ...['merci', 'merci beaucoup', 'merci bcp', 'merci bien', 'merci infiniment', 'merci mille fois', 'mille mercis'],
    ...['mille merci', 'un grand merci', 'un tres grand merci', 'grand merci', 'merci a vous', 'merci a toi'],
    ...['merci a vous tous', 'merci a toute l equipe', 'merci a l equipe', 'merci encore', 'merci encore une fois'],
    ...['encore merci', 'encore une fois merci', 'merci a nouveau', 'merci de nouveau', 'vu merci'],
    ...['merci de votre reponse', 'c est gentil'],
    ...['je vous remercie', 'je vous remercie beaucoup', 'je vous remercie infiniment', 'je vous en remercie'],
    ...['je te remercie', 'je t en remercie', 'nous vous remercions', 'avec mes remerciements'],
    ...['avec tous mes remerciements', 'parfait', 'genial', 'bravo', 'top', 'c est super', 'c est genial', 'c est top'],
  ],
  subject: [
    ...doings.map((doing) => `pour votre ${doing}`),
    ...['pour ton aide', 'pour ta reponse', 'pour ton retour', 'pour ta reactivite', 'pour ton intervention'],
    ...['de votre aide', 'de ton aide', 'de votre reactivite', 'de votre rapidite'],
    ...['pour l aide', 'pour tout', 'pour la reponse', 'pour le retour', 'pour l intervention', 'pour le depannage'],
    ...['pour la rapidite', 'pour la reactivite', 'pour l info', 'pour l information', 'pour cette information'],
    ...['pour les informations', 'pour ces informations', 'pour les precisions', 'pour ces precisions'],
    ...['pour vos explications', 'pour vos precisions', 'pour vos conseils'],
  ],
  courtesy: [
    ...['oui', 'd accord', 'entendu', 'recu', 'bien recu', 'note', 'bien note', 'c est note', 'bien'],
    ...['tres bien', 'ca roule', 'ca y est'],
    ...['avec plaisir', 'de rien', 'je confirme', 'je vous confirme', 'ras', 'aucun probleme', 'aucun souci'],
    ...['pas de probleme', 'pas de souci', 'pas de soucis'],
    ...['ok', 'd accord', 'pas de souci', 'ras'].flatMap((good) =>
      ['pour moi', 'de mon cote', 'chez moi'].map((where) => `${good} ${where}`),
    ),
  ],
  closing: [
    ...wishes.flatMap((wish) =>
      ['', ' a vous', ' a toi', ' a tous', ' a vous aussi', ' a toi aussi', ' a vous egalement'].map(
        (whom) => `${wish}${whom}`,
      ),
    ),
    ...['a bientot', 'cordialement', 'bien cordialement', 'tres cordialement', 'cdt', 'cdlt'],
    ...['bien a vous', 'bien a toi', 'salutations', 'sinceres salutations', 'respectueusement', 'amicalement'],
  ],
  greeting: [
    ...['bonjour', 'bonsoir', 'salut', 'madame', 'monsieur', 'mesdames', 'messieurs', 'm', 'mme', 'a tous', 'a toutes'],
  ],
  conjunction: ['et'],
  filler: [
    ...['maintenant', 'alors', 'tout', 'tres', 'vraiment', 'effectivement', 'en effet', 'pour moi'],
    ...['de mon cote', 'chez moi', 'ici', 'ah', 'donc', 'du coup', 'voila'],
  ],
  circumstance: [
    ...['a nouveau', 'de nouveau', 'parfaitement', 'correctement', 'teste', 'j ai teste', 'je viens de tester'],
    ...['j ai verifie', 'je viens de verifier', 'je confirme que', 'je vous confirme que'],
    ...['je me suis debrouille', 'je me suis debrouillee', 'j ai trouve', 'j ai trouve la solution', 'j ai reussi'],
  ],
}
