import { formatProblem } from '../../../mail-template/problem.ts'
import { createTemplates } from '../../../mail-template/render.ts'
import { shippedTemplates } from '../../../mail-template/template-files.ts'
import type { Check } from '../check.ts'
import { type Finding, right, wrong } from '../finding.ts'

const mostTold = 5

/** Templates of the house's own: the shipped ones were checked before they were shipped. */
export const templates: Check = {
  name: 'templates',
  title: { en: 'Templates', fr: 'Modèles' },
  probes: ({ settings: { templates: folder } }) =>
    folder === undefined ? [] : [{ subject: folder, seconds: 60, run: () => tryFolder(folder) }],
}

async function tryFolder(overridesFolder: string): Promise<Finding[]> {
  const problems = await createTemplates({ folder: shippedTemplates, overridesFolder }).check()
  if (problems.length === 0) return [right({ en: 'All templates are sound.', fr: 'Tous les modèles sont corrects.' })]
  return problems.slice(0, mostTold).map((problem) =>
    wrong(formatProblem(problem), {
      en: 'guichet template check --overrides shows all of them; the mail it makes is not sent until then.',
      fr: 'guichet template check --overrides les montre tous ; d’ici là ce message ne part pas.',
    }),
  )
}
