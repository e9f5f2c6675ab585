import type { Check, Probe } from '../check.ts'
import { openedStore } from '../database.ts'
import { type Finding, right, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

const second = 1000
/** Leases live on the database's clock, deadlines and links on ours. */
const databaseMayDiffer = 2 * second
/** Other servers tell whole seconds, and DKIM and OAuth allow some minutes at most. */
const othersMayDiffer = 60 * second

/** Our clock against those of the database, the mail servers and the web: they only tell where they want to. */
export const clock: Check = {
  name: 'clock',
  title: { en: 'Clock', fr: 'Horloge' },
  probes: (patient) => [
    { subject: patient.settings.database.dialect, run: () => tryDatabase(patient) },
    ...patient.transports.map(
      (transport): Probe => ({
        subject: transport.host,
        seconds: 40,
        run: async () => tellGreeting(patient, await greetingOf(patient, transport)),
      }),
    ),
    ...urlsOf(patient).map((url): Probe => ({ subject: new URL(url).host, run: () => tryHttp(patient, url) })),
  ],
}

async function tryDatabase(patient: Patient): Promise<Finding[]> {
  const store = await openedStore(patient)
  const before = patient.clock.now()
  const theirs = await store.databaseNow()
  return [compare(theirs - (before + patient.clock.now()) / 2, databaseMayDiffer)]
}

/** Where it does not take us there is no greeting: the check of SMTP tells why. */
async function greetingOf({ instruments }: Patient, transport: Patient['transports'][number]): Promise<string> {
  return (await instruments.transport(transport).catch(() => null))?.greeting ?? ''
}

/** RFC 5322 dates, as Sendmail and Exchange greet with; Postfix tells none. */
function tellGreeting({ clock: own }: Patient, greeting: string): Finding[] {
  const date = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/.exec(
    greeting,
  )?.[0]
  return date === undefined ? [] : [compare(Date.parse(date) - own.now(), othersMayDiffer)]
}

/** Servers of others, that have nothing to do with our clock: token endpoints; our own web address may be this machine. */
function urlsOf({ settings }: Patient): string[] {
  return [
    ...new Set([...Object.values(settings.oauth).map(({ tokenUrl }) => new URL(tokenUrl).origin), settings.web.url]),
  ]
}

async function tryHttp({ instruments, clock: own }: Patient, url: string): Promise<Finding[]> {
  const answer = await instruments.http(url).catch(() => null)
  if (answer === null) return []
  // The Date was written some time within the answer, and tells whole seconds.
  return answer.date === null
    ? []
    : [compare(answer.date + second / 2 - (own.now() - answer.took / 2), othersMayDiffer)]
}

function compare(difference: number, allowed: number): Finding {
  const seconds = (Math.abs(difference) / second).toFixed(1)
  if (Math.abs(difference) <= allowed)
    return right({
      en: `Our clocks differ by ${seconds} s.`,
      fr: `Nos horloges diffèrent de ${seconds.replace('.', ',')} s.`,
    })
  return wrong(
    difference > 0
      ? { en: `Our clock is ${seconds} s slow.`, fr: `Notre horloge retarde de ${seconds.replace('.', ',')} s.` }
      : { en: `Our clock is ${seconds} s fast.`, fr: `Notre horloge avance de ${seconds.replace('.', ',')} s.` },
    {
      en: 'Let chrony or systemd-timesyncd set the clocks of both machines.',
      fr: 'Laissez chrony ou systemd-timesyncd régler les horloges des deux machines.',
    },
  )
}
