import { createHmac, timingSafeEqual } from 'node:crypto'
import { PermanentError } from '../errors.ts'
import { decodeNumber, encodeNumber, encodeOctets } from './base32.ts'

/** What a mark is for. Bound into the MAC: the mark of a reply address opens no link. */
export type MarkKind = 'reply' | 'message' | 'verp' | 'link'

export interface MarkKey {
  /** 1 to 8 characters of a-z and 2-7; stands in every mark, so that old marks find the key they were signed with. */
  id: string
  /** At least 16 octets. */
  secret: Uint8Array | string
}

/**
 * Signs and verifies marks. A mark is lowercase base32, at most 36 characters:
 * length of the key's id, the key's id, the row's id, 80 bits of HMAC-SHA-256. It carries no facts: they are in the row
 * (`outbox_mails` for reply, message and verp, `action_links` for link).
 */
export interface Marks {
  sign(kind: MarkKind, rowId: number): string
  /** The row that the mark was signed for, or null for anything else. Any case, any input. */
  verify(kind: MarkKind, mark: string): number | null
  /** The kind that the mark was signed as, or null where it is none of ours. */
  kindOf(mark: string): MarkKind | null
}

/** 80 bits are 16 characters exactly: no padding bits, so a mark has one spelling but for its case. */
const macOctets = 10
const macLength = 16
const kinds: readonly MarkKind[] = ['reply', 'message', 'verp', 'link']

/** The shortest and the longest mark: a key id of 1 or 8, a row id of 1 or 11 characters. */
export const markShape = /^[a-z2-7]{19,36}$/i

/** The first key signs, all verify: a new key is put first, and the old one taken out once its mails are history. */
export function createMarks(keys: readonly MarkKey[]): Marks {
  const secrets = checkKeys(keys)
  const signer = keys[0]
  if (!signer)
    throw new PermanentError('signing-no-key', 'No signing key is configured.', {
      french: 'Aucune clé de signature n’est configurée.',
    })

  const verify = (kind: MarkKind, mark: string): number | null => {
    const parts = readMark(mark)
    const secret = parts && secrets.get(parts.keyId)
    if (!secret) return null
    const expected = computeMac(secret, parts.keyId, kind, parts.rowId)
    return timingSafeEqual(Buffer.from(expected), Buffer.from(parts.mac)) ? parts.rowId : null
  }

  return {
    sign(kind, rowId) {
      if (!Number.isSafeInteger(rowId) || rowId < 1)
        throw new PermanentError('signing-bad-row', 'Only a stored row can be signed.', { detail: String(rowId) })
      const head = encodeNumber(signer.id.length) + signer.id + encodeNumber(rowId)
      return head + computeMac(signer.secret, signer.id, kind, rowId)
    },
    verify,
    kindOf: (mark) => kinds.find((kind) => verify(kind, mark) !== null) ?? null,
  }
}

function checkKeys(keys: readonly MarkKey[]): Map<string, MarkKey['secret']> {
  const secrets = new Map<string, MarkKey['secret']>()
  for (const { id, secret } of keys) {
    if (!/^[a-z2-7]{1,8}$/.test(id))
      throw new PermanentError('signing-bad-key-id', 'A signing key’s id has 1 to 8 characters of a-z and 2-7.', {
        french: 'L’identifiant d’une clé de signature compte 1 à 8 caractères parmi a-z et 2-7.',
      })
    if (Buffer.byteLength(secret) < 16)
      throw new PermanentError('signing-short-secret', 'A signing secret needs at least 16 octets.', {
        detail: id,
        french: 'Un secret de signature compte au moins 16 octets.',
      })
    if (secrets.has(id))
      throw new PermanentError('signing-same-key-id', 'Two signing keys have one id.', {
        detail: id,
        french: 'Deux clés de signature ont le même identifiant.',
      })
    secrets.set(id, secret)
  }
  return secrets
}

function readMark(mark: string): { keyId: string; rowId: number; mac: string } | null {
  if (!markShape.test(mark)) return null
  const text = mark.toLowerCase()
  const keyLength = decodeNumber(text.charAt(0))
  if (keyLength === null || keyLength > 8) return null
  const rowId = decodeNumber(text.slice(1 + keyLength, -macLength))
  if (rowId === null) return null
  return { keyId: text.slice(1, 1 + keyLength), rowId, mac: text.slice(-macLength) }
}

function computeMac(secret: MarkKey['secret'], keyId: string, kind: MarkKind, rowId: number): string {
  const mac = createHmac('sha256', secret).update(`guichet mark 1\0${keyId}\0${kind}\0${rowId}`).digest()
  return encodeOctets(mac.subarray(0, macOctets))
}
