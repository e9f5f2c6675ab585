import type { Sentence } from '../i18n/sentence.ts'
/** What kind of mail this is. The words of RFC 3834 where it has one. */
export type MailKind =
  | 'human'
  | 'auto-reply'
  | 'auto-generated'
  | 'bounce'
  | 'delivery-delay'
  | 'feedback-report'
  | 'bulk'
  | 'loop'

export interface Verdict {
  kind: MailKind
  /** The id of the rule that decided (its file name), `none` where no rule matched. */
  rule: string
  /** A sentence for the trace, in English. */
  reason: Sentence
  /** Any sign of a machine, however weak (also where `kind` is human): forbids changes of state, taking a ticket and commands. */
  signs: { rule: string; reason: Sentence; weak: boolean }[]
  bounce: Bounce | null
}

export interface BounceRecipient {
  /** In lower case. */
  address: string
  /** RFC 3464: failed, delayed, delivered, relayed, expanded. */
  action: string
  /** Enhanced status code of RFC 3463 (`5.1.1`), or null where none could be found. */
  status: string | null
  /** One line, at most 500 characters. */
  diagnostic: string
}

export interface Bounce {
  recipients: BounceRecipient[]
  /** Message-ID of the mail that came back, with angle brackets, or null. */
  originalMessageId: string | null
}

/** What the mail alone cannot tell, gathered before screening. */
export interface ScreeningFacts {
  /** SMTP envelope sender where known; '' is the null sender, null is unknown. */
  envelopeFrom: string | null
  /** From is an address of the desk itself, whatever its detail. */
  isFromDesk: boolean
  /** The mail carries a signed mark of ours in the address it was sent to, In-Reply-To or References. */
  answersOurs: boolean
  /** A VERP mark of ours was in the recipient address. */
  verp: boolean
  /** The Message-ID is one that we issued, or our loop header has our own instance id. */
  isOurOwn: boolean
  /** Headers by which the configured servers mark spam, e.g. { name: 'x-spam-flag', value: 'yes' }; lower case. */
  spamHeaders: readonly { name: string; value: string }[]
}

/** How far the sender is proved; see DESIGN: a From line proves nothing. */
export type Proof = 'verified' | 'tokened' | 'unverified' | 'failed'

export interface SenderJudgement {
  proof: Proof
  /** The id of the rule that decided, for the trace. */
  rule: string
  /** A sentence for the trace, in English. */
  reason: Sentence
  /**
   * A right mark that came back under another's From (alias, secretary, forwarded mail), or null. The mail is kept and shown
   * to technicians as such, and the owner of the mark is asked.
   */
  foreignMark: SignedMark | null
  /** A lookup had no answer, and with it the proof might have been better: worth judging once more before a mail is held. */
  isTemporary: boolean
}

/** A signed mark of ours that came back with a mail, verified, with what its row says. */
export interface SignedMark {
  place: 'address' | 'in-reply-to' | 'references'
  /** Whom the mail that carried it was sent to. */
  personId: number
  address: string
}

/** The words of RFC 8601 section 2.7, in lower case; a server may say others, which prove nothing. */
export interface AuthResult {
  /** dkim, spf, dmarc, arc, … */
  method: string
  result: string
  /** `header.from`, `header.d`, `smtp.mailfrom`, … in lower case with their values; also `reason`, and `action` of Microsoft 365. */
  properties: ReadonlyMap<string, string>
  /** The comments that follow the result: Gmail tells the policy there (`p=REJECT`). */
  comment: string
}

/** One Authentication-Results field. */
export interface AuthenticationResults {
  /** In lower case; empty where the server gives none, as Microsoft 365. */
  authservId: string
  results: readonly AuthResult[]
}

export interface DkimFact {
  /** The d= domain, in lower case. */
  domain: string
  result: string
  /** Aligned with the From domain, by the DMARC record's mode, else by organisational domain. */
  isAligned: boolean
  /** An l= tag leaves a part of the body unsigned: anybody could have added it. */
  isPartial: boolean
}

export interface DmarcFact {
  result: string
  /** What the domain asks to be done: none, quarantine, reject; null where it says nothing. */
  policy: string | null
  /** The pass rests on a signature that leaves a part of the body unsigned. */
  isPartial: boolean
}

/** What was found out about who sent a mail; gathered before `judgeSender`. */
export interface SenderFacts {
  /** SMTP envelope sender where known; '' is the null sender, null is unknown. */
  envelopeFrom: string | null
  /** The From domain that the DKIM and DMARC checks read, in lower case; null where they did not run or found none. */
  checkedDomain: string | null
  dkim: readonly DkimFact[]
  /** Null where DMARC was not checked. */
  dmarc: DmarcFact | null
  /** Null where the client's address is not known, so that SPF could not be checked. */
  spf: { result: string; domain: string } | null
  /** Null without an ARC chain. */
  arc: {
    result: string
    /** The d= of the newest seal, in lower case. */
    sealer: string
    /** The settings name the sealer as one to be believed. */
    isTrusted: boolean
    /** What the newest sealer found when the mail came to it. */
    results: AuthenticationResults | null
  } | null
  /** Topmost Authentication-Results of each server that the settings name. */
  trusted: readonly AuthenticationResults[]
  /** Says that the mail came by an internal route of the settings, or that its owner vouches for it; else null. */
  route: Sentence | null
  marks: readonly SignedMark[]
  /** The person to whom the From address is registered, or null. */
  fromPerson: number | null
  /** A lookup had no answer in time. */
  isTemporary: boolean
  /** What could not be checked and why, for the trace. */
  notes: readonly Sentence[]
}
