import { randomBytes } from 'node:crypto'

/** Where time comes from. Injected, so that tests can move it. Milliseconds since the epoch, UTC. */
export interface Clock {
  now(): number
}

/** Where randomness comes from. Injected, so that tests can repeat it. */
export interface Randomness {
  /** A lowercase hexadecimal string of `bytes` random bytes. */
  hex(bytes: number): string
  /** A number in [0, 1), for jitter; never for secrets. */
  fraction(): number
}

export const systemClock: Clock = { now: () => Date.now() }

export const systemRandomness: Randomness = {
  hex: (bytes) => randomBytes(bytes).toString('hex'),
  fraction: () => Math.random(),
}
