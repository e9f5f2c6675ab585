import type { Check } from '../check.ts'
import { type Finding, right, same, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** The scanner of attachments, where one is configured. */
export const antivirus: Check = {
  name: 'antivirus',
  title: { en: 'Antivirus', fr: 'Antivirus' },
  probes: (patient) =>
    patient.settings.antivirus === undefined ? [] : [{ subject: 'clamd', run: () => tryScanner(patient) }],
}

async function tryScanner({ instruments }: Patient): Promise<Finding[]> {
  const result = await instruments.scan()
  if (result.verdict === 'clean')
    return [right({ en: 'It scans what it is given.', fr: 'Il analyse ce qu’on lui donne.' })]
  return [
    wrong(same(result.verdict === 'infected' ? `infected: ${result.name}` : result.reason), {
      en: 'Start clamd, and see that socket, or host and port, are right; meanwhile files are kept as unscanned.',
      fr: 'Démarrez clamd, et vérifiez socket, ou host et port ; d’ici là les fichiers restent non analysés.',
    }),
  ]
}
