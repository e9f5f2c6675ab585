import { TransientError } from '../../../errors.ts'
import type { Resolve } from '../../../process/dns-resolver.ts'

/** The name has no such record: an answer, not a trouble. */
const absent = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

/** The records of a name; none where it has none. Throws where the question got no answer. */
export async function lookUp(resolve: Resolve, name: string, type: string): Promise<string[][] | string[]> {
  try {
    return await resolve(name, type)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (absent.has(code)) return []
    throw new TransientError('dns-no-answer', `DNS gives no answer for ${type} of ${name}.`, {
      cause: error,
      detail: code,
      french: `Le DNS ne répond pas pour ${type} de ${name}.`,
    })
  }
}

/** The TXT records of a name that begin with a word, their pieces joined (RFC 7208 section 3.3). */
export async function lookUpTxt(resolve: Resolve, name: string, begin: RegExp): Promise<string[]> {
  const records = await lookUp(resolve, name, 'TXT')
  return records.map((pieces) => (Array.isArray(pieces) ? pieces.join('') : pieces)).filter((text) => begin.test(text))
}
