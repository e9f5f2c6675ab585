import { lookup } from 'node:dns/promises'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createTokens } from '../../../oauth/tokens.ts'
import { lookAtTransport } from '../../../outbox/smtp/look-at-transport.ts'
import { sendOnce } from '../../../outbox/smtp/send-once.ts'
import { scanContent } from '../../../process/antivirus.ts'
import { systemResolver } from '../../../process/dns-resolver.ts'
import { collectHeads } from '../../../receive/imap/collect-heads.ts'
import { lookAtMailbox } from '../../../receive/imap/look-at-mailbox.ts'
import { readKeys } from '../../../settings/keys.ts'
import { localFiles } from '../../../store/local-files.ts'
import type { Store } from '../../../store/types.ts'
import type { Instruments, Patient } from '../patient.ts'
import { collectJournaled } from '../self-test/collect-journaled.ts'
import { readCertificate } from './certificate.ts'
import { measureDisk } from './disk.ts'
import { readGreeting } from './greeting.ts'
import { askHttp } from './http.ts'

/** The world itself. `store` is opened at the first question; whoever made it closes it. */
export function realInstruments(
  { settings, clock, hostName }: Pick<Patient, 'settings' | 'clock' | 'hostName'>,
  store: () => Promise<Store>,
): Instruments {
  const dataFolder = settings.data
  const begun = clock.now()
  const tokens = createTokens(join(dataFolder, 'tokens'), clock)
  return {
    resolve: systemResolver(),
    lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    certificate: readCertificate,
    mailbox: once(({ setup: { key, imap } }) => {
      if (imap === null) throw new Error(`the mailbox ${key} is not read by IMAP`)
      return lookAtMailbox(imap, tokens)
    }),
    transport: once((transport) => lookAtTransport(transport, tokens, hostName)),
    greeting: readGreeting,
    http: askHttp,
    disk: measureDisk,
    fileMode: async (path) => (await stat(path).catch(() => null))?.mode ?? null,
    keys: () => readKeys(dataFolder),
    store,
    scan: () => scanContent(harmless(), settings.antivirus ?? { host: '127.0.0.1', port: 3310 }),
    post: {
      send: (transport, mail) => sendOnce(transport, tokens, hostName, mail),
      collect: async ({ setup: { key, imap } }, wanted) => {
        if (imap !== null) return await collectHeads(imap, { tokens, clock }, wanted)
        const files = await localFiles(join(dataFolder, 'files'))
        return await collectJournaled({ store: await store(), files, clock }, key, wanted, begun)
      },
    },
  }
}

/** Several checks ask about the same mailbox or transport: the server is asked once. */
function once<K, V>(work: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>()
  return (key) => {
    const found = known.get(key) ?? (async () => work(key))()
    known.set(key, found)
    return found
  }
}

async function* harmless(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('guichet doctor\n')
}
