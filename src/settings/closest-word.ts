/** The known word that a mistyped one most likely stands for: at most a third of its letters differ; null where none is near. */
export function closestWord(typed: string, known: readonly string[]): string | null {
  const wanted = typed.toLowerCase().slice(0, longestWord)
  let best: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const word of known) {
    const distance = countEdits(wanted, word.toLowerCase())
    if (distance >= least) continue
    best = word
    least = distance
  }
  return best
}

const longestWord = 60

/** Letters to add, leave out, replace, or swap with their neighbour (optimal string alignment). */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
