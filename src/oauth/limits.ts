/** Every bound on what a token endpoint makes us hold, wait for or believe. Times in milliseconds. */
export const oauthLimits = {
  request: 30_000,
  /** Octets of an answer. */
  answer: 64 * 1024,
  /** Characters of its reason for a refusal that are kept. */
  reason: 300,
  /** An access token is renewed this long before it ends, and after a day whatever its endpoint says. */
  margin: 60_000,
  longestLife: 24 * 3_600_000,

  /** How long a renewal waits for that of another process before it is put off, and how often it looks. */
  lockWait: 15_000,
  lockLook: 50,
  /** A lock of this age was left behind by a process that died: a renewal takes no longer than its request. */
  lockAbandoned: 60_000,
} as const
