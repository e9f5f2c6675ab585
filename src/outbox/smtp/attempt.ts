/** What one attempt to hand a mail to SMTP came to. */
export type Attempt = Sent | Refused | Deferred | Unknown

export interface Answer {
  /** The SMTP reply code, where there was a reply. */
  code: number | null
  /** What it answered: CONN, AUTH, MAIL FROM, RCPT TO, DATA…; OAUTH where the token endpoint did. */
  command: string | null
  /** The reply, or what went wrong, on one line. */
  response: string
}

export interface Sent extends Answer {
  result: 'sent'
  /** What the relay made of our Message-ID, where it told. */
  assignedMessageId: string | null
}

/** The server will not take this mail for this recipient. */
export interface Refused extends Answer {
  result: 'refused'
}

export interface Deferred extends Answer {
  result: 'deferred'
  /**
   * `mail`: the server put this mail off. `transport`: nothing can be sent at the moment. `blocked`: nor later, until somebody mends
   * it (a refused password, a refused token, a refused sender). `mail-or-transport`: the connection was lost in the middle of the mail, at
   * which some filters hang up, so that it counts for both.
   */
  scope: 'mail' | 'transport' | 'blocked' | 'mail-or-transport'
}

/** The connection was lost after the final dot: it may have been taken. */
export interface Unknown extends Answer {
  result: 'unknown'
}
