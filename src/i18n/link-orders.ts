import type { Language } from './language.ts'

/** What the mail of a `mailto:` twin says; the act itself is in its address. */
export const linkOrders: Record<Language, Record<string, string>> = {
  en: {
    approve: 'I approve the solution',
    refuse: 'I refuse the solution, because:',
    undo: 'I take my answer back',
    confirm: 'Yes, I wrote this mail',
    deny: 'No, I did not write this mail',
    'confirm-address': 'Yes, that is fine',
    'deny-address': 'No, I do not know this address',
    close: 'Close the ticket',
    add: 'Add this observer',
  },
  fr: {
    approve: 'J’approuve la solution',
    refuse: 'Je refuse la solution, parce que :',
    undo: 'Je reviens sur ma réponse',
    confirm: 'Oui, j’ai écrit ce message',
    deny: 'Non, je n’ai pas écrit ce message',
    'confirm-address': 'Oui, c’est bien ça',
    'deny-address': 'Non, je ne connais pas cette adresse',
    close: 'Clore le ticket',
    add: 'Ajouter cet observateur',
  },
}

const known = new Set(Object.values(linkOrders).flatMap((orders) => Object.values(orders).map(fold)))

/** What somebody wrote beside the line that we had put into their mail. */
export function withoutLinkOrder(text: string): string {
  return text
    .split('\n')
    .filter((line) => !known.has(fold(line)))
    .join('\n')
    .trim()
}

function fold(line: string): string {
  return line
    .replaceAll('’', "'")
    .replaceAll(/[\s,.:]+/g, ' ')
    .trim()
    .toLowerCase()
}
