import type { Check } from '../check.ts'
import { type Finding, right, same, warning, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { deskDomains } from './domains.ts'
import { lookUpTxt } from './records.ts'

/** Whether the desk's own domains say which servers may send for them (RFC 7208). */
export const spf: Check = {
  name: 'spf',
  title: same('SPF'),
  probes: (patient) =>
    deskDomains(patient).map((domain) => ({ subject: domain, run: () => tryDomain(patient, domain) })),
}

async function tryDomain({ instruments }: Patient, domain: string): Promise<Finding[]> {
  const [record, ...others] = await lookUpTxt(instruments.resolve, domain, /^v=spf1( |$)/i)
  if (record === undefined) return [missing(domain)]
  if (others.length > 0) return [several(others.length + 1)]
  if (/(^|\s)\+?all(\s|$)/i.test(record)) return [everybody(record)]
  return [right(same(record.slice(0, 200)))]
}

const missing = (domain: string): Finding =>
  warning(
    {
      en: `${domain} has no SPF record: our mails are taken for spam more easily.`,
      fr: `${domain} n’a pas d’enregistrement SPF : nos messages passent plus facilement pour du spam.`,
    },
    {
      en: `Add a TXT record to ${domain}: "v=spf1 mx include:<your provider> -all".`,
      fr: `Ajoutez à ${domain} un enregistrement TXT : "v=spf1 mx include:<votre fournisseur> -all".`,
    },
  )

const several = (count: number): Finding =>
  wrong(
    {
      en: `There are ${count} SPF records, which counts as none.`,
      fr: `Il y a ${count} enregistrements SPF, ce qui compte pour aucun.`,
    },
    { en: 'Make one of them.', fr: 'Faites-en un seul.' },
  )

const everybody = (record: string): Finding =>
  wrong(
    {
      en: `It lets the whole world send in our name: ${record.slice(0, 200)}`,
      fr: `Il laisse le monde entier écrire en notre nom : ${record.slice(0, 200)}`,
    },
    { en: 'Let it end in -all or ~all.', fr: 'Terminez-le par -all ou ~all.' },
  )
