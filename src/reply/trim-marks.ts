/** Without any of `marks` at both ends. A loop: a pattern with `+$` is quadratic on a line full of them. */
export function trimMarks(text: string, marks: string): string {
  let start = 0
  let end = text.length
  while (start < end && marks.includes(text.charAt(start))) start++
  while (end > start && marks.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}
