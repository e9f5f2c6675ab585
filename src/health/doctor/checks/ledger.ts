import type { Language } from '../../../i18n/language.ts'
import { type LedgerCategory, ledgerCategories, type MailboxLedger, readLedger } from '../../../store/queries/ledger.ts'
import type { Check } from '../check.ts'
import { migratedStore } from '../database.ts'
import { type Finding, right, type Words, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** The sum of what came in: every mail that a server ever announced is exactly one of the categories. */
export const ledger: Check = {
  name: 'ledger',
  title: { en: 'Ledger', fr: 'Registre' },
  probes: (patient) => [{ subject: '', seconds: 60, run: () => tryLedger(patient) }],
}

async function tryLedger(patient: Patient): Promise<Finding[]> {
  const ledgers = await readLedger(await migratedStore(patient))
  if (ledgers.length === 0)
    return [right({ en: 'No mailbox has been read yet.', fr: 'Aucun collecteur n’a encore été lu.' })]
  return ledgers.flatMap(tellMailbox)
}

function tellMailbox(found: MailboxLedger): Finding[] {
  const sum: Words = { en: sumOf(found, 'en'), fr: sumOf(found, 'fr') }
  if (!found.addsUp) return [broken(sum, found.unknown)]
  const { vanished } = found.counts
  return [right(sum), ...(vanished > 0 ? [gone(found.key, vanished)] : [])]
}

/** GLPI knows no such words; these say what became of a mail. */
const french: Record<LedgerCategory, string> = {
  accepted: 'acceptés',
  refused: 'refusés',
  duplicate: 'en double',
  ignored: 'ignorés',
  bounced: 'retours d’erreur',
  held: 'retenus',
  parked: 'mis de côté',
  waiting: 'en attente',
  'before-start': 'd’avant le démarrage',
  vanished: 'disparus',
}

/** `support: 12 = 9 accepted + 2 refused + 1 waiting` */
function sumOf({ key, total, counts }: MailboxLedger, language: Language): string {
  const parts = ledgerCategories
    .filter((category) => counts[category] > 0)
    .map((category) => `${counts[category]} ${language === 'fr' ? french[category] : category}`)
  return `${key}: ${total} = ${parts.length === 0 ? '0' : parts.join(' + ')}`
}

function broken(sum: Words, unknown: MailboxLedger['unknown']): Finding {
  const rest = Object.entries(unknown)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
  return wrong(
    {
      en: `The ledger does not add up: ${sum.en}; ${rest}`,
      fr: `Le registre ne tombe pas juste : ${sum.fr} ; ${rest}`,
    },
    {
      en: 'This is a bug of Guichet, or somebody wrote into the database: please report it with this line.',
      fr: 'C’est un défaut de Guichet, ou quelqu’un a écrit dans la base : merci de le signaler avec cette ligne.',
    },
  )
}

const gone = (key: string, count: number): Finding =>
  warning(
    {
      en: `${count} ${count === 1 ? 'mail' : 'mails'} of ${key} vanished from the server before being read.`,
      fr: `${count} ${count === 1 ? 'message de' : 'messages de'} ${key} ont disparu du serveur avant d’être lus.`,
    },
    {
      en: 'Somebody, or another program, deletes from this mailbox: see that only Guichet reads it.',
      fr: 'Quelqu’un, ou un autre programme, y supprime : que seul Guichet lise ce collecteur.',
    },
  )
