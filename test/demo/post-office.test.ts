import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { password } from '../../src/demo/cast.ts'
import { createSigner, type Signer } from '../../src/demo/dkim.ts'
import { createPlainMailbox } from '../../src/demo/mail/plain-mailbox.ts'
import { openPostOffice, type PostOffice } from '../../src/demo/mail/post-office.ts'

const desk = { name: 'Desk', address: 'support@here.example', user: 'support', mailbox: createPlainMailbox() }
const ann = { name: 'Ann', address: 'ann@here.example', user: 'ann', mailbox: createPlainMailbox() }
const far = { name: 'Far', address: 'far@elsewhere.example', user: 'far', mailbox: createPlainMailbox() }

let signer: Signer
let office: PostOffice
beforeEach(async () => {
  signer = await createSigner(['here.example', 'elsewhere.example'])
  office = await openPostOffice({ domain: 'here.example', accounts: [desk, ann, far], signer })
})
afterEach(() => office.close())

async function send(to: string, options: { as?: { user: string; pass: string }; from?: string } = {}): Promise<string> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: office.port,
    ignoreTLS: true,
    ...(options.as ? { auth: options.as } : {}),
  })
  const from = options.from ?? ann.address
  try {
    const raw = `From: ${from}\r\nTo: ${to}\r\nSubject: x\r\n\r\nHello\r\n`
    return (await transport.sendMail({ envelope: { from, to }, raw })).response
  } catch (error) {
    return String(error)
  } finally {
    transport.close()
  }
}

const asAnn = { user: 'ann', pass: password }
const last = ({ mailbox }: typeof desk) => mailbox.mails('INBOX').at(-1)?.raw.toString() ?? ''

describe('the post office of the demo', () => {
  it('delivers to the mailbox, with its detail, and signs for who logged in', async () => {
    expect(await send('support+detail@here.example', { as: asAnn })).toMatch(/^250/)
    expect(last(desk)).toMatch(/^Return-Path: <ann@here.example>\r\nDelivered-To: support\+detail@here.example\r\n/)
    expect(last(desk)).toContain('DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=here.example;')
    expect(await signer.resolve('demo._domainkey.here.example', 'TXT')).toEqual([[expect.stringContaining('v=DKIM1')]])
    await expect(signer.resolve('demo._domainkey.other.example', 'TXT')).rejects.toThrow('no TXT record')
  })

  it('takes mail for the house from anybody, unsigned', async () => {
    expect(await send(ann.address, { from: 'daniel@here.example' })).toMatch(/^250/)
    expect(last(ann)).not.toContain('DKIM-Signature')
  })

  it.each([
    ['a name that is not the sender’s own', desk.address, { as: asAnn, from: desk.address }, '553'],
    ['a wrong password', desk.address, { as: { ...asAnn, pass: 'x' } }, '535'],
    ['a mailbox that does not exist', 'nobody@here.example', { as: asAnn }, '550'],
    ['other places where nobody has logged in', far.address, {}, '550'],
  ])('refuses %s', async (_what, to, options, code) => {
    expect(await send(to, options)).toContain(code)
  })
})
