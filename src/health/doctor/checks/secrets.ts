import { keysPath } from '../../../settings/keys.ts'
import type { Check } from '../check.ts'
import { type Finding, right, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** Whoever reads /metrics by it can guess shorter ones. */
const shortestToken = 20

/** Keys and passwords: whether they are there, long enough, and out of others' sight. */
export const secrets: Check = {
  name: 'secrets',
  title: { en: 'Secrets', fr: 'Secrets' },
  probes: (patient) => [
    { subject: keysPath(patient.settings.data), run: () => tryKeys(patient) },
    { subject: patient.file, run: () => trySettings(patient) },
  ],
}

/** Reading them throws where they are damaged, or open to all. */
async function tryKeys({ instruments }: Patient): Promise<Finding[]> {
  const keys = await instruments.keys()
  if (keys === null) return [noKeys]
  const count = keys.signing.length
  return [
    right({
      en: `${count} signing ${count === 1 ? 'key' : 'keys'}, for this instance ${keys.instanceId}.`,
      fr: `${count} ${count === 1 ? 'clé' : 'clés'} de signature, pour l’instance ${keys.instanceId}.`,
    }),
  ]
}

const noKeys = warning(
  { en: 'There are no keys yet.', fr: 'Il n’y a pas encore de clés.' },
  {
    en: 'The first start makes them. If the desk has run before, restore them from the backup instead.',
    fr: 'Le premier démarrage les crée. Si Guichet a déjà servi, restaurez-les plutôt de la sauvegarde.',
  },
)

async function trySettings({ instruments, file, inlineSecrets, settings }: Patient): Promise<Finding[]> {
  const mode = (await instruments.fileMode(file)) ?? 0
  const findings: Finding[] = []
  if (inlineSecrets.length > 0)
    findings.push((mode & 0o007) !== 0 ? readByAll(file, inlineSecrets) : inline(inlineSecrets))
  const token = settings.web.metricsToken
  if (token !== undefined && token.length < shortestToken) findings.push(shortToken)
  if (findings.length > 0) return findings
  return [
    right({ en: 'No secret stands in the settings themselves.', fr: 'Aucun secret ne figure dans la configuration.' }),
  ]
}

const moveOut = {
  en: 'Put each into a file of its own (chmod 600), and name it as { file: path }.',
  fr: 'Mettez chacun dans un fichier à lui (chmod 600), nommé { file: chemin }.',
}

const inline = (paths: readonly string[]): Finding =>
  warning(
    {
      en: `Secrets stand in the settings: ${paths.join(', ')}.`,
      fr: `Des secrets figurent dans la configuration : ${paths.join(', ')}.`,
    },
    moveOut,
  )

const readByAll = (file: string, paths: readonly string[]): Finding =>
  wrong(
    {
      en: `Every user of this machine may read the secrets in the settings: ${paths.join(', ')}.`,
      fr: `Tout utilisateur de cette machine peut lire les secrets de la configuration : ${paths.join(', ')}.`,
    },
    { en: `chmod 600 ${file}. ${moveOut.en}`, fr: `chmod 600 ${file}. ${moveOut.fr}` },
  )

const shortToken = warning(
  {
    en: `web.metricsToken has fewer than ${shortestToken} characters and can be guessed.`,
    fr: `web.metricsToken a moins de ${shortestToken} caractères et se devine.`,
  },
  { en: 'openssl rand -hex 32 makes a good one.', fr: 'openssl rand -hex 32 en fait un bon.' },
)
