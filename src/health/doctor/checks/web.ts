import type { Check } from '../check.ts'
import { answerOf } from '../examine.ts'
import { type Finding, right, type Words, warning, wrong } from '../finding.ts'
import type { HttpAnswer } from '../instruments/http.ts'
import type { Patient } from '../patient.ts'
import { isHere } from './tls.ts'

/** The address that links in mails begin with: whether people get there. */
export const web: Check = {
  name: 'web',
  title: { en: 'Web address', fr: 'Adresse web' },
  probes: (patient) => [{ subject: patient.settings.web.url, run: () => tryAddress(patient) }],
}

async function tryAddress({ instruments, settings }: Patient): Promise<Finding[]> {
  const url = new URL(settings.web.url)
  const about = isHere(url.hostname) ? [onlyHere] : url.protocol === 'http:' ? [inTheClear] : []
  try {
    const answer = await instruments.http(`${settings.web.url.replace(/\/+$/, '')}/healthz`)
    return [tellStatus(answer), ...about]
  } catch (error) {
    return [unreachable(answerOf(error)), ...about]
  }
}

function tellStatus({ status }: HttpAnswer): Finding {
  if (status === 200) return right({ en: 'Guichet answers there.', fr: 'Guichet y répond.' })
  return wrong(
    { en: `Something else answers there (HTTP ${status}).`, fr: `Autre chose y répond (HTTP ${status}).` },
    {
      en: 'Have the proxy pass the address on to web.host and web.port, and start Guichet.',
      fr: 'Que le proxy transmette cette adresse à web.host et web.port, et démarrez Guichet.',
    },
  )
}

/** Before the first start nothing can answer: no fault yet. */
const unreachable = (reason: Words): Finding =>
  warning(
    { en: `Nothing answers there: ${reason.en}`, fr: `Rien n’y répond : ${reason.fr}` },
    {
      en: 'Start Guichet and try again; if it runs, look at the proxy, web.host and web.port.',
      fr: 'Démarrez Guichet et réessayez ; s’il tourne, voyez le proxy, web.host et web.port.',
    },
  )

const onlyHere = warning(
  { en: 'Links in mails lead to this machine only.', fr: 'Les liens des messages ne mènent qu’à cette machine.' },
  { en: 'Set web.url to the address that people use.', fr: 'Mettez dans web.url l’adresse que les gens emploient.' },
)

const inTheClear = warning(
  {
    en: 'Links in mails begin with http:// and can be read on the way.',
    fr: 'Les liens commencent par http:// et sont lisibles en chemin.',
  },
  {
    en: 'Put a proxy with TLS in front, and write https:// in web.url.',
    fr: 'Mettez un proxy avec TLS devant, et https:// dans web.url.',
  },
)
