import type { SmtpSettings } from '../../../outbox/settings.ts'
import type { TransportLook } from '../../../outbox/smtp/look-at-transport.ts'
import type { Check } from '../check.ts'
import { answerOf } from '../examine.ts'
import { type Finding, right, same, type Words, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** Each transport: connection, login, and the largest mail that it takes. */
export const smtp: Check = {
  name: 'smtp',
  title: same('SMTP'),
  probes: (patient) =>
    patient.transports.length === 0
      ? [{ subject: '', run: async () => [noTransport] }]
      : patient.transports.map((transport) => ({
          subject: transport.key,
          seconds: 40,
          run: () => tryTransport(patient, transport),
        })),
}

const noTransport = wrong(
  {
    en: 'No transport is configured: no mail can go out.',
    fr: 'Aucun serveur d’envoi : aucun message ne peut partir.',
  },
  { en: 'Add one under transports.', fr: 'Ajoutez-en un sous transports.' },
)

/** What a mail of ours may come to: attached files grow by a third in base64, and text and HTML stand beside them. */
const neededFor = (attachedMegabytes: number): number => Math.ceil(attachedMegabytes * 1_000_000 * 1.4) + 1_000_000

async function tryTransport({ instruments, settings }: Patient, transport: SmtpSettings): Promise<Finding[]> {
  try {
    return tellSize(transport, await instruments.transport(transport), settings.limits.attachedMegabytes)
  } catch (error) {
    return [refused(answerOf(error))]
  }
}

const refused = (reason: Words): Finding =>
  wrong(
    { en: `No mail can go out here: ${reason.en}`, fr: `Aucun message ne peut partir par là : ${reason.fr}` },
    {
      en: 'Check host, port, tls, ca, user and password (or refresh token) of this transport.',
      fr: 'Vérifiez host, port, tls, ca, user et password (ou le jeton) de ce serveur d’envoi.',
    },
  )

function tellSize(transport: SmtpSettings, { maxSize }: TransportLook, attachedMegabytes: number): Finding[] {
  const login = transport.user === undefined
  const size = maxSize === null ? '' : `${Math.floor(maxSize / 1_000_000)}`
  const found = right({
    en: `${transport.host} takes us${login ? ' without a login' : ` as ${transport.user}`}${size && `, mails up to ${size} MB`}.`,
    fr: `${transport.host} nous accepte${login ? ' sans identification' : ` comme ${transport.user}`}${size && `, messages jusqu’à ${size} Mo`}.`,
  })
  const needed = neededFor(attachedMegabytes)
  return maxSize === null || maxSize >= needed ? [found] : [found, tooSmall(maxSize, needed)]
}

const tooSmall = (maxSize: number, needed: number): Finding =>
  warning(
    {
      en: `It takes ${maxSize} octets a mail, and ours may have ${needed}: those would be refused.`,
      fr: `Il accepte ${maxSize} octets par message, et les nôtres peuvent en avoir ${needed} : ils seraient refusés.`,
    },
    {
      en: 'Lower limits.attachedMegabytes, or raise the server’s limit.',
      fr: 'Baissez limits.attachedMegabytes, ou relevez la limite du serveur.',
    },
  )
