/** An enhanced status code of RFC 3463 of class 4 or 5; never a piece of an IP address or a version. @internal For its test. */
export const enhancedCode = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/g

/** The same right after an SMTP reply code (RFC 2034): `550 5.1.1`, `550-5.1.1`, `550: 5.1.1`. @internal For its test. */
export const codeAfterReply = /(?<![\d.])[45]\d\d[ :-]{1,3}([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)/g

/** The most telling enhanced code of a text, or null: after a reply code first, then anywhere; `5.0.0` says the least. */
export function findStatus(text: string): string | null {
  const afterReply = [...text.matchAll(codeAfterReply)].map((match) => match[1] ?? '')
  const anywhere = [...text.matchAll(enhancedCode)].map((match) => match[0])
  return afterReply.find(isTelling) ?? anywhere.find(isTelling) ?? afterReply[0] ?? anywhere[0] ?? null
}

/** False for X.0.0, which only says "failed". */
export function isTelling(code: string): boolean {
  return !code.endsWith('.0.0')
}
