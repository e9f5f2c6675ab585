/** Every bound on what a sender or a server makes us hold, wait for or repeat while receiving. Times in milliseconds. */
export const receiveLimits = {
  /** LMTP: connections at once, recipients of one mail, silence of a client, octets of a command. */
  lmtpConnections: 50,
  lmtpRecipients: 100,
  lmtpSilence: 5 * 60_000,
  lmtpCommand: 4096,
  /**
   * LMTP: from the connection or the last mail to DATA a client has as long as it may be silent, and so it has ahead of this rate of its
   * mail, in octets a second. Once all places are taken, whoever made no headway for the patience makes room. How often that is looked at.
   */
  lmtpLeastRate: 4096,
  lmtpPatience: 10_000,
  lmtpLook: 1_000,
  /** How long a stop waits for mails that are under way. */
  lmtpStop: 10_000,

  /** Columns of the journal. */
  envelopeAddress: 320,
  clientAddress: 64,
  clientName: 255,
  reason: 500,
  /** Octets of a too large mail that are kept, so that a person sees who wrote. */
  keptHead: 256 * 1024,

  /** IMAP: how long a server may take to let us in, and to say anything at all. */
  imapConnect: 30_000,
  imapGreeting: 20_000,
  imapSilence: 2 * 60_000,
  imapLogout: 3_000,
  /** Logins at the same time, of all mailboxes. */
  imapLogins: 10,
  /** Octets asked for at once, and how much more than the largest mail one answer may hold. */
  imapChunk: 256 * 1024,
  imapLine: 16 * 1024 * 1024,
  imapMargin: 1024 * 1024,
  /** UIDs compared at once, and the most windows that a server's UIDNEXT makes us ask for. */
  uidWindow: 10_000,
  uidWindows: 1000,
  /** Rows announced, fetched or filed at once. */
  announceBatch: 500,
  fetchBatch: 50,
  /** Mails of one mailbox that are read at the same time. */
  fetchAtOnce: 4,
  fileBatch: 50,
  /** How long one process has to file the mails that it took before another may. Milliseconds. */
  filingTaken: 60_000,
  /** After a UIDVALIDITY change, more mails than this that the journal does not know stop the mailbox. */
  unknownAfterChange: 20,
  /** The largest UID of RFC 3501. */
  largestUid: 4_294_967_295,

  /** Waits between attempts: to reconnect, to log in again after a refusal, to fetch, to file away. */
  reconnect: { first: 1_000, longest: 5 * 60_000 },
  login: { first: 30_000, longest: 15 * 60_000 },
  fetch: { first: 1_000, longest: 10 * 60_000 },
  filing: { first: 5_000, longest: 30 * 60_000 },
  /** How often a paused mailbox looks whether a person has mended it. */
  pausedLook: 15_000,
  /** Failures in a row after which a person is told. */
  tellAfter: 5,
} as const
