import type { Check } from '../check.ts'
import { type Finding, right, type Words, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** The scanner of attachments, where one is configured. */
export const antivirus: Check = {
  name: 'antivirus',
  title: { en: 'Antivirus', fr: 'Antivirus' },
  probes: (patient) =>
    patient.settings.antivirus === undefined ? [] : [{ subject: 'clamd', run: () => tryScanner(patient) }],
}

const infected = (name: string): Words => ({
  en: `It takes a harmless file for infected: ${name}.`,
  fr: `Il prend un fichier inoffensif pour infecté : ${name}.`,
})

const noVerdict = (reason: string): Words => ({
  en: `It gives no verdict: ${reason}`,
  fr: `Il ne donne pas de verdict : « ${reason} »`,
})

async function tryScanner({ instruments }: Patient): Promise<Finding[]> {
  const result = await instruments.scan()
  if (result.verdict === 'clean')
    return [right({ en: 'It scans what it is given.', fr: 'Il analyse ce qu’on lui donne.' })]
  return [
    wrong(result.verdict === 'infected' ? infected(result.name) : noVerdict(result.reason), {
      en: 'Start clamd, and see that socket, or host and port, are right; meanwhile files are kept as unscanned.',
      fr: 'Démarrez clamd, et vérifiez socket, ou host et port ; d’ici là les fichiers restent non analysés.',
    }),
  ]
}
