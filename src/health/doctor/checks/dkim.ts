import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { SmtpSettings } from '../../../outbox/settings.ts'
import type { Check } from '../check.ts'
import { type Finding, right, same, type Words, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { deskDomains } from './domains.ts'
import { lookUpTxt } from './records.ts'

type Dkim = NonNullable<SmtpSettings['dkim']>

/** Whether what we sign with can be verified by those who get our mails (RFC 6376): the public key in DNS is that of our private one. */
export const dkim: Check = {
  name: 'dkim',
  title: same('DKIM'),
  probes: (patient) =>
    patient.transports.map(({ key, dkim: settings }) => ({
      subject: key,
      run: async () => (settings ? await tryKey(patient, settings) : [notOurs]),
    })),
}

const notOurs = right({
  en: 'Guichet does not sign here: the server does, or nobody (the self test shows a signature).',
  fr: 'Guichet ne signe pas ici : le serveur le fait, ou personne (l’essai d’envoi montre la signature).',
})

async function tryKey(patient: Patient, settings: Dkim): Promise<Finding[]> {
  const name = `${settings.selector}._domainkey.${settings.domain}`
  const own = readPrivate(settings.privateKey)
  if (own === null) return [unreadable]
  const [record] = await lookUpTxt(patient.instruments.resolve, name, /(^|;)\s*p=/i)
  const published = record === undefined ? undefined : /(?:^|;)\s*p=([^;]*)/i.exec(record)?.[1]?.replaceAll(/\s/g, '')
  if (!published) return [missing(name, own)]
  if (published !== publicPart(own)) return [another(name, own)]
  return [...strength(own, name), ...alignment(patient, settings)]
}

function readPrivate(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}

/** As the p= of the record holds it: the SubjectPublicKeyInfo of RSA, the bare 32 octets of Ed25519 (RFC 8463). */
function publicPart(own: KeyObject): string {
  const der = createPublicKey(own).export({ type: 'spki', format: 'der' })
  return (own.asymmetricKeyType === 'ed25519' ? der.subarray(-32) : der).toString('base64')
}

const kindOf = (own: KeyObject): string => (own.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa')

function strength(own: KeyObject, name: string): Finding[] {
  const bits = own.asymmetricKeyDetails?.modulusLength ?? null
  const text: Words = {
    en: `${name} holds our key${bits === null ? '' : ` of ${bits} bits`}.`,
    fr: `${name} porte notre clé${bits === null ? '' : ` de ${bits} bits`}.`,
  }
  if (bits === null || bits >= 2048) return [right(text)]
  const mend: Words = { en: 'Make one of 2048 bits.', fr: 'Faites-en une de 2048 bits.' }
  return [bits < 1024 ? wrong(text, mend) : warning(text, mend)]
}

/** DMARC counts a signature only where its domain is that of the author. */
function alignment(patient: Patient, { domain }: Dkim): Finding[] {
  const others = deskDomains(patient).filter((own) => own !== domain && !own.endsWith(`.${domain}`))
  if (others.length === 0) return []
  return [
    warning(
      {
        en: `It signs as ${domain}, which says nothing for mails of ${others.join(', ')}.`,
        fr: `Elle signe pour ${domain}, ce qui ne dit rien des messages de ${others.join(', ')}.`,
      },
      {
        en: 'Give those mailboxes a transport that signs for them.',
        fr: 'Donnez à ces collecteurs un serveur d’envoi qui signe pour eux.',
      },
    ),
  ]
}

const unreadable = wrong(
  { en: 'dkim.privateKey is no private key in PEM.', fr: 'dkim.privateKey n’est pas une clé privée au format PEM.' },
  { en: 'openssl genrsa 2048 makes one.', fr: 'openssl genrsa 2048 en fait une.' },
)

const publish = (own: KeyObject, name: string): Words => {
  const record = `"v=DKIM1; k=${kindOf(own)}; p=${publicPart(own)}"`
  return { en: `Let ${name} have the TXT record ${record}.`, fr: `Donnez à ${name} l’enregistrement TXT ${record}.` }
}

const missing = (name: string, own: KeyObject): Finding =>
  wrong(
    {
      en: `There is no public key at ${name}: our signatures cannot be verified.`,
      fr: `Pas de clé publique à ${name} : nos signatures sont invérifiables.`,
    },
    publish(own, name),
  )

const another = (name: string, own: KeyObject): Finding =>
  wrong(
    {
      en: `The public key at ${name} is not that of our private key: every signature fails.`,
      fr: `La clé publique à ${name} n’est pas celle de notre clé privée : toute signature échoue.`,
    },
    publish(own, name),
  )
