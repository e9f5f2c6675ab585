import type { Address } from '../mail/types.ts'

/** One part of a mail that we sent and that this mail may quote. */
export interface SentText {
  /** The text part as it was sent, or the text of the HTML: clients quote either. LF line ends. */
  text: string
  /** Whether it showed private items. */
  isPrivate: boolean
  /** It gave the writer's own words back and asked for them once more: said again, they are new where they are not marked as a quote. */
  asksAgain?: boolean
}

/** text + quoted + signature hold every character of the mail's text, but for white space at the seams. */
export interface Reply {
  /** What the person wrote now; interleaved answers keep the quoted line above each. May be empty. */
  text: string
  /** What was taken away as a quote of earlier mails, attribution lines included. */
  quoted: string
  /** Signature, "Sent from my …", legal disclaimer. */
  signature: string
  /** True where answers stand between quoted lines, and the whole was kept. */
  interleaved: boolean
  /** The rules that cut, in order, for the trace. */
  rules: string[]
}

export interface Forward {
  /** Who wrote the forwarded mail. */
  from: Address
  to: Address[]
  cc: Address[]
  subject: string
  date: string
  /** The forwarded mail's own text. */
  text: string
  /** What the forwarder wrote above it. */
  comment: string
  /** All that stands below that in the text: marker, headers and forwarded words. Empty where the mail is attached. */
  below: string
  /** The rule that found it, for the trace. */
  rule: string
}
