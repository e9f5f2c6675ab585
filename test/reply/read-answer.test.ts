import { describe, expect, it } from 'vitest'
import { type AnswerKind, readAnswer, reasonOfRefusal } from '../../src/reply/read-answer.ts'

describe('what an answer to a solution says', () => {
  it.each([
    ['Thanks!', 'thanks'],
    ['Merci beaucoup, bonne journée', 'thanks'],
    ['Bonjour Claire,\n\nMerci à vous.\nCordialement,\nPaul Petit', 'thanks'],
    ['merci, c’est bon', 'works'],
    ['works now', 'works'],
    ['It works, forget it', 'works'],
    ['Approved', 'approval'],
    ['J’approuve la solution.', 'approval'],
    ['Merci, ça marche, vous pouvez clore le ticket', 'approval'],
    ['👍', 'thanks'],
    ['', 'empty'],
    ['  \n ', 'empty'],
  ])('%j is %s', (text, kind) => {
    expect(readAnswer(text, ['Claire Martin', 'Paul Petit'])).toBe(kind)
  })

  it.each([
    'Approved, but it still fails',
    'It works on my PC but not on Anne’s',
    'Merci, mais ça ne marche pas',
    'Works?',
    'thanks, the printer on floor 2 is broken too',
    'not approved',
    'it does not work',
    'Je n’approuve pas',
    '👎',
    'ça ne marche toujours pas',
    'I approve the solution. I refuse the solution.',
    `thanks ${'really '.repeat(100)}`,
    `Merci !${'\n'.repeat(2000)}Mais l’imprimante ne marche pas.`,
  ])('%j must be read by a person', (text) => {
    expect(readAnswer(text, [])).toBe('other')
  })

  it('reads the refusing words of the mailto, with and without a reason', () => {
    expect(readAnswer('I refuse the solution because: ')).toBe('refusal')
    expect(readAnswer('Je refuse la solution car :')).toBe('refusal')
    expect(readAnswer('I refuse the solution because: the light is still red')).toBe('other')
    expect(reasonOfRefusal('Je refuse la solution car : le voyant est rouge')).toBe('le voyant est rouge')
    expect(reasonOfRefusal('I refuse the solution, because:\n\nthe light is red')).toBe('the light is red')
    expect(reasonOfRefusal('the light is red')).toBe('the light is red')
  })
})

const claireAndPaul = ['Claire Martin', 'Paul Petit']
const read = (kind: AnswerKind, texts: readonly string[]) => {
  it.each(texts)(`${kind}: %j`, (text) => {
    expect(readAnswer(text, claireAndPaul)).toBe(kind)
  })
}

describe('small words, which are no answer by themselves', () => {
  read('other', [
    ...['again!', 'Again, Paul', 'À nouveau', 'Oui, à nouveau', 'Yes, again'],
    ...['De nouveau.\n\nCordialement,\nPaul Petit'],
    ...['Ok, again', 'OK, à nouveau', 'Great, again!'],
    ...['Et alors', 'Alors', 'Donc', 'Du coup', 'Voilà', 'Ici', 'Maintenant', 'Bonjour et', 'Chez moi', 'De mon côté'],
    ...['So', 'And', 'Now', 'Really', 'Oh', 'Wow...', 'Here', 'Please', 'Again please', 'Yes please'],
    ...['Ok et maintenant', 'Ok et', 'Et, alors ok', 'OK so', 'Ok alors', 'Merci et', 'Thanks, and now'],
    ...['Super, du coup'],
    ...['J’ai testé', 'J’ai testé, merci', 'Thanks, I tested', 'Je confirme que', 'Parfaitement'],
    ...['Pour votre aide', 'Ok pour votre intervention', 'Ça marche pour votre intervention'],
  ])
  read('thanks', [
    ...['Merci vraiment', 'Et merci !', 'Thanks, really', 'Parfait pour moi', 'Ok pour moi', 'Alors merci'],
    ...['Merci à nouveau', 'Thanks again', 'Merci Claire pour ton aide'],
  ])
  read('works', [
    ...['Ça fonctionne à nouveau', 'It works again', 'Donc c’est bon', 'Du coup ça marche', 'Tout fonctionne chez moi'],
  ])
})

describe('what may be said of a fault as well', () => {
  read('other', [
    ...['It works for now', 'ok for now', 'Good for now', 'Fixed for now', 'C’est bon pour l’instant'],
    ...['It is back', 'It’s back', 'It’s back again', 'C’est revenu', 'C’est reparti', 'Ça y est, à nouveau'],
    ...['No problem solved', 'No problem fixed', 'Aucun problème résolu', 'Pas de souci résolu', 'Thanks, here it is'],
    ...['Plus de problèmes', 'Es geht', 'Merci d’avance', 'Merci de votre retour', 'Vu', 'L’imprimante fonctionne'],
    ...['Ça marche normalement', 'Ne pas clore', 'Vous pouvez ne pas clore', 'Merci de ne pas clore', 'Do not close'],
  ])
})

describe('thanks', () => {
  read('thanks', [
    ...['Merci bcp', 'Merci infiniment', 'Merci à toute l’équipe', 'Merci de votre réactivité', 'Merci pour l’info'],
    ...['Merci pour l’intervention', 'Merci pour votre intervention rapide', 'Merci pour votre rapidité', 'Vu, merci'],
    ...['Je vous remercie de votre aide', 'Je vous remercie pour votre aide précieuse', 'Je vous en remercie'],
    ...['Merci pour ces précisions', 'Merci pour le dépannage', 'Avec mes remerciements', 'C’est super, merci'],
    ...['Thanks for the update', 'Thanks for fixing it', 'Thanks for sorting this out', 'tks', 'Looks good'],
    ...['Sounds good'],
    ...['Thanks for letting me know', 'No problem', 'Confirmed', 'RAS', 'RAS merci', 'Aucun problème', 'Pas de souci'],
    ...['De rien', 'Reçu', 'Ça roule', 'Je confirme', 'C’est top'],
  ])
  read('thanks', [
    ...['Ok et bonne journée à vous aussi'],
    ...['Merci et bonne continuation', 'Bien reçu et noté', 'Fine', 'Et oui', 'Bien', 'Très bien'],
    ...['Oui', 'Yes'],
  ])
})

describe('words that say that it works', () => {
  read('works', [
    ...['RAS, tout fonctionne', 'c bon', 'nikel', 'impec', 'C’est nickel', 'Ça fonctionne parfaitement', 'ça a marché'],
    ...['J’ai testé, ça marche', 'J’ai testé et c’est bon', 'Je viens de tester, ça fonctionne', 'Testé OK'],
    ...['Je confirme, ça marche', 'Je confirme que tout fonctionne', 'Mon problème est résolu', 'Plus de souci'],
    ...['Plus aucun problème', 'c’est bon je me suis débrouillé', 'C’est bon, j’ai trouvé', 'c’est regle merci bcp'],
    ...['Tout OK', 'Tout fonctionne bien', 'OK maintenant', 'It works just fine', 'Sorted', 'Issue resolved'],
    ...['The problem is fixed', 'I confirm it works', 'Works perfectly again'],
  ])
})

describe('words that approve', () => {
  read('approval', [
    ...['Vous pouvez fermer', 'Vous pouvez clôturer la demande', 'tu peux clore', 'On peut clore', 'C’est validé'],
    ...['Le ticket peut être clos', 'La demande peut être clôturée', 'Ticket à clore, merci', 'Testé et approuvé'],
    ...['You can close this', 'You can close this ticket', 'Please close this ticket', 'Feel free to close'],
    ...['Please close'],
  ])
})

describe('an answer that says nothing', () => {
  read('empty', [
    ...['\u200b', '\u200b\n\ufeff \u200e', '\u00ad', '\u3164', '\u2800', '\u00a0', '\u2060\u200d\ufe0f'],
    ...['\u200b'.repeat(5000)],
    ...['.', '…', '!', '-', '...', '– –', '>', '«\u00a0»'],
  ])
  read('greeting', [
    ...['Bonjour', 'Bonjour,', 'Bonsoir', 'Bonjour Claire', 'Bonjour à tous', 'Hello', 'Hi Claire,\n\nPaul'],
    ...['Guten Tag'],
    ...['Paul Petit', 'Ciao'],
  ])
  read('other', ['?', '? !', '¿', '？', 'Bonjour ?', '+', '→', '✘'])
})

describe('the end of a letter and no letter', () => {
  read('closing', [
    ...['Bonne journée', 'Bonne journée à vous', 'Bon weekend', 'Bon week-end !', 'Bonne journée ☀️'],
    ...[
      'Cordialement',
      'Bonjour,\n\nCordialement,\nPaul Petit',
      'Best, Paul',
      'Bien à vous\nP. Petit',
      'Hello Claire\n\nKind regards\nPaul',
    ],
  ])
})

describe('pictograms and faces', () => {
  read('thanks', [
    ...['👍', '👍🏻', '🙏🏽 🙏', '❤️', '☺️', ':-)', '=)', ';)', 'Merci 🙏', 'Merci :)', 'Super 👍👍', 'Thanks :D'],
    ...['OK ☀️'],
  ])
  read('other', [
    ...['👎', '👍👎', '🤔', '🙄', '😡', ':-(', ':(', 'Merci :-(', 'Ok :/', 'Super 👎', 'Merci 😡', 'Bravo 🙄'],
    ...['Ça marche 🤔'],
  ])
})

it('reads words through what no reader sees between their letters', () => {
  expect(readAnswer('mer\u200bci\u00ad !')).toBe('thanks')
  expect(readAnswer('\ufeffMerci\nbeaucoup')).toBe('thanks')
  expect(readAnswer('mer\u200bci, ma\u200bis non')).toBe('other')
})
