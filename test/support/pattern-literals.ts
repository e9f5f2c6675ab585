/** A `/` after one of these starts a regular expression; after a name, a number or a bracket that closes it divides. */
const BEFORE_LITERAL = /(?:^|[(,=:[!&|?{};+>]|\breturn|\btypeof|\bcase)\s*$/
const SKIPPED = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/y
const LITERAL = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/y

/** The regular expressions that stand as literals in TypeScript source. Literals inside template strings are not looked for. */
export function patternLiterals(source: string): RegExp[] {
  const found: RegExp[] = []
  for (let at = 0; at < source.length; ) {
    const end = matchAt(SKIPPED, source, at)?.end
    const literal = end === undefined && source[at] === '/' ? literalAt(source, at) : null
    if (literal) found.push(literal.pattern)
    at = end ?? literal?.end ?? at + 1
  }
  return found
}

function literalAt(source: string, at: number): { pattern: RegExp; end: number } | null {
  if (!BEFORE_LITERAL.test(source.slice(Math.max(0, at - 20), at))) return null
  const match = matchAt(LITERAL, source, at)
  return match && { pattern: new RegExp(match.groups[1] ?? '', match.groups[2]), end: match.end }
}

function matchAt(pattern: RegExp, source: string, at: number): { groups: RegExpExecArray; end: number } | null {
  pattern.lastIndex = at
  const groups = pattern.exec(source)
  return groups && { groups, end: at + groups[0].length }
}
