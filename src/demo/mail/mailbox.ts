import { parseMail } from '../../mail/parse.ts'
import type { ParsedMail } from '../../mail/types.ts'

/** A mail as it lies in a folder. */
export interface StoredMail {
  folder: string
  uid: number
  raw: Buffer
}

/** What a person sees of a mailbox. */
export interface DemoMailbox {
  /** Every folder that holds mail or is always there, the inbox first. */
  folders(): string[]
  /** Oldest first. */
  mails(folder: string): StoredMail[]
  deliver(raw: Buffer): void
  /** A copy of what its owner sent. */
  keepSent(raw: Buffer): void
}

/** The folders of every mailbox beside the inbox, as mail clients look for them. */
export const sentFolder = 'Sent'

export interface MailWithFiles extends ParsedMail {
  /** Bytes of the attachments, in their order. */
  contents: Buffer[]
}

/** A stored mail, read as the desk reads mails. */
export async function readStoredMail(raw: Buffer): Promise<MailWithFiles> {
  const kept = new Map<string, Buffer>()
  const mail = await parseMail(onePiece(raw), async ({ part }, content) => {
    const bytes = Buffer.concat(await Array.fromAsync(content))
    kept.set(part, bytes)
    return { sha256: '', size: bytes.length, storageKey: part }
  })
  return { ...mail, contents: mail.attachments.map(({ part }) => kept.get(part) ?? Buffer.alloc(0)) }
}

async function* onePiece(raw: Buffer): AsyncGenerator<Uint8Array> {
  yield raw
}
