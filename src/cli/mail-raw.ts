import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { journalWords } from '../i18n/journal-words.ts'
import type { Language } from '../i18n/language.ts'
import type { FileStorage } from '../store/files.ts'
import type { Store } from '../store/types.ts'
import { showText } from './safe-text.ts'

/** `guichet mail raw ID`: the mail as it came, byte for byte; only where a terminal would obey it are its control characters hidden. */
export async function writeRaw(
  desk: { store: Store; files: FileStorage },
  id: number,
  out: Writable & { isTTY?: boolean },
  fail: { language: Language; write(line: string): void },
): Promise<boolean> {
  const words = journalWords[fail.language]
  const mail = await desk.store.byId('inbound_mails', id)
  if (mail?.raw_key == null || !(await desk.files.exists(mail.raw_key))) {
    fail.write(mail ? words.rawGone : words.noMail(id))
    return false
  }
  const content = await desk.files.open(mail.raw_key)
  await pipeline(content, out.isTTY === true ? harmless : asItIs, out, { end: false })
  return true
}

async function* asItIs(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source
}

/** Latin-1 keeps a byte a character; what is not ASCII is only seen, so it is shown as it stands in most mails, UTF-8. */
async function* harmless(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of source) yield showText(decoder.decode(chunk, { stream: true }).replaceAll('\r', ''))
  yield showText(decoder.decode())
}
