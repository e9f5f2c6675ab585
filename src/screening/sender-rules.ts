import { domainToASCII } from 'node:url'
import type { Sentence } from '../i18n/sentence.ts'
import type { ParsedMail } from '../mail/types.ts'
import { allResults } from './authentication-results.ts'
import { relaySign } from './relay-signs.ts'
import type { AuthenticationResults, Proof, SenderFacts, SignedMark } from './types.ts'

type Finding = { proof: Proof; reason: Sentence }

export interface SenderRule {
  id: string
  /** Looking a name up once more would change nothing. */
  isFinal: boolean
  decide(mail: ParsedMail, facts: SenderFacts): Finding | null
}

/** In the order in which they are asked. What forges comes first, then proof, then failure, then marks. */
export const senderRules: readonly SenderRule[] = [
  { id: 'two-from', isFinal: true, decide: twoFrom },
  { id: 'no-author', isFinal: true, decide: noAuthor },
  { id: 'trusted-server', isFinal: true, decide: trustedServer },
  { id: 'internal-route', isFinal: true, decide: internalRoute },
  { id: 'dmarc', isFinal: true, decide: dmarcPass },
  { id: 'dkim', isFinal: true, decide: dkimPass },
  { id: 'arc', isFinal: true, decide: trustedSealer },
  { id: 'dmarc-failed', isFinal: false, decide: dmarcFail },
  { id: 'mark', isFinal: false, decide: ownMark },
]

/** Signed for the person who writes: for this address, or for the person to whom it is registered. */
export function isOwnMark(mail: ParsedMail, facts: SenderFacts, mark: SignedMark): boolean {
  if (facts.fromPerson !== null && facts.fromPerson === mark.personId) return true
  return mail.from !== null && mail.from.address.toLowerCase() === mark.address.toLowerCase()
}

function twoFrom(mail: ParsedMail): Finding | null {
  return mail.fromFields > 1
    ? {
        proof: 'failed',
        reason: {
          en: `the mail has ${mail.fromFields} From fields`,
          fr: `le message a ${mail.fromFields} champs From`,
        },
      }
    : null
}

/** Several authors in one field are allowed (RFC 5322 section 3.6.2), but which of them wrote cannot be proved. */
function noAuthor(mail: ParsedMail): Finding | null {
  if (mail.from === null)
    return { proof: 'unverified', reason: { en: 'the mail names no author', fr: 'le message ne nomme aucun auteur' } }
  const authors = new Set(mail.fromAll.map(({ address }) => address.toLowerCase()))
  return authors.size > 1
    ? {
        proof: 'unverified',
        reason: { en: `the mail names ${authors.size} authors`, fr: `le message nomme ${authors.size} auteurs` },
      }
    : null
}

function trustedServer(mail: ParsedMail, facts: SenderFacts): Finding | null {
  for (const server of facts.trusted) {
    const proof = provingResult(server, fromDomain(mail))
    if (proof)
      return verified({
        en: `${server.authservId || 'the receiving server'} says ${proof.en}`,
        fr: `${server.authservId || 'le serveur de réception'} dit ${proof.fr}`,
      })
  }
  return null
}

function internalRoute(_mail: ParsedMail, facts: SenderFacts): Finding | null {
  return facts.route === null ? null : verified(facts.route)
}

function dmarcPass(mail: ParsedMail, facts: SenderFacts): Finding | null {
  if (facts.dmarc?.result !== 'pass' || facts.dmarc.isPartial || !isSameAuthor(mail, facts)) return null
  return verified({ en: `DMARC passes for ${facts.checkedDomain}`, fr: `DMARC réussit pour ${facts.checkedDomain}` })
}

function dkimPass(mail: ParsedMail, facts: SenderFacts): Finding | null {
  if (!isSameAuthor(mail, facts)) return null
  const signature = facts.dkim.find(({ result, isAligned, isPartial }) => result === 'pass' && isAligned && !isPartial)
  return signature
    ? verified({
        en: `the DKIM signature of ${signature.domain} is right`,
        fr: `la signature DKIM de ${signature.domain} est bonne`,
      })
    : null
}

function trustedSealer(mail: ParsedMail, { arc }: SenderFacts): Finding | null {
  if (!arc?.isTrusted || arc.result !== 'pass' || arc.results === null) return null
  const proof = provingResult(arc.results, fromDomain(mail))
  return proof
    ? verified({
        en: `${arc.sealer}, which is trusted, sealed that ${proof.en}`,
        fr: `${arc.sealer}, à qui l’on se fie, a scellé ${proof.fr}`,
      })
    : null
}

/** A domain that asks for it has its forged mails refused, unless somebody on the way may have broken a true one. */
function dmarcFail(mail: ParsedMail, facts: SenderFacts): Finding | null {
  const failure = findFailure(mail, facts)
  if (failure === null) return null
  const excuse = relaySign(mail, facts.envelopeFrom) ?? (failure.isOurs ? doubt(mail, facts) : null)
  if (excuse === null) return { proof: 'failed', reason: failure.reason }
  return {
    proof: 'unverified',
    reason: {
      en: `${failure.reason.en}, which may come from ${excuse.en}`,
      fr: `${failure.reason.fr}, ce qui peut venir d’${excuse.fr}`,
    },
  }
}

function ownMark(mail: ParsedMail, facts: SenderFacts): Finding | null {
  const mark = facts.marks.find((found) => isOwnMark(mail, facts, found))
  return mark
    ? {
        proof: 'tokened',
        reason: {
          en: `a mark that we signed for this person came back (${mark.place})`,
          fr: `une marque que nous avions signée pour cette personne est revenue (${mark.place})`,
        },
      }
    : null
}

function verified(reason: Sentence): Finding {
  return { proof: 'verified', reason }
}

/** A DMARC pass of the From domain, or a signature of it or of a domain above it. A signature from below proves nothing here. */
function provingResult({ results }: AuthenticationResults, domain: string): Sentence | null {
  for (const { method, result, properties } of results) {
    if (result !== 'pass' || domain === '') continue
    if (method === 'dmarc' && domainOf(properties.get('header.from')) === domain)
      return { en: `dmarc=pass for ${domain}`, fr: `dmarc=pass pour ${domain}` }
    const signer = domainOf(properties.get('header.d') ?? properties.get('header.i'))
    if (method === 'dkim' && isAtOrAbove(signer, domain))
      return { en: `dkim=pass of ${signer}`, fr: `dkim=pass de ${signer}` }
  }
  return null
}

/** What the receiving server says counts before what we found: it knew the client’s address. */
function findFailure(mail: ParsedMail, facts: SenderFacts): { reason: Sentence; isOurs: boolean } | null {
  for (const { authservId, results } of facts.trusted) {
    const dmarc = results.find(({ method }) => method === 'dmarc')
    if (!dmarc || domainOf(dmarc.properties.get('header.from')) !== fromDomain(mail)) continue
    if (dmarc.result !== 'fail') return null
    const policy = toldPolicy(dmarc.properties, dmarc.comment) ?? facts.dmarc?.policy
    return policy === 'quarantine' || policy === 'reject'
      ? {
          reason: {
            en: `${authservId || 'the receiving server'} says that DMARC fails (${policy})`,
            fr: `${authservId || 'le serveur de réception'} dit que DMARC échoue (${policy})`,
          },
          isOurs: false,
        }
      : null
  }
  const own = facts.dmarc
  if (!isSameAuthor(mail, facts) || own?.result !== 'fail' || (own.policy !== 'quarantine' && own.policy !== 'reject'))
    return null
  return {
    reason: {
      en: `DMARC fails for ${facts.checkedDomain}, which asks for ${own.policy}`,
      fr: `DMARC échoue pour ${facts.checkedDomain}, qui demande ${own.policy}`,
    },
    isOurs: true,
  }
}

/** `policy.dmarc=reject`, Microsoft’s `action=oreject`, Gmail’s comment `(p=REJECT sp=…)`. */
function toldPolicy(properties: ReadonlyMap<string, string>, comment: string): string | undefined {
  const told = properties.get('policy.dmarc') ?? properties.get('action') ?? /\bp=(\w{1,20})/i.exec(comment)?.[1]
  return told?.toLowerCase().replace(/^o(?=reject$)/, '')
}

/**
 * Why a failure that we found ourselves may be none: without the client’s address SPF is not known to us, and gateways that
 * change a mail break its signature. What others claim is no proof, but it is an excuse.
 */
function doubt(mail: ParsedMail, facts: SenderFacts): Sentence | null {
  if (facts.isTemporary) return { en: 'a lookup that had no answer', fr: 'une recherche DNS restée sans réponse' }
  if (facts.spf !== null) return null
  if (facts.dkim.some(({ isAligned }) => isAligned))
    return {
      en: 'a gateway that changed the mail after it was signed',
      fr: 'une passerelle qui a modifié le message après sa signature',
    }
  const domain = fromDomain(mail)
  const isClaimed = allResults(mail.headers).some(({ results }) =>
    results.some(
      ({ method, result, properties }) =>
        result === 'pass' &&
        ((method === 'spf' && isRelated(domainOf(properties.get('smtp.mailfrom')), domain)) ||
          (method === 'dmarc' && domainOf(properties.get('header.from')) === domain)),
    ),
  )
  return isClaimed
    ? {
        en: 'a server that the settings do not name and that says it passed',
        fr: 'un serveur que les réglages ne nomment pas et qui dit que la vérification a réussi',
      }
    : null
}

/** The checks read the same author as we do; two readings of one From line would let one vouch for the other. */
function isSameAuthor(mail: ParsedMail, facts: SenderFacts): boolean {
  return facts.checkedDomain !== null && facts.checkedDomain === fromDomain(mail)
}

function fromDomain(mail: ParsedMail): string {
  return domainOf(mail.from?.address)
}

/** `local@Host.`, `@host` and `host` → `host`; U-labels as A-labels (RFC 8601 section 2.2 gives either). */
export function domainOf(address: string | undefined): string {
  const domain = (address ?? '').slice((address ?? '').lastIndexOf('@') + 1)
  const plain = domain.trim().toLowerCase().replace(/\.$/, '')
  return /^[\x20-\x7e]*$/.test(plain) ? plain : domainToASCII(plain)
}

function isAtOrAbove(upper: string, lower: string): boolean {
  return upper === lower || (upper.includes('.') && lower.endsWith(`.${upper}`))
}

/** One is the other or stands below it. */
export function isRelated(a: string, b: string): boolean {
  return a !== '' && b !== '' && (isAtOrAbove(a, b) || isAtOrAbove(b, a))
}
