import { networkTrouble } from '../../../i18n/network-troubles.ts'
import { sentence } from '../../../i18n/sentence.ts'
import type { Check, Probe } from '../check.ts'
import { answerOf } from '../examine.ts'
import { type Finding, right, same, type Words, warning, wrong } from '../finding.ts'
import type { Certificate, TlsPlace } from '../instruments/certificate.ts'
import type { Patient } from '../patient.ts'

const day = 24 * 3_600_000
/** Certificates of 90 days are renewed a month before their end: this late, nobody renews. */
const warnDays = 14

/** The certificates of every server that the desk speaks TLS with: whether they are believed, and for how long. */
export const tls: Check = {
  name: 'tls',
  title: same('TLS'),
  probes: (patient) => [
    ...placesOf(patient).map(
      (place): Probe => ({ subject: `${place.host}:${place.port}`, run: () => tryPlace(patient, place) }),
    ),
    ...clearTextOf(patient),
  ],
}

function placesOf({ mailboxes, transports, settings }: Patient): TlsPlace[] {
  const places: TlsPlace[] = []
  for (const { setup } of mailboxes) {
    if (!setup.imap || setup.imap.tls === 'none') continue
    const { host, port, ca, tls } = setup.imap
    places.push({ host, port, ca, onlyCa: false, how: tls === 'implicit' ? 'tls' : 'imap-starttls' })
  }
  for (const { host, port, tls, ca } of transports)
    if (tls !== 'none')
      places.push({ host, port, ca: ca ?? null, onlyCa: true, how: tls === 'implicit' ? 'tls' : 'smtp-starttls' })
  const web = new URL(settings.web.url)
  if (web.protocol === 'https:')
    places.push({ host: web.hostname, port: Number(web.port || 443), ca: null, onlyCa: false, how: 'tls' })
  return places.filter(
    ({ host, port }, index) => places.findIndex((other) => other.host === host && other.port === port) === index,
  )
}

async function tryPlace({ instruments, clock }: Patient, place: TlsPlace): Promise<Finding[]> {
  let certificate: Certificate
  try {
    certificate = await instruments.certificate(place)
  } catch (error) {
    return [noHandshake(answerOf(error))]
  }
  const daysLeft = Math.floor((certificate.validUntil - clock.now()) / day)
  if (certificate.problem !== null) return [distrusted(certificate.problem)]
  if (daysLeft >= warnDays)
    return [
      right({
        en: `${certificate.protocol}, certificate valid for ${daysLeft} days.`,
        fr: `${certificate.protocol}, certificat valable ${daysLeft} jours.`,
      }),
    ]
  return [endsSoon(certificate, daysLeft)]
}

const noHandshake = (reason: Words): Finding =>
  wrong(
    { en: `There is no TLS connection: ${reason.en}`, fr: `Pas de connexion TLS : ${reason.fr}` },
    {
      en: 'Check host, port and tls (implicit or starttls), and that nothing stands in between.',
      fr: 'Vérifiez host, port et tls (implicit ou starttls), et qu’aucun pare-feu ne s’interpose.',
    },
  )

const distrusted = (problem: string): Finding =>
  wrong(
    sentence((language) => {
      const trouble = networkTrouble(problem)?.[language]
      const why = trouble === undefined ? problem : `${trouble} (${problem})`
      return language === 'fr' ? `Le serveur n’est pas fiable : ${why}.` : `The server is not to be trusted: ${why}.`
    }),
    {
      en: 'Renew the certificate, use the name that it was made for, or name your own authority under ca.',
      fr: 'Renouvelez le certificat, employez le nom pour lequel il est fait, ou nommez votre autorité sous ca.',
    },
  )

const endsSoon = ({ issuer }: Certificate, daysLeft: number): Finding =>
  warning(
    {
      en: `The certificate ends in ${daysLeft} days (issued by ${issuer}).`,
      fr: `Le certificat expire dans ${daysLeft} jours (émis par ${issuer}).`,
    },
    {
      en: 'Renew it, and look why that did not happen by itself.',
      fr: 'Renouvelez-le, et voyez pourquoi ce n’est pas automatique.',
    },
  )

/** Passwords in clear text are good on this machine only. */
function clearTextOf({ mailboxes, transports }: Patient): Probe[] {
  const clear = [
    ...mailboxes.flatMap(({ setup }) => (setup.imap?.tls === 'none' ? [setup.imap] : [])),
    ...transports.filter(({ tls }) => tls === 'none'),
  ].filter(({ host }) => !isHere(host))
  return clear.map(({ host, port }) => ({ subject: `${host}:${port}`, run: async () => [inTheClear] }))
}

/** Whether it is this machine itself. */
export const isHere = (host: string): boolean => /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(host)

const mend: Words = { en: 'Set tls: implicit or starttls.', fr: 'Mettez tls: implicit ou starttls.' }
const inTheClear = wrong(
  {
    en: 'tls: none to another machine: passwords and mails can be read on the way.',
    fr: 'tls: none vers une autre machine : mots de passe et messages sont lisibles en chemin.',
  },
  mend,
)
