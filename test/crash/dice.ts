/** Random numbers that a seed repeats (mulberry32): a run that failed can be run again with the same choices. */
export interface Dice {
  seed: number
  /** In [0, 1). */
  fraction(): number
  /** Between both, ends included. */
  between(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
}

/** The seed comes from CRASH_SEED, else from the clock. */
export function rollDice(seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)): Dice {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1))
  return {
    seed,
    fraction,
    between,
    pick: (choices) => {
      const choice = choices[between(0, choices.length - 1)]
      if (choice === undefined) throw new Error('nothing to pick from')
      return choice
    },
  }
}
