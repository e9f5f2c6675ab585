import type { Sentence } from './sentence.ts'

const untrusted: Sentence = {
  en: 'no authority that is trusted here has signed its certificate',
  fr: 'aucune autorité reconnue ici n’a signé son certificat',
}
const notTls: Sentence = {
  en: 'TLS is not spoken there from the first octet, as tls: implicit wants it',
  fr: 'on n’y parle pas TLS dès le premier octet, comme le veut tls: implicit',
}
const noWay: Sentence = {
  en: 'there is no way to that machine from here',
  fr: 'cette machine est hors d’atteinte d’ici',
}
const late: Sentence = {
  en: 'the server does not answer in time',
  fr: 'le serveur ne répond pas à temps',
}
const noGreeting: Sentence = {
  en: 'nobody greets there: it is the port of another service, or one that wants tls: implicit',
  fr: 'personne n’y salue : c’est le port d’un autre service, ou d’un qui veut tls: implicit',
}
const hungUp: Sentence = { en: 'the server hung up', fr: 'le serveur a raccroché' }

/** What befalls a connection: codes of the system, of DNS, of OpenSSL and of the libraries that speak with servers. */
const troubles: ReadonlyMap<string, Sentence> = new Map([
  ['ECONNREFUSED', { en: 'nothing listens at that port', fr: 'rien n’écoute sur ce port' }],
  ['ENOTFOUND', { en: 'DNS has no address for that name', fr: 'le DNS n’a pas d’adresse pour ce nom' }],
  ['EAI_AGAIN', { en: 'DNS does not answer', fr: 'le DNS ne répond pas' }],
  ['EHOSTUNREACH', noWay],
  ['ENETUNREACH', noWay],
  ['ETIMEDOUT', late],
  ['ETIMEOUT', late],
  ['CONNECT_TIMEOUT', late],
  ['SOCKET_TIMEOUT', late],
  ['UPGRADE_TIMEOUT', late],
  ['GREETING_TIMEOUT', noGreeting],
  ['ECONNRESET', hungUp],
  ['EPIPE', hungUp],
  ['ClosedAfterConnectTLS', hungUp],
  ['ClosedAfterConnectText', hungUp],
  ['ERR_SSL_WRONG_VERSION_NUMBER', notTls],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', notTls],
  ['CERT_HAS_EXPIRED', { en: 'its certificate has expired', fr: 'son certificat a expiré' }],
  ['CERT_NOT_YET_VALID', { en: 'its certificate is not valid yet', fr: 'son certificat n’est pas encore valable' }],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    { en: 'its certificate is made for another name', fr: 'son certificat est fait pour un autre nom' },
  ],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
  ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
])

/** In words, without a full stop, what a code says; null where it says something else. */
export const networkTrouble = (code: string): Sentence | null => troubles.get(code) ?? null

/** The same of an error, or of what caused it: libraries put a code of their own before the system’s. */
export function networkTroubleOf(error: unknown): Sentence | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    for (const code of codesOf(at)) {
      const trouble = networkTrouble(code)
      if (trouble !== null) return trouble
    }
  }
  return null
}

const codesOf = (error: Error): string[] =>
  (['originalCode', 'timeoutType', 'code'] as const).flatMap((name) => {
    const code: unknown = Reflect.get(error, name)
    return typeof code === 'string' ? [code] : []
  })
