import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { createTransport } from 'nodemailer'
import type { Resolve } from '../process/dns-resolver.ts'

const selector = 'demo'

export interface Signer {
  /** The mail with a DKIM signature of that domain in front (RFC 6376). */
  sign(raw: Buffer, domain: string): Promise<Buffer>
  /** DNS as these domains would publish it; no other name exists. */
  resolve: Resolve
}

/** One fresh key for all domains of the demo. */
export async function createSigner(domains: readonly string[]): Promise<Signer> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async sign(raw, domain) {
      const dkim = { domainName: domain, keySelector: selector, privateKey }
      const { message } = await transport.sendMail({ envelope: { from: '', to: 'unused@demo.example' }, raw, dkim })
      if (!Buffer.isBuffer(message)) throw new Error('nodemailer gave a stream in place of a buffer')
      return message
    },
    resolve: answerFrom(recordsOf(domains, publicKey)),
  }
}

function recordsOf(domains: readonly string[], publicKey: Buffer): Map<string, string> {
  return new Map(
    domains.flatMap((domain) => [
      [`${selector}._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`],
      [`_dmarc.${domain}`, 'v=DMARC1; p=quarantine'],
    ]),
  )
}

function answerFrom(records: ReadonlyMap<string, string>): Resolve {
  return async (name, type) => {
    const text = type === 'TXT' ? records.get(name.toLowerCase()) : undefined
    if (text === undefined) throw Object.assign(new Error(`no ${type} record of ${name}`), { code: 'ENOTFOUND' })
    return [[text]]
  }
}
