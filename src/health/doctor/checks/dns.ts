import { isIP } from 'node:net'
import type { Check, Probe } from '../check.ts'
import { type Finding, right, same, type Words, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { deskDomains } from './domains.ts'
import { lookUp } from './records.ts'

/** Whether the hosts that the settings name have addresses, and whether mail for the desk's own domains is told where to go. */
export const dns: Check = {
  name: 'dns',
  title: same('DNS'),
  probes: (patient) => [
    ...hostsOf(patient).map((host): Probe => ({ subject: host, run: () => tryHost(patient, host) })),
    ...deskDomains(patient).map((domain): Probe => ({ subject: `MX ${domain}`, run: () => tryMx(patient, domain) })),
  ],
}

function hostsOf({ settings, mailboxes, transports }: Patient): string[] {
  const { database, web } = settings
  const hosts = [
    ...mailboxes.flatMap(({ setup }) => setup.imap?.host ?? []),
    ...transports.map(({ host }) => host),
    ...(database.dialect === 'mariadb' && database.socket === undefined ? [database.host] : []),
    new URL(web.url).hostname.replaceAll(/^\[|\]$/g, ''),
  ]
  return [...new Set(hosts)].filter((host) => isIP(host) === 0)
}

async function tryHost({ instruments }: Patient, host: string): Promise<Finding[]> {
  const mend: Words = {
    en: 'Correct the name in the settings, or the resolver of this machine.',
    fr: 'Corrigez le nom dans la configuration, ou le résolveur de cette machine.',
  }
  try {
    const addresses = await instruments.lookup(host)
    if (addresses.length > 0) return [right(same(addresses.slice(0, 4).join(', ')))]
  } catch {
    // Whatever the resolver's reason: a client of ours would not get there either.
  }
  return [wrong({ en: `No address is found for ${host}.`, fr: `Aucune adresse trouvée pour ${host}.` }, mend)]
}

async function tryMx({ instruments }: Patient, domain: string): Promise<Finding[]> {
  const records = await lookUp(instruments.resolve, domain, 'MX')
  if (records.length > 0)
    return [right({ en: `Mail for ${domain} has a server.`, fr: `Le courrier de ${domain} a un serveur.` })]
  return [
    warning(
      { en: `${domain} has no MX record.`, fr: `${domain} n’a pas d’enregistrement MX.` },
      {
        en: 'Other servers then try its A record. Add an MX record, unless all mail stays within the house.',
        fr: 'Les autres serveurs essaient alors son enregistrement A. Ajoutez un MX, sauf si tout reste en interne.',
      },
    ),
  ]
}
