/** The clauses of a structured header field (RFC 5322 section 3.2, RFC 2045): what stands between semicolons. */
export interface Clause {
  /** Quoted strings are opened; white space and comments around `=` are dropped. */
  words: string[]
  /** What stood in comments, joined by blanks. */
  comment: string
}

/** Splits at semicolons and white space outside of comments and quoted strings. Linear; never throws. */
export function splitClauses(text: string): Clause[] {
  const clauses: Clause[] = [{ words: [], comment: '' }]
  let word = ''
  let isGap = false
  const endWord = (): void => {
    if (word !== '') clauses.at(-1)?.words.push(word)
    word = ''
  }
  for (let at = 0; at < text.length; ) {
    const piece = readPiece(text, at)
    at = piece.next
    const clause = clauses.at(-1)
    if (piece.kind === 'comment' && clause) clause.comment = `${clause.comment} ${piece.text}`.trim()
    else if (piece.kind === 'gap') isGap = true
    else if (piece.kind === 'end') {
      endWord()
      clauses.push({ words: [], comment: '' })
    } else {
      if (isGap && piece.text !== '=' && !isOpenPair(word)) endWord()
      word += piece.text
      isGap = false
    }
  }
  endWord()
  return clauses
}

interface Piece {
  kind: 'text' | 'gap' | 'end' | 'comment'
  text: string
  next: number
}

function readPiece(text: string, at: number): Piece {
  const letter = text.charAt(at)
  if (letter === ';') return { kind: 'end', text: '', next: at + 1 }
  if (letter === '(') return readComment(text, at)
  if (letter === '"') return readQuoted(text, at)
  if (letter === ' ' || letter === '\t' || letter === '\r' || letter === '\n')
    return { kind: 'gap', text: '', next: at + 1 }
  return { kind: 'text', text: letter, next: at + 1 }
}

/** Comments nest. One that is never closed takes the rest: its writer could have hidden anything in it. */
function readComment(text: string, start: number): Piece {
  let depth = 0
  let at = start
  for (; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === '\\') at += 1
    else if (letter === '(') depth += 1
    else if (letter === ')') depth -= 1
    if (depth === 0) break
  }
  return { kind: 'comment', text: text.slice(start + 1, at), next: at + 1 }
}

function readQuoted(text: string, start: number): Piece {
  let content = ''
  let at = start + 1
  for (; at < text.length && text.charAt(at) !== '"'; at++) {
    if (text.charAt(at) === '\\') at += 1
    content += text.charAt(at)
  }
  return { kind: 'text', text: content, next: at + 1 }
}

/** `dkim=` waits for its value; `header.b=ab=` does not. */
function isOpenPair(word: string): boolean {
  return word.length > 1 && word.indexOf('=') === word.length - 1
}
