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
  reason: string
  /** Any sign of a machine, however weak (also where `kind` is human): forbids changes of state, taking a ticket and commands. */
  signs: { rule: string; reason: string; weak: boolean }[]
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
  /** Addresses of the desk itself, in lower case. */
  ownAddresses: ReadonlySet<string>
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
  /** A sentence for the trace, in English. */
  reason: string
}
