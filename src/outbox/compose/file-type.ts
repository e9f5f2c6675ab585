import type { Readable } from 'node:stream'

/** Octets of a line without its end: RFC 5322 section 2.1.1. Servers break longer ones, and our signature with them. */
const longestLine = 998

const [lf, cr] = [10, 13]

/**
 * The type under which a file goes out. A mail inside a mail may not be encoded (RFC 2046 section 5.2.1), so only one of short ASCII
 * lines stays a mail that programs open; others, and what would be a container or a machine's part, go as a plain file, in base64.
 */
export async function typeToSend(type: string, open: () => Readable): Promise<string> {
  if (!/^(?:message|multipart)\//i.test(type)) return type
  if (!/^message\/rfc822\b/i.test(type)) return 'application/octet-stream'
  return (await travelsAsItIs(open())) ? 'message/rfc822' : 'application/octet-stream'
}

async function travelsAsItIs(content: Readable): Promise<boolean> {
  let column = 0
  for await (const chunk of content) {
    const octets: Uint8Array = chunk
    for (const octet of octets) {
      if (octet === 0 || octet > 127) return false
      column = octet === lf || octet === cr ? 0 : column + 1
      if (column > longestLine) return false
    }
  }
  return true
}
