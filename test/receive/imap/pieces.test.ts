import { describe, expect, it } from 'vitest'
import { windows } from '../../../src/receive/imap/announce.ts'
import { backoff } from '../../../src/receive/imap/backoff.ts'
import { createBell } from '../../../src/receive/imap/bell.ts'
import { folderFor } from '../../../src/receive/imap/categories.ts'
import { folderPath } from '../../../src/receive/imap/folders.ts'

describe('backoff', () => {
  const wait = { first: 1000, longest: 60_000 }
  const randomness = (fraction: number) => ({ hex: () => '', fraction: () => fraction })

  it('doubles up to its longest, with jitter of half', () => {
    expect([1, 2, 3, 7, 1000].map((failures) => backoff(wait, failures, randomness(1)))).toEqual([
      1000, 2000, 4000, 60_000, 60_000,
    ])
    expect(backoff(wait, 3, randomness(0))).toBe(2000)
  })
})

describe('windows', () => {
  it('covers every UID once', () => {
    expect([...windows(25_000)]).toEqual([
      [1, 10_000],
      [10_001, 20_000],
      [20_001, 25_000],
    ])
    expect([...windows(0)]).toEqual([])
  })

  it('stays bounded whatever UIDNEXT a server claims', () => {
    const all = [...windows(4_294_967_295)]
    expect(all.length).toBeLessThanOrEqual(1000)
    expect(all.at(-1)?.[1]).toBe(4_294_967_295)
  })
})

describe('createBell', () => {
  it('keeps a ring that came before anybody waited', async () => {
    const bell = createBell()
    bell.ring()
    bell.ring()
    await bell.wait(60_000)
    let again = false
    const waiting = bell.wait(60_000).then(() => {
      again = true
    })
    await Promise.resolve()
    expect(again).toBe(false)
    bell.ring()
    await waiting
  })

  it('does not wait for a time that has passed', async () => {
    await createBell().wait(-5)
  })
})

describe('folderFor', () => {
  it.each([
    ['done', 'accepted', 'accepted'],
    ['done', 'duplicate', 'accepted'],
    ['done', 'bounced', 'accepted'],
    ['done', 'ignored', 'accepted'],
    ['done', 'held', 'accepted'],
    ['done', 'refused', 'refused'],
    ['parked', null, 'refused'],
    ['parked', 'parked', 'refused'],
    ['waiting', null, null],
    ['processing', null, null],
    ['done', null, null],
    ['done', 'toString', null],
  ])('%s %s → %s', (status, category, folder) => {
    expect(folderFor({ status, category })).toBe(folder)
  })
})

it('a folder’s name is split into levels, whatever the server puts between them', () => {
  expect(folderPath('Guichet/Accepted')).toEqual(['Guichet', 'Accepted'])
  expect(folderPath('/INBOX/')).toEqual(['INBOX'])
})
