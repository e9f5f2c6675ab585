import { describe, expect, it } from 'vitest'
import { matchReturned } from '../../src/screening/bounce/returned.ts'

describe('matchReturned', () => {
  it('gives the id, the fields and the envelope recipient of the mail that came back', () => {
    const returned = matchReturned(
      'Received: from relay.example.net by mx.example.com for <later@example.com>; Mon, 1 Jan 2024\nReceived: from desk.example.org by relay.example.net\n\tfor <ann@example.com>; Mon, 1 Jan 2024\nMessage-ID:\n <abc.1@example.org>\nTo: Ann <ann@example.com>, bob@example.com\nX-Guichet-Loop: one\n',
    )
    expect(returned.messageId).toBe('<abc.1@example.org>')
    expect(returned.recipient).toBe('ann@example.com')
    expect(returned.fields.find(({ name }) => name === 'x-guichet-loop')?.value).toBe('one')
  })

  it('reads a quoted header, past the words before it, and no further than its end', () => {
    const returned = matchReturned(
      'Original message follows:\n\n>From: support@example.org\n>To: ann@example.com\n>Message-Id: <q@example.org>\n>\n>Message-Id: <body@example.org>\n',
    )
    expect(returned).toMatchObject({ messageId: '<q@example.org>', recipient: 'ann@example.com' })
  })

  it('mends an id without brackets, and knows when there is none', () => {
    expect(matchReturned('Message-ID: abc@example.org\n').messageId).toBe('<abc@example.org>')
    expect(matchReturned('Message-ID: nonsense\nSubject: x\n').messageId).toBeNull()
    expect(matchReturned('')).toEqual({ messageId: null, fields: [], recipient: null })
  })

  it('names nobody where the mail went to several and no trace says whom', () => {
    expect(matchReturned('To: ann@example.com, bob@example.com\nSubject: x\n').recipient).toBeNull()
  })
})
