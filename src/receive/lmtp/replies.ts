/** What an LMTP client reads. RFC 5321 sections 4.2 and 4.5.3, RFC 3463 for the enhanced codes. */
export class LmtpReply extends Error {
  readonly responseCode: number

  constructor(responseCode: number, text: string) {
    super(text)
    this.name = 'LmtpReply'
    this.responseCode = responseCode
  }
}

export const lmtpReplies = {
  unknownMailbox: () => new LmtpReply(550, '5.1.1 No such mailbox here'),
  /** smtp-server merges a repeated recipient, which would leave the client one answer short (RFC 2033 section 4.2). */
  repeatedRecipient: () => new LmtpReply(452, '4.5.3 This recipient was given already, send it another mail'),
  tooManyRecipients: () => new LmtpReply(452, '4.5.3 Too many recipients, send the others another mail'),
  tooLarge: () => new LmtpReply(552, '5.3.4 The mail is larger than this desk takes'),
  ourTrouble: () => new LmtpReply(451, '4.3.0 The desk cannot take the mail now, try again later'),
  accepted: (mailId: number) => `2.1.5 Taken as mail ${mailId}`,
} as const
