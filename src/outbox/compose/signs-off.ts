/** Whether words end with their writer's own name, or a part of it, on a line of its own: then it is not written below once more. */
export function signsOff(text: string, name: string): boolean {
  const last = wordsOf(lastLine(text))
  const own = wordsOf(name)
  return last.length > 0 && last.every((word) => own.includes(word))
}

/** Longer lines are no signature. */
const longestSignature = 80

function lastLine(text: string): string {
  const end = text.trimEnd()
  const line = end.slice(end.lastIndexOf('\n') + 1)
  return line.length > longestSignature ? '' : line
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}[\p{L}'’-]*/gu) ?? []
