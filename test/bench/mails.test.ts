import { Readable } from 'node:stream'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, it } from 'vitest'
import { dkimRecord, makeMails, signedDomain } from '../../bench/mails.ts'

const resolver = async (name: string) => {
  if (name === `bench._domainkey.${signedDomain}`) return [[dkimRecord]]
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}

const isProved = async (raw: Buffer): Promise<boolean> => {
  const { results } = await dkimVerify(Readable.from([raw]), { resolver })
  return results.some(({ status }) => status.result === 'pass')
}

it('measures on mails of which half are signed and proved, a fifth carry a file and two in five are replies', async () => {
  const mails = await makeMails(100, 'test')
  const proved = await Promise.all(mails.map(({ raw }) => isProved(raw)))
  expect(proved.filter(Boolean)).toHaveLength(50)
  const large = mails.filter(({ raw }) => raw.length > 100_000)
  expect(large).toHaveLength(20)
  expect(mails.filter(({ isReply }) => isReply)).toHaveLength(40)
  for (const { raw } of mails.filter((mail) => !large.includes(mail))) {
    expect(raw.length).toBeGreaterThan(3_000)
    expect(raw.length).toBeLessThan(7_000)
  }
})
