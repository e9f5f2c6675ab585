import { Readable } from 'node:stream'
import { arc as verifyArc } from 'mailauth/lib/arc/index.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js'
import { spf as verifySpf } from 'mailauth/lib/spf/index.js'
import { describeError, PermanentError } from '../errors.ts'
import { alike, type Sentence } from '../i18n/sentence.ts'
import type { ParsedMail } from '../mail/types.ts'
import { trustedResults } from '../screening/authentication-results.ts'
import { findRoute, type InternalRoute } from '../screening/internal-route.ts'
import { newestSeal } from '../screening/newest-seal.ts'
import { judgeSender, noSenderFacts } from '../screening/sender.ts'
import { domainOf, isRelated } from '../screening/sender-rules.ts'
import type { DkimFact, SenderFacts } from '../screening/types.ts'
import { checkableMail, checkLimits } from './checkable-mail.ts'
import { boundedResolver, type Resolve } from './dns-resolver.ts'

/** All lookups of one mail together, in milliseconds and number (RFC 7208 section 4.6.4 allows SPF alone 10 with their own). */
const lookupTime = 15_000
const mostLookups = 120

export interface SenderQuestion {
  mail: ParsedMail
  /** The stored raw mail, from its first octet. Only opened where a signature is to be checked. */
  open(): Readable
  envelope: {
    /** '' is the null sender, null is unknown. */
    from: string | null
    /** The address of the client that the border server spoke with; null where the peer does not tell. Never from a header. */
    clientIp: string | null
    helo: string | null
  }
  settings: {
    authservIds: readonly string[]
    internalRoutes: readonly InternalRoute[]
    /** Relays whose ARC seal is believed, by d= domain. None by default. */
    arcSealers?: readonly string[]
  }
}

/** What only our own database knows of a sender. */
export type KnownOfSender = Pick<SenderFacts, 'marks' | 'fromPerson'>

/**
 * Gathers what the mail, DNS and the settings say about who sent it. Never throws for what a mail holds: what could not be
 * checked is a note. No lookup is made, and the mail is not read again, where a named server or route has settled it.
 */
export async function gatherSenderFacts(
  question: SenderQuestion,
  known: KnownOfSender,
  resolve: Resolve,
): Promise<SenderFacts> {
  const { mail, envelope, settings } = question
  const facts: SenderFacts = {
    ...noSenderFacts,
    ...known,
    envelopeFrom: envelope.from,
    trusted: trustedResults(mail.headers, settings.authservIds),
    route: findRoute(mail.headers, settings.internalRoutes),
  }
  const { proof, rule } = judgeSender(mail, facts)
  if (proof === 'verified' || rule === 'two-from' || rule === 'no-author') return facts
  return check(question, facts, boundedResolver(resolve, lookupTime, mostLookups))
}

async function check(question: SenderQuestion, facts: SenderFacts, resolver: Resolve): Promise<SenderFacts> {
  const signatures = await checkSignatures(question, resolver)
  const spf = await checkSpf(question, resolver)
  const dmarc = await evaluateDmarc({
    headerFrom: signatures.headerFrom,
    fromFields: signatures.fromFields,
    spfDomains: spf?.result === 'pass' ? [spf.domain] : [],
    dkimDomains: signatures.passing,
    resolver,
  })
  const aligned = dmarc.dkimAligned
  const found = dmarc.response || null
  const domain = sameAuthor(question.mail, signatures)
  // Until a DMARC record was found, alignment is by the Public Suffix List; then it is by the record's mode.
  const dkim = signatures.dkim.map((fact) =>
    found && aligned && fact.result === 'pass' ? { ...fact, isAligned: aligned.has(fact.domain) } : fact,
  )
  return {
    ...facts,
    checkedDomain: domain,
    dkim,
    spf,
    arc: signatures.arc,
    dmarc: found && {
      result: found.status.result,
      policy: found.policy ?? null,
      isPartial: !found.alignment?.spf.result && (found.alignment?.dkim.underSized ?? 0) > 0,
    },
    isTemporary: hadNoAnswer(domain, found?.status.result, dkim, spf),
    notes: [
      ...facts.notes,
      ...signatures.notes,
      ...(domain === null
        ? [{ en: 'the author can be read in two ways', fr: 'l’auteur peut être lu de deux façons' }]
        : []),
    ],
  }
}

/** Of the lookups that failed, those that could have spoken for the From domain: a sender chooses the others. */
function hadNoAnswer(
  domain: string | null,
  dmarc: string | undefined,
  dkim: readonly DkimFact[],
  spf: SenderFacts['spf'],
): boolean {
  if (dmarc === 'temperror' || dkim.some(({ isAligned, result }) => isAligned && result === 'temperror')) return true
  return spf?.result === 'temperror' && domain !== null && isRelated(spf.domain, domain)
}

interface Signatures {
  /** The authors as the check read them, which must be those that we read. */
  headerFrom: string[]
  fromFields: number
  dkim: DkimFact[]
  passing: { id?: string; domain: string; aligned?: string | false; underSized?: number }[]
  arc: SenderFacts['arc']
  notes: Sentence[]
}

async function checkSignatures(question: SenderQuestion, resolver: Resolve): Promise<Signatures> {
  const { mail } = question
  const headerFrom = mail.fromAll.map(({ address }) => address)
  const unchecked = { headerFrom, fromFields: mail.fromFields, dkim: [], passing: [], arc: null, notes: [] }
  const count = mail.headers.filter(({ name }) => name === 'dkim-signature').length
  if (count === 0 && !isSealWanted(question)) return unchecked
  if (count > checkLimits.signatures)
    return {
      ...unchecked,
      notes: [
        { en: `${count} signatures are too many to check`, fr: `${count} signatures : trop pour être vérifiées` },
      ],
    }
  if (mail.size > checkLimits.mailOctets)
    return {
      ...unchecked,
      notes: [
        {
          en: 'the mail is too large to check its signatures',
          fr: 'le message est trop grand pour que ses signatures soient vérifiées',
        },
      ],
    }
  const raw = question.open()
  try {
    return await readSignatures(question, raw, resolver)
  } catch (error) {
    if (error instanceof PermanentError) return { ...unchecked, notes: [tellUnchecked(error)] }
    throw error
  } finally {
    raw.destroy()
  }
}

function tellUnchecked(error: PermanentError): Sentence {
  if (error.code !== 'header-beyond-check') return alike(describeError(error))
  return {
    en: 'the header is too long for its signatures to be checked',
    fr: 'l’en-tête est trop long pour que ses signatures soient vérifiées',
  }
}

async function readSignatures(question: SenderQuestion, raw: Readable, resolver: Resolve): Promise<Signatures> {
  const options = { resolver, minBitLength: 1024, rejectRsaSha1: true }
  const read = await dkimVerify(Readable.from(checkableMail(raw)), options)
  const signed = read.results.flatMap(({ id, signingDomain, status }) =>
    signingDomain ? [{ id: id ?? '', domain: domainOf(signingDomain), status }] : [],
  )
  return {
    headerFrom: read.headerFrom,
    fromFields: read.fromFields,
    dkim: signed.map(({ domain, status }) => ({
      domain,
      result: status.result,
      isAligned: Boolean(status.aligned),
      isPartial: (status.underSized ?? 0) > 0,
    })),
    passing: signed
      .filter(({ status }) => status.result === 'pass')
      .map(({ id, domain, status }) => ({
        id,
        domain,
        aligned: status.aligned ?? false,
        underSized: status.underSized ?? 0,
      })),
    arc: isSealWanted(question) && read.arc ? await checkSeal(question, read.arc, options) : null,
    notes: [],
  }
}

/** The chain is only worth its lookups where the settings believe the sealer. */
function isSealWanted({ mail, settings }: SenderQuestion): boolean {
  const sealer = newestSeal(mail.headers)?.sealer
  return sealer !== undefined && (settings.arcSealers ?? []).includes(sealer)
}

type ArcData = NonNullable<Awaited<ReturnType<typeof dkimVerify>>['arc']>

async function checkSeal(
  { mail }: SenderQuestion,
  { chain, lastEntry }: ArcData,
  options: { resolver: Resolve; minBitLength: number },
): Promise<SenderFacts['arc']> {
  const seal = newestSeal(mail.headers)
  if (!chain || !lastEntry || !seal) return null
  const { i, status } = await verifyArc({ chain, lastEntry }, options)
  // The set that mailauth checked is the one that we read.
  const isSame = i === seal.instance
  return { ...seal, isTrusted: true, result: isSame ? status.result : 'fail' }
}

async function checkSpf({ envelope, mail }: SenderQuestion, resolver: Resolve): Promise<SenderFacts['spf']> {
  if (envelope.clientIp === null || mail.from === null) return null
  const { domain, status } = await verifySpf({
    sender: envelope.from ?? '',
    ip: envelope.clientIp,
    helo: envelope.helo ?? envelope.clientIp,
    mta: 'guichet',
    resolver,
    maxElapsedTime: lookupTime,
  })
  return { domain, result: status.result }
}

/**
 * The From domain, where the check read the one author that we read. A From line that two parsers read in two ways would let
 * one address vouch for another, also within a domain.
 */
function sameAuthor(mail: ParsedMail, { headerFrom, fromFields }: Signatures): string | null {
  const authors = new Set(headerFrom.map(normalise))
  if (mail.from === null || fromFields !== 1 || authors.size !== 1) return null
  return authors.has(normalise(mail.from.address)) ? domainOf(mail.from.address) : null
}

function normalise(address: string): string {
  return `${address.slice(0, address.lastIndexOf('@')).toLowerCase()}@${domainOf(address)}`
}
