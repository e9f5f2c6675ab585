/** What a visitor may cost us. */
export const webLimits = {
  /** Octets of a form: the longest reason, each character written as up to three octets of three characters each. */
  bodyOctets: 40_000,
  /** From connection to the headers, to the whole request, and for our answer. */
  headersMs: 10_000,
  requestMs: 15_000,
  answerMs: 20_000,
  /** From the headers to our answer: a slow visitor's whole form fits, and a database that hangs leaves time to say so. */
  workMs: 17_000,
  /** How often Node looks for requests that take too long. */
  lookMs: 2_000,
  idleMs: 5_000,
  connections: 500,
  requestsPerConnection: 100,
  headerOctets: 16_384,
  /** Of one network address, within a window. A link that does not exist counts as a guess. */
  windowMs: 10 * 60_000,
  guesses: 30,
  requests: 1200,
  /** So many addresses are remembered; the one that was seen first is forgotten for a new one. */
  addresses: 10_000,
  /** How long a stop waits for answers that are under way. */
  stopMs: 5_000,
} as const
