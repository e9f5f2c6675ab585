import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createFingerprint } from '../../src/mail/fingerprint.ts'

function read(text: string, size = 1000) {
  const reader = createFingerprint()
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0; at < bytes.length; at += size) reader.update(bytes.subarray(at, at + size))
  return reader.finish()
}

const mail = [
  'From: a@example.org',
  'Subject: a long',
  ' subject',
  'DKIM-Signature: v=1; b=abc',
  'Message-ID: <m1@example.org>',
  '',
  'Hello',
  '',
  'World',
  '',
].join('\r\n')

describe('createFingerprint', () => {
  it('gives the Message-ID and the hash of the very octets', () => {
    expect(read(mail)).toMatchObject({
      messageId: '<m1@example.org>',
      sha256: createHash('sha256').update(mail).digest('hex'),
    })
  })

  it('is the same whatever the route, the line ends and the pieces', () => {
    const { fingerprint } = read(mail)
    const trace = [
      'Return-Path: <a@example.org>',
      'Delivered-To: support@example.com',
      'Received: from x',
      '\tby y; Tue, 24 Nov 2026 10:00:00 +0000',
      'ARC-Seal: i=1',
      'X-Spam-Status: No',
      'X-Virus-Scanned: yes',
      'Authentication-Results: mx.example.com; dkim=pass',
      '',
    ].join('\r\n')
    for (const size of [1, 2, 3, 5, 1000]) {
      expect(read(mail, size).fingerprint).toBe(fingerprint)
      expect(read(trace + mail, size).fingerprint).toBe(fingerprint)
      expect(read(`${trace + mail}\r\n`.replaceAll('\r\n', '\n'), size).fingerprint).toBe(fingerprint)
    }
  })

  it('differs where the content or a signature differs', () => {
    const { fingerprint } = read(mail)
    expect(read(mail.replace('Hello', 'hello')).fingerprint).not.toBe(fingerprint)
    expect(read(mail.replace('b=abc', 'b=abd')).fingerprint).not.toBe(fingerprint)
    expect(read(mail.replace('Hello\r\n\r\n', 'Hello\r\n')).fingerprint).not.toBe(fingerprint)
    expect(read(mail.replace('Subject: a long', 'Subject: a  long')).fingerprint).not.toBe(fingerprint)
  })

  it('takes what is no mail at all', () => {
    expect(read('').messageId).toBeNull()
    expect(read('hello').messageId).toBeNull()
    expect(read(`X: ${'y'.repeat(5_000_000)}`).messageId).toBeNull()
    expect(read('\r\nbody').fingerprint).not.toBe(read('\r\nBody').fingerprint)
  })
})
