import type { Check } from '../check.ts'
import { answerOf } from '../examine.ts'
import { type Finding, right, same, type Words, warning, wrong } from '../finding.ts'
import type { LinePlace } from '../instruments/greeting.ts'
import type { Patient } from '../patient.ts'

/** Our own LMTP server, where it is switched on: whether a mail server would find it. */
export const lmtp: Check = {
  name: 'lmtp',
  title: same('LMTP'),
  probes: (patient) => {
    const { enabled, socket, host, port } = patient.settings.lmtp
    if (!enabled) return []
    const place: LinePlace = socket === undefined ? { host, port } : { path: socket }
    return [{ subject: socket ?? `${host}:${port}`, run: () => tryServer(patient, place) }]
  },
}

async function tryServer({ instruments }: Patient, place: LinePlace): Promise<Finding[]> {
  try {
    const greeting = await instruments.greeting(place)
    return [
      greeting.startsWith('220')
        ? right({ en: 'Guichet takes mail there.', fr: 'Guichet y prend le courrier.' })
        : another(greeting),
    ]
  } catch (error) {
    return [nobody(answerOf(error))]
  }
}

const another = (greeting: string): Finding =>
  wrong(
    { en: `Something else listens there: ${greeting}`, fr: `Autre chose y écoute : ${greeting}` },
    { en: 'Give lmtp another port or socket.', fr: 'Donnez à lmtp un autre port ou un autre socket.' },
  )

/** Before the first start nothing can answer: no fault yet. */
const nobody = (reason: Words): Finding =>
  warning(
    { en: `Nobody takes mail there: ${reason.en}`, fr: `Personne n’y prend le courrier : ${reason.fr}` },
    {
      en: 'Start Guichet and try again; if it runs, see that this user may reach the socket.',
      fr: 'Démarrez Guichet et réessayez ; s’il tourne, vérifiez l’accès au socket.',
    },
  )
