import type { ResolvedEntity } from '../../../settings/resolved.ts'
import { type Finding, right, warning, wrong } from '../finding.ts'
import { fateOf } from './forgery.ts'
import { readHead } from './read-head.ts'

/** Whether the border strips what a stranger forges to be believed (RFC 8601 section 5). Pure. */
export function judgeForgery(head: string, proof: ResolvedEntity['proof'], reference: string): Finding[] {
  const { believed, below, routes, genuine } = fateOf(readHead(head), proof, reference)
  if (proof.authservIds.length === 0 && proof.internalRoutes.length === 0) return [nothingBelieved(genuine)]
  const findings = [...believed.map(forgedIsBelieved), ...below.map(forgedStands), ...routes.map(forgedRoute)]
  return findings.length > 0 ? findings : [stripped]
}

const stripped = right({
  en: 'The border strips forged Authentication-Results and headers of internal routes.',
  fr: 'La frontière ôte les faux Authentication-Results et les faux en-têtes de routes internes.',
})

const nothingBelieved = (genuine: readonly string[]): Finding => {
  const names = [...new Set(genuine)].filter((name) => name !== '').join(', ')
  const also = names === '' ? { en: '', fr: '' } : { en: ` (${names} writes some)`, fr: ` (${names} en écrit)` }
  return right({
    en: `No Authentication-Results are believed, so none can be forged${also.en}.`,
    fr: `Aucun Authentication-Results ne fait foi, donc aucun faux ne trompe${also.fr}.`,
  })
}

const forgedIsBelieved = (id: string): Finding =>
  wrong(
    {
      en: `A forged Authentication-Results of ${id} came through topmost: whoever sends by this way is believed to be anybody.`,
      fr: `Un faux Authentication-Results de ${id} est passé en tête : qui écrit par ce chemin est cru sur parole.`,
    },
    {
      en: `Have the border remove those that carry its own name, or take ${id} out of proof.authservIds.`,
      fr: `Que la frontière ôte ceux qui portent son nom, ou retirez ${id} de proof.authservIds.`,
    },
  )

const forgedStands = (id: string): Finding =>
  warning(
    {
      en: `A forged Authentication-Results of ${id} came through, below a genuine one: it is not believed as long as every mail gets one.`,
      fr: `Un faux Authentication-Results de ${id} est passé, sous un vrai : il ne trompe pas tant que tout message en reçoit un.`,
    },
    {
      en: 'Have the border remove those that carry its own name.',
      fr: 'Que la frontière ôte ceux qui portent son nom.',
    },
  )

const forgedRoute = (header: string): Finding =>
  wrong(
    {
      en: `A stranger can write the header ${header} of proof.internalRoutes, and is then believed.`,
      fr: `Un inconnu peut écrire l’en-tête ${header} de proof.internalRoutes, et il est alors cru.`,
    },
    {
      en: `Have the border remove ${header} from what comes in, or take the route out.`,
      fr: `Que la frontière ôte ${header} de ce qui entre, ou retirez cette route.`,
    },
  )
