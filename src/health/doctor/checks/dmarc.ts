import type { Check } from '../check.ts'
import { type Finding, right, same, warning } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { deskDomains } from './domains.ts'
import { lookUpTxt } from './records.ts'

/** Whether the desk's own domains say what is to be done with mail that only claims to be theirs (RFC 7489). */
export const dmarc: Check = {
  name: 'dmarc',
  title: same('DMARC'),
  probes: (patient) =>
    deskDomains(patient).map((domain) => ({ subject: domain, run: () => tryDomain(patient, domain) })),
}

async function tryDomain({ instruments }: Patient, domain: string): Promise<Finding[]> {
  const found = await nearest(instruments.resolve, domain)
  if (found === null) return [missing(domain)]
  const policy = /(?:^|;)\s*p=\s*([a-z]+)/i.exec(found.record)?.[1]?.toLowerCase()
  if (policy === 'none') return [toothless(found.name)]
  return [right(same(`${found.name}: ${found.record.slice(0, 200)}`))]
}

/** A domain without a record of its own follows that of the organisation above it. */
async function nearest(
  resolve: Patient['instruments']['resolve'],
  domain: string,
): Promise<{ name: string; record: string } | null> {
  const labels = domain.split('.').slice(-6)
  for (let at = 0; at < labels.length - 1; at++) {
    const name = `_dmarc.${labels.slice(at).join('.')}`
    const [record] = await lookUpTxt(resolve, name, /^v=DMARC1\s*(;|$)/i)
    if (record !== undefined) return { name, record }
  }
  return null
}

const missing = (domain: string): Finding =>
  warning(
    {
      en: `${domain} has no DMARC record: nobody is told that mail in its name must be proved, and technicians who write from it are not proved by it.`,
      fr: `${domain} n’a pas d’enregistrement DMARC : personne ne sait que ses messages doivent être prouvés, ceux des techniciens non plus.`,
    },
    {
      en: `Add a TXT record to _dmarc.${domain}: "v=DMARC1; p=quarantine".`,
      fr: `Ajoutez à _dmarc.${domain} un enregistrement TXT : "v=DMARC1; p=quarantine".`,
    },
  )

const toothless = (name: string): Finding =>
  warning(
    {
      en: `${name} says p=none: forged mail in our name is only counted.`,
      fr: `${name} dit p=none : les faux en notre nom sont seulement comptés.`,
    },
    {
      en: 'Once SPF and DKIM are right: p=quarantine or p=reject.',
      fr: 'Une fois SPF et DKIM en règle : p=quarantine ou p=reject.',
    },
  )
