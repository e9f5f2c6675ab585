import type { AlarmText } from '../alarm.ts'

/** What an alarm of the desk itself says, and what a person can do. Those of mailboxes stand beside their reading. */
export const alarmTexts = {
  transportPaused: (key: string, reason: string): AlarmText => ({
    en: `The transport “${key}” takes no mail (${reason}). What is to go out over it waits.`,
    fr: `Le serveur d’envoi « ${key} » ne prend plus de messages (${reason}). Ce qui doit partir par lui attend.`,
    mend: {
      en: 'Guichet tries one mail at a time until it works again. Once it is mended, “guichet outbox resume” saves the wait.',
      fr: 'Guichet essaie un message à la fois jusqu’à ce que cela fonctionne. Une fois la panne réparée, « guichet outbox resume » évite d’attendre.',
    },
  }),
  outboxParked: (count: number, last: string): AlarmText => ({
    en: `${count === 1 ? 'A mail' : `${count} mails`} could not be delivered and will not be tried again (the last: ${last}).`,
    fr: `${count === 1 ? 'Un message n’a pas pu être remis et ne sera plus retenté' : `${count} messages n’ont pas pu être remis et ne seront plus retentés`} (le dernier : ${last}).`,
    mend: {
      en: '“guichet outbox list --status parked” shows them; “guichet outbox retry” sends them again.',
      fr: '« guichet outbox list --status parked » les montre ; « guichet outbox retry » les renvoie.',
    },
  }),
  inboundParked: (count: number, last: string): AlarmText => ({
    en: `${count === 1 ? 'A mail that came in' : `${count} mails that came in`} could not be processed (the last: ${last}).`,
    fr: `${count === 1 ? 'Un message reçu n’a pas pu être traité' : `${count} messages reçus n’ont pas pu être traités`} (le dernier : ${last}).`,
    mend: {
      en: 'Nothing is lost: “guichet mail list --outcome parked” shows them; once the cause is mended, “guichet mail replay” processes them.',
      fr: 'Rien n’est perdu : « guichet mail list --outcome parked » les montre ; une fois la cause réparée, « guichet mail replay » les traite.',
    },
  }),
  unprocessedOld: (minutes: number): AlarmText => ({
    en: `A mail has waited for ${minutes} minutes to be processed.`,
    fr: `Un message attend depuis ${minutes} minutes d’être traité.`,
    mend: {
      en: 'Look whether “guichet start” runs, and at its log.',
      fr: 'Vérifiez que « guichet start » tourne, et lisez son journal.',
    },
  }),
  unsentOld: (minutes: number): AlarmText => ({
    en: `A mail has waited for ${minutes} minutes to be sent.`,
    fr: `Un message attend depuis ${minutes} minutes d’être envoyé.`,
    mend: {
      en: '“guichet outbox list --status waiting” shows what waits, and why.',
      fr: '« guichet outbox list --status waiting » montre ce qui attend, et pourquoi.',
    },
  }),
  diskNearlyFull: (freeMegabytes: number): AlarmText => ({
    en: `The disk with Guichet’s data has only ${freeMegabytes} MB left. When it is full, no mail is taken in.`,
    fr: `Il ne reste que ${freeMegabytes} Mo sur le disque des données de Guichet. Une fois plein, plus aucun message n’est accepté.`,
    mend: {
      en: 'Make room, or shorten how long mails are kept (retention in the settings).',
      fr: 'Faites de la place, ou réduisez la durée de conservation des messages (retention dans la configuration).',
    },
  }),
  jobFails: (job: string, error: string): AlarmText => ({
    en: `The recurring job “${job}” has failed several times (${error}).`,
    fr: `La tâche périodique « ${job} » a échoué plusieurs fois (${error}).`,
    mend: {
      en: 'It is tried again by itself; the log and “guichet doctor” say more.',
      fr: 'Elle est retentée d’elle-même ; le journal et « guichet doctor » en disent plus.',
    },
  }),
  heldExpired: (count: number): AlarmText => ({
    en: `${count === 1 ? 'A mail' : `${count} mails`} in a technician’s name stayed without an answer for 14 days, and ${count === 1 ? 'remains' : 'remain'} held.`,
    fr: `${count === 1 ? 'Un message' : `${count} messages`} au nom d’un technicien ${count === 1 ? 'est resté' : 'sont restés'} sans réponse pendant 14 jours et ${count === 1 ? 'reste retenu' : 'restent retenus'}.`,
    mend: {
      en: '“guichet mail list --outcome held” shows them; “guichet mail show” says what each is about.',
      fr: '« guichet mail list --outcome held » les montre ; « guichet mail show » dit de quoi il s’agit.',
    },
  }),
  scannerAway: (reason: string): AlarmText => ({
    en: `The virus scanner does not answer (${reason}). Files that have come since are kept back until it has looked at them.`,
    fr: `L’antivirus ne répond pas (${reason}). Les fichiers reçus depuis sont retenus jusqu’à ce qu’il les ait vérifiés.`,
    mend: {
      en: 'See that clamd runs and that its StreamMaxLength is above the largest attachment; they are looked at within ten minutes then.',
      fr: 'Vérifiez que clamd tourne et que son StreamMaxLength dépasse la plus grande pièce jointe ; ils seront alors vérifiés dans les dix minutes.',
    },
  }),
  filesMissing: (count: number, first: string): AlarmText => ({
    en: `${count === 1 ? 'A stored file is' : `${count} stored files are`} missing that the database still names (the first: ${first}).`,
    fr: `${count === 1 ? 'Un fichier manque' : `${count} fichiers manquent`} alors que la base de données le${count === 1 ? '' : 's'} nomme encore (le premier : ${first}).`,
    mend: {
      en: 'Bring them back from the backup of the data folder, under the same names. Tickets are whole without them; raw mails and attachments are not.',
      fr: 'Reprenez-les dans la sauvegarde du dossier de données, sous les mêmes noms. Les tickets restent entiers sans eux, pas les messages bruts ni les pièces jointes.',
    },
  }),
  mailsUnknown: (count: number, first: string): AlarmText => ({
    en: `${count === 1 ? 'A raw mail is' : `${count} raw mails are`} stored that the journal does not know (the first: ${first}). Perhaps an older database was restored.`,
    fr: `${count === 1 ? 'Un message brut est stocké' : `${count} messages bruts sont stockés`} alors que le journal ne ${count === 1 ? 'le connaît' : 'les connaît'} pas (le premier : ${first}). Une base plus ancienne a peut-être été restaurée.`,
    mend: {
      en: '“guichet mail import” with that file takes it in; the stray file then goes by itself.',
      fr: '« guichet mail import » avec ce fichier le reprend ; le fichier égaré disparaît ensuite de lui-même.',
    },
  }),
} as const

/** Where an alarm names no remedy of its own. */
export const usualMend = {
  en: 'Guichet’s log says more, and “guichet doctor” tries every part.',
  fr: 'Le journal de Guichet en dit plus, et « guichet doctor » essaie chaque partie.',
}
