import { describe, expect, it } from 'vitest'
import { createMailboxDirectory } from '../../src/receive/mailbox-directory.ts'

const setup = (key: string, address: string, aliases: string[] = [], delimiter = '+') => ({
  key,
  address,
  aliases,
  delimiter,
  entityId: 1,
  mailboxId: 1,
  imap: null,
})

const directory = createMailboxDirectory([
  setup('support', 'support@desk.example', ['Help@Desk.Example']),
  setup('french', 'help+fr@desk.example'),
  setup('dash', 'sales@desk.example', [], '-'),
])

describe('createMailboxDirectory', () => {
  it.each([
    ['support@desk.example', 'support'],
    ['SUPPORT@Desk.example', 'support'],
    ['help@desk.example', 'support'],
    ['support+abc@desk.example', 'support'],
    ['support+b-abc@desk.example', 'support'],
    ['support+a+b@desk.example', 'support'],
    ['help+fr@desk.example', 'french'],
    ['help+fr+abc@desk.example', 'french'],
    ['help+de@desk.example', 'support'],
    ['sales-abc@desk.example', 'dash'],
  ])('%s leads to %s', (address, key) => {
    expect(directory.find(address)?.key).toBe(key)
  })

  it.each([
    'nobody@desk.example',
    'support@elsewhere.example',
    'sales+abc@desk.example',
    'support-abc@desk.example',
    '+support@desk.example',
    'support',
    '',
    '@',
    `${'+'.repeat(100_000)}@desk.example`,
  ])('leads nowhere: %.40s', (address) => {
    expect(directory.find(address)).toBeNull()
  })
})
