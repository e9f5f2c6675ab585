/** What stands in a database in the place of a person who was erased, and what `guichet person` says. */
interface PersonWords {
  /** In the place of words and addresses, and of the name. */
  erasedWord: string
  erasedName: string
  nobody: (who: string) => string
  inSettings: (name: string) => string
  plan: (name: string, id: number) => string
  counts: Record<
    'tickets' | 'inbound' | 'outbox' | 'cancelled' | 'threadIds' | 'mentions' | 'files',
    (n: number) => string
  >
  askYes: string
  done: (id: number) => string
  again: (id: number) => string
  left: (inbound: string, outbox: string) => string
  staysHeading: string
  stays: readonly string[]
  exported: (folder: string, files: number, missing: number) => string
  folderTaken: (folder: string) => string
}

const en: PersonWords = {
  erasedWord: '[erased]',
  erasedName: 'Erased person',
  nobody: (who) => `Nobody is known as ${who}.`,
  inSettings: (name) =>
    `${name} is named in the settings, which would bring them back at the next start. Take them out of there first (persons, personsFile, hearsNew), then erase them.`,
  plan: (name, id) => `${name} (person ${id}) would be taken out of:`,
  counts: {
    tickets: (n) => `${n} ${n === 1 ? 'ticket' : 'tickets'}: their words become “[erased]”, quotes of them too`,
    inbound: (n) => `${n} ${n === 1 ? 'mail' : 'mails'} that came in: only hashes stay`,
    outbox: (n) => `${n} ${n === 1 ? 'mail' : 'mails'} of ours: words and rendered bytes go`,
    cancelled: (n) => `${n} of those ${n === 1 ? 'was' : 'were'} still to go to them: cancelled`,
    threadIds: (n) => `${n} ${n === 1 ? 'thread id' : 'thread ids'} forgotten`,
    mentions: (n) => `${n} other ${n === 1 ? 'row' : 'rows'} that named them: alarms, refusals, traces…`,
    files: (n) => `${n} ${n === 1 ? 'file' : 'files'} removed`,
  },
  askYes: 'Nothing has been changed. Erasing cannot be undone: call it again with --yes.',
  done: (id) => `Person ${id} is erased.`,
  again: (id) => `Person ${id} was erased before: nothing is left by which more could be found.`,
  left: (inbound, outbox) =>
    `Not finished: mails that came in (${inbound || 'none'}) are not decided yet, mails of ours (${outbox || 'none'}) are being sent. Decide or await them, then call this again: until then the address stays known.`,
  staysHeading: 'What stays, and why:',
  stays: [
    'The tickets themselves, with what others wrote, since they are others’ as well; in them the person is “Erased person”.',
    'Hashes of their mails and documents, so that the same mail is still known as a duplicate. Nobody can read them.',
    'On tickets that go on, hashes of their Message-IDs, so that answers of others still find the ticket.',
    'What they wrote for the desk as a technician: it is the desk’s word to others.',
    'A first name alone in the words of others, and a paraphrase: no program can tell.',
    'Raw mails of others, where no row says that they name the person: they go when their time of keeping is over.',
    'What Guichet does not hold: mails in the folders of the mail server and in others’ mailboxes, logs, backups, the free space of the database’s files until it is used again.',
  ],
  exported: (folder, files, missing) =>
    `Everything is in ${folder}: person.json, mails and documents (${files} files${missing > 0 ? `; ${missing} are no longer kept` : ''}).`,
  folderTaken: (folder) => `The folder ${folder} is there already; name another with --out.`,
}

const fr: PersonWords = {
  erasedWord: '[effacé]',
  erasedName: 'Personne effacée',
  nobody: (who) => `Personne n’est connu sous ${who}.`,
  inSettings: (name) =>
    `${name} figure dans la configuration, qui recréerait sa fiche au prochain démarrage. Retirez-l’en d’abord (persons, personsFile, hearsNew), puis effacez.`,
  plan: (name, id) => `Les données de ${name} (personne ${id}) seraient effacées de :`,
  counts: {
    tickets: (n) =>
      `${n} ${n === 1 ? 'ticket' : 'tickets'} : ses propos deviennent « [effacé] », leurs citations aussi`,
    inbound: (n) => `${n} ${n === 1 ? 'message reçu' : 'messages reçus'} : seules les empreintes restent`,
    outbox: (n) => `${n} de nos messages : le texte et le rendu disparaissent`,
    cancelled: (n) => `dont ${n} qui devai${n === 1 ? 't' : 'ent'} encore lui parvenir : annulé${n === 1 ? '' : 's'}`,
    threadIds: (n) => `${n} ${n === 1 ? 'identifiant' : 'identifiants'} de fil oublié${n === 1 ? '' : 's'}`,
    mentions: (n) =>
      `${n} ${n === 1 ? 'autre ligne où figure son nom ou son adresse' : 'autres lignes où figure son nom ou son adresse'} : alarmes, refus, traces…`,
    files: (n) => `${n} ${n === 1 ? 'fichier supprimé' : 'fichiers supprimés'}`,
  },
  askYes: 'Rien n’a été modifié. L’effacement est définitif : relancez avec --yes.',
  done: (id) => `La personne ${id} est effacée.`,
  again: (id) => `La personne ${id} avait déjà été effacée : plus rien ne permettrait d’en trouver davantage.`,
  left: (inbound, outbox) =>
    `Pas terminé : des messages reçus (${inbound || 'aucun'}) ne sont pas encore décidés, des messages à nous (${outbox || 'aucun'}) sont en cours d’envoi. Décidez-en ou attendez, puis relancez : d’ici là, l’adresse reste connue.`,
  staysHeading: 'Ce qui reste, et pourquoi :',
  stays: [
    'Les tickets eux-mêmes, avec ce que d’autres ont écrit, car ils sont aussi les leurs ; la personne y devient « Personne effacée ».',
    'Les empreintes de ses messages et documents, pour reconnaître un doublon. Personne ne peut les lire.',
    'Sur les tickets encore ouverts, les empreintes de ses Message-ID, pour que les réponses des autres retrouvent le ticket.',
    'Ce que cette personne a écrit au nom du support, comme technicien : c’est la parole du support.',
    'Un prénom seul dans les propos d’autrui, ou une paraphrase : aucun programme ne peut en décider.',
    'Les messages bruts d’autrui dont aucune ligne ne dit qu’ils nomment la personne : ils disparaissent au terme de leur durée de conservation.',
    'Ce que Guichet ne détient pas : les messages des dossiers du serveur de messagerie et des boîtes d’autrui, les journaux techniques, les sauvegardes, l’espace libre des fichiers de la base jusqu’à sa réutilisation.',
  ],
  exported: (folder, files, missing) =>
    `Tout est dans ${folder} : person.json, messages et documents (${files} fichiers${missing > 0 ? ` ; ${missing} ne sont plus conservés` : ''}).`,
  folderTaken: (folder) => `Le dossier ${folder} existe déjà ; nommez-en un autre avec --out.`,
}

export const personWords = { en, fr } as const
