import { createTemplates } from '../../../mail-template/render.ts'
import { shippedTemplates } from '../../../mail-template/template-files.ts'
import { composeSelfTest, type SelfTestKind, type SelfTestMail } from '../../../outbox/compose/self-test-mail.ts'
import type { SmtpSettings } from '../../../outbox/settings.ts'
import type { Attempt } from '../../../outbox/smtp/attempt.ts'
import { createMarks } from '../../../signing/marks.ts'
import { isUnborn } from '../../../store/migrate.ts'
import type { Check } from '../check.ts'
import { openedStore } from '../database.ts'
import { type Finding, NothingYet, NotTried } from '../finding.ts'
import type { Patient } from '../patient.ts'
import type { PatientMailbox } from '../patient-mailbox.ts'
import { forge } from '../self-test/forgery.ts'
import { judgeSelfTest } from '../self-test/judge.ts'
import { judgeForgery } from '../self-test/judge-forgery.ts'
import type { SentMail } from '../self-test/sent-mail.ts'
import { differencesOf } from './instance.ts'

/** Mails to ourselves, from each mailbox to itself: what survives of what threads answers and proves senders. */
export const selfTest: Check = {
  name: 'self-test',
  title: { en: 'Mail to ourselves', fr: 'Message à nous-mêmes' },
  probes: (patient) => {
    const seconds = patient.selfTestSeconds
    if (seconds === null) return []
    return patient.mailboxes.map((mailbox) => ({
      subject: mailbox.setup.key,
      seconds: seconds + 90,
      run: () => tryMailbox(patient, mailbox, seconds),
    }))
  },
}

const kinds: readonly SelfTestKind[] = ['plain', 'reply', 'bounce']

async function tryMailbox(patient: Patient, mailbox: PatientMailbox, seconds: number): Promise<Finding[]> {
  const transport = await readyTransport(patient, mailbox)
  const reference = patient.randomness.hex(8)
  const sent: { mail: SelfTestMail; attempt: Attempt }[] = []
  for (const mail of await composeAll(patient, mailbox, transport, reference))
    sent.push({ mail, attempt: await patient.instruments.post.send(transport, mail) })
  const arrived = await collect(patient, mailbox, sent, { reference, seconds })
  const plain = arrived.find(({ mail }) => mail.kind === 'plain')
  return [
    ...judgeSelfTest(arrived, seconds),
    ...(plain?.head ? judgeForgery(plain.head, mailbox.entity.proof, reference) : []),
  ]
}

/** A copy of a desk, and one that only listens, send nothing; and what another check tells about is not told again. */
async function readyTransport(patient: Patient, mailbox: PatientMailbox): Promise<SmtpSettings> {
  if (mailbox.settings.listenOnly)
    throw new NotTried({ en: 'this mailbox only listens', fr: 'ce collecteur ne fait qu’écouter' })
  const { transport } = mailbox
  if (transport === null) throw new NotTried({ en: 'there is no transport', fr: 'il n’y a pas de serveur d’envoi' })
  if (await isMuted(patient))
    throw new NotTried({ en: 'this desk sends nothing', fr: 'cette installation n’envoie rien' })
  const { instruments } = patient
  await instruments.transport(transport).catch(() => {
    throw new NotTried({ en: 'the SMTP server does not take us', fr: 'le serveur SMTP ne nous accepte pas' })
  })
  if (mailbox.setup.imap === null) return transport
  await instruments.mailbox(mailbox).catch(() => {
    throw new NotTried({ en: 'the mailbox cannot be read', fr: 'la boîte ne peut pas être lue' })
  })
  return transport
}

/** A database without tables is nobody's copy. */
async function isMuted(patient: Patient): Promise<boolean> {
  if (await hasNotBegun(patient)) return false
  return (await differencesOf(patient)).length > 0
}

async function hasNotBegun(patient: Patient): Promise<boolean> {
  try {
    return await isUnborn(await openedStore(patient))
  } catch (error) {
    if (error instanceof NothingYet) return true
    throw error
  }
}

async function composeAll(
  patient: Patient,
  { setup, settings, entity }: PatientMailbox,
  transport: SmtpSettings,
  reference: string,
): Promise<SelfTestMail[]> {
  const keys = await patient.instruments.keys()
  if (keys === null) throw new NotTried({ en: 'there are no keys yet', fr: 'il n’y a pas encore de clés' })
  const parts = {
    templates: createTemplates({ folder: shippedTemplates, overridesFolder: patient.settings.templates }),
    marks: createMarks(keys.signing),
    instance: { id: keys.instanceId, prefix: patient.settings.prefix, hostName: patient.hostName },
    desk: { address: setup.address, delimiter: setup.delimiter, senderName: settings.senderName ?? entity.name },
    dkim: transport.dkim,
    language: patient.language,
    now: patient.clock.now(),
  }
  const forged = forge(entity.proof, reference)
  const mails: SelfTestMail[] = []
  for (const kind of kinds)
    mails.push(await composeSelfTest(parts, kind, `${reference}-${kind}`, kind === 'plain' ? forged : []))
  return mails
}

async function collect(
  { instruments, clock }: Patient,
  mailbox: PatientMailbox,
  sent: readonly { mail: SelfTestMail; attempt: Attempt }[],
  { reference, seconds }: { reference: string; seconds: number },
): Promise<SentMail[]> {
  const count = sent.filter(({ attempt }) => attempt.result === 'sent').length
  const wanted = { reference, count, until: clock.now() + seconds * 1000 }
  const heads = count === 0 ? [] : await instruments.post.collect(mailbox, wanted)
  return sent.map(({ mail, attempt }) => ({
    mail,
    attempt,
    head: heads.find(({ subject }) => subject.includes(mail.reference))?.head ?? null,
  }))
}
