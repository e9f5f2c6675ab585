import { generateKeyPairSync } from 'node:crypto'
import { authenticate } from 'mailauth'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMessageId, readReplyAddress, readVerp } from '../../src/signing/places.ts'
import { followup, marks, start, type TestDesk, testDesk } from './desk.ts'

describe('a rendered mail', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await testDesk({ limits: { attachmentBytes: 10_000 } })
  })
  afterEach(async () => {
    expect(desk.errors).toEqual([])
    await desk.close()
  })

  async function sent() {
    await desk.deliver()
    const parked = await desk.store.all("SELECT reason FROM outbox_mails WHERE status <> 'sent'")
    expect(parked).toEqual([])
    const taken = desk.smtp.taken.at(-1)
    if (!taken) throw new Error('nothing was sent')
    return { ...taken, mail: await simpleParser(taken.raw, { skipImageLinks: true }) }
  }

  const toAna = { event: 'followup', itemType: 'followup', isAutomatic: false } as const

  it('comes from the writer’s name at the desk’s address, and leaks no address of a technician', async () => {
    const itemId = await followup(desk, {})
    const id = await desk.mail({ ...toAna, itemId })
    const { raw, mail, from } = await sent()
    expect(mail.from?.value).toEqual([{ name: 'Tom Weber (Support)', address: 'support@example.org' }])
    expect(mail.to).toMatchObject({ value: [{ name: 'Ana Lopez', address: 'ana@example.net' }] })
    expect(raw).not.toContain('tom.weber')
    const replyTo = mail.replyTo?.value[0]?.address ?? ''
    expect(marks.verify('reply', readReplyAddress(replyTo) ?? '')).toBe(id)
    expect(marks.verify('message', readMessageId(mail.messageId ?? '') ?? '')).toBe(id)
    expect(marks.verify('verp', readVerp(from) ?? '')).toBe(id)
    expect(await desk.row(id)).toMatchObject({ message_id: mail.messageId, subject: mail.subject })
    for (const text of [(await desk.row(id)).sent_text, (await desk.row(id)).sent_html_text])
      expect(text).toContain('Open the tray at the back.')
  })

  it('greets nobody by an address', async () => {
    await desk.store.update('persons', desk.ids.ana, { name: 'Ana@example.net' })
    await desk.mail({ event: 'new' })
    const { mail } = await sent()
    expect(mail.text).toMatch(/^Hello,\n/)
    expect(mail.to).toMatchObject({ value: [{ name: '', address: 'ana@example.net' }] })
  })

  it('has one signature mark, its own, and its files below the name of who wrote', async () => {
    const itemId = await followup(desk, { text: 'Open the tray.\n\n-- \nRoom 12' })
    await attach(itemId, { filename: 'notice.pdf', type: 'application/pdf', content: '%PDF' })
    await desk.mail({ ...toAna, itemId })
    const text = (await sent()).mail.text ?? ''
    expect(text).toContain('Open the tray.\n\n--\nRoom 12\n\nTom Weber\n\nAttached:\n- notice.pdf')
    expect(text.split('\n').filter((line) => line === '-- ')).toHaveLength(1)
  })

  it('says that it is automatic only where it is', async () => {
    await desk.mail({ ...toAna, itemId: await followup(desk, {}) })
    const answer = (await sent()).mail
    expect(answer.headers.has('auto-submitted')).toBe(false)
    expect(answer.headers.has('x-auto-response-suppress')).toBe(false)
    await desk.mail({ event: 'new', replyToMessageId: '<first@example.net>' })
    const receipt = (await sent()).mail
    expect(receipt.headers.get('auto-submitted')).toBe('auto-replied')
    expect(receipt.headers.get('x-auto-response-suppress')).toBe('All')
    expect(receipt.headers.get('x-guichet-instance')).toBe('guichet-test')
    expect(receipt.inReplyTo).toBe('<first@example.net>')
  })

  it('stands in its thread: the first mail of the ticket, then what this person got, and nobody else’s', async () => {
    await desk.store.update('tickets', desk.ids.ticket, { inbound_mail_id: await inbound('<root@example.net>') })
    await desk.mail({ event: 'new', replyToMessageId: '<root@example.net>' })
    const first = (await sent()).mail
    await desk.mail({ event: 'new-ticket', personId: desk.ids.tom, toAddress: 'tom.weber@staff.example.org' })
    const toTom = (await sent()).mail
    await desk.mail({ ...toAna, itemId: await followup(desk, {}), replyToMessageId: '<reply@staff.example.org>' })
    const second = (await sent()).mail
    expect(first.references).toBe('<root@example.net>')
    expect(second.references).toEqual(['<root@example.net>', first.messageId, '<reply@staff.example.org>'])
    expect(second.references).not.toContain(toTom.messageId)
    expect(second.inReplyTo).toBe('<reply@staff.example.org>')
    expect(first.subject).toBe('Re: [DESK #0000001] The printer is jammed')
    expect(second.subject).toBe(first.subject)
    expect(second.headers.get('thread-topic')).toBe('[DESK #0000001] The printer is jammed')
  })

  it('refers to the id that the relay gave an earlier mail, where it told', async () => {
    desk.smtp.script.data = undefined
    const id = await desk.mail()
    await sent()
    await desk.store.update('outbox_mails', id, { assigned_message_id: '<0100abc@relay.example>' })
    await desk.mail({ ...toAna, itemId: await followup(desk, {}) })
    expect((await sent()).mail.inReplyTo).toBe('<0100abc@relay.example>')
  })

  it('quotes what was said before, and never what is private', async () => {
    await followup(desk, { text: 'Do not tell Ana: it was her cat.', isPrivate: true, at: start + 100 })
    await followup(desk, { author: desk.ids.ana, text: 'It still smokes.', at: start + 200 })
    const itemId = await followup(desk, { at: start + 300 })
    await followup(desk, { text: 'Written after it.', at: start + 400 })
    await desk.mail({ ...toAna, itemId })
    await desk.mail({
      event: 'followup-technician',
      itemType: 'followup',
      itemId,
      personId: desk.ids.tom,
      toAddress: 'tom.weber@staff.example.org',
    })
    await desk.deliver()
    expect(desk.smtp.taken).toHaveLength(2)
    for (const { raw } of desk.smtp.taken) {
      const { text, html } = await simpleParser(raw)
      expect(text).toContain('It still smokes.')
      expect(text).toContain('paper jam')
      expect(`${text}${html}`).not.toContain('cat')
      expect(`${text}${html}`).not.toContain('Written after it')
    }
  })

  it('shows private items to a technician in a private mail', async () => {
    await followup(desk, { text: 'It was her cat.', isPrivate: true, at: start + 100 })
    const itemId = await followup(desk, { text: 'A black cat.', isPrivate: true, at: start + 300 })
    const toTom = { personId: desk.ids.tom, toAddress: 'tom.weber@staff.example.org', isPrivate: true } as const
    await desk.mail({ ...toAna, ...toTom, event: 'private-followup', itemId })
    const { mail } = await sent()
    expect(mail.text).toContain('A black cat.')
    expect(mail.text).toContain('It was her cat.')
  })

  it('carries files that fit, with pictures where they stood, and names the others', async () => {
    const html = '<p>See <img src="cid:pic@phone" alt="the tray"> and <img src="cid:nowhere"></p>'
    const itemId = await followup(desk, { html })
    await attach(itemId, { filename: 'tray.png', type: 'image/png', content: 'PNG', contentId: 'pic@phone' })
    await attach(itemId, { filename: 'big.zip', type: 'application/zip', content: 'z'.repeat(20_000) })
    await attach(itemId, { filename: 'notice.pdf', type: 'application/pdf', content: '%PDF' })
    await attach(itemId, { filename: 'virus.exe', type: 'application/x-dosexec', content: 'MZ', scan: 'infected' })
    await attach(itemId, { filename: 'secret.txt', type: 'text/plain', content: 'secret', isPrivate: true })
    await desk.mail({ ...toAna, itemId })
    const { mail } = await sent()
    expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['tray.png', 'PNG'],
      ['notice.pdf', '%PDF'],
    ])
    const cid = mail.attachments[0]?.cid
    expect(mail.html).toContain(`<img src="cid:${cid}" alt="the tray">`)
    expect(mail.html).not.toContain('nowhere')
    expect(mail.text?.replaceAll(/\s+/g, ' ')).toContain('big.zip – too large for this mail, kept with the ticket')
    expect(mail.text).not.toContain('notice.pdf –')
    expect(mail.text).not.toContain('tray.png')
    expect(mail.text).not.toContain('virus.exe')
    expect(mail.text).not.toContain('secret.txt')
  })

  it('carries a mail as a mail only where no server on its way has to change it', async () => {
    const itemId = await followup(desk, {})
    const plain = 'From: ana@example.net\r\nSubject: first\r\n\r\nAs it was.\r\n'
    const accents = 'From: ana@example.net\n\nDéjà vu.\n'
    const long = `From: ana@example.net\n\n${'x'.repeat(999)}\n`
    for (const content of [plain, accents, long])
      await attach(itemId, { filename: 'été.eml', type: 'message/rfc822', content })
    await attach(itemId, { filename: 'parts', type: 'multipart/mixed', content: '--x' })
    await desk.mail({ ...toAna, itemId })
    const { raw, mail } = await sent()
    const types = [...raw.matchAll(/^Content-Type: ([^;]+);\s+name/gm)].map((match) => match[1])
    const file = 'application/octet-stream'
    expect(types).toEqual(['message/rfc822', file, file, file])
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['été.eml', 'été.eml', 'été.eml', 'parts'])
    expect(mail.attachments.map(({ content }) => content.toString())).toEqual([plain, accents, long, '--x'])
    expect(raw).toMatch(/^[\x01-\x7f]*$/)
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  it('streams large files', async () => {
    await desk.close()
    desk = await testDesk({ limits: { attachmentBytes: 10_000_000 } })
    const itemId = await followup(desk, {})
    const content = 'large '.repeat(500_000)
    await attach(itemId, { filename: 'large.txt', type: 'text/plain', content })
    await desk.mail({ ...toAna, itemId })
    const { mail } = await sent()
    expect(mail.attachments[0]?.content.toString()).toBe(content)
  })

  it('shows the beginning of words that are too long for a mail, and says so', async () => {
    const itemId = await followup(desk, { text: 'Open the tray at the back.\n'.repeat(80_000) })
    await desk.mail({ ...toAna, itemId })
    const { raw, mail } = await sent()
    expect(raw.length).toBeLessThan(400_000)
    expect(mail.text).toContain('This is too long for a mail: the rest is kept with the ticket.')
    expect(mail.html).toContain('This is too long for a mail: the rest is kept with the ticket.')
  })

  it('signs each link and gives its twin for mail', async () => {
    const itemId = await desk.store.insert('solutions', {
      ticket_id: desk.ids.ticket,
      author_id: desk.ids.tom,
      content_text: 'The tray was open.',
      status: 'waiting',
      created_at: start + 500,
    })
    const link = { solutionId: itemId, expiresAt: start + 1_000_000 }
    const id = await desk.mail({
      event: 'solved',
      itemType: 'solution',
      itemId,
      language: 'fr',
      data: { closesAt: null },
      links: [
        { name: 'approve', act: 'approve', ...link },
        { name: 'refuse', act: 'refuse', ...link },
      ],
    })
    const { mail } = await sent()
    const rows = await desk.store.all('SELECT id, act, person_id FROM action_links WHERE outbox_mail_id = ?', [id])
    expect(rows).toMatchObject([
      { act: 'approve', person_id: desk.ids.ana },
      { act: 'refuse', person_id: desk.ids.ana },
    ])
    const marksOfLinks = [...(mail.text ?? '').matchAll(/https:\/\/desk\.example\.org\/l\/([a-z2-7]+)/g)]
    expect(marksOfLinks.map((found) => marks.verify('link', found[1] ?? ''))).toEqual([1, 2])
    const twin = /mailto:(support\+[a-z2-7]+@example\.org)/.exec(`${mail.html}`)?.[1] ?? ''
    expect(marks.verify('link', readReplyAddress(twin) ?? '')).toBe(1)
  })

  it('gives the words back in a receipt only to a sender who is proved', async () => {
    await desk.mail({ data: { proof: 'unverified' } })
    expect((await sent()).mail.text).not.toContain('paper jam')
    await desk.mail({ data: { proof: 'verified' } })
    expect((await sent()).mail.text).toContain('paper jam')
  })

  it('is signed with DKIM where the transport has a key, once and for all attempts', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const dkim = {
      domain: 'example.org',
      selector: 's1',
      privateKey: `${privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
    }
    const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
    const outbox = desk.another({ transports: [{ ...desk.transport, dkim }] })
    await desk.mail({ ...toAna, itemId: await followup(desk, {}) })
    await outbox.drain()
    const raw = desk.smtp.taken[0]?.raw ?? ''
    const { dkim: found } = await authenticate(raw, {
      disableBimi: true,
      resolver: async (name: string) => (name === 's1._domainkey.example.org' ? [[record]] : []),
    })
    expect(found.results[0]?.status.result).toBe('pass')
  })

  it('names its writer once, below words that do not end with the name', async () => {
    await desk.mail({ ...toAna, itemId: await followup(desk, { text: 'Open the tray.' }) })
    expect((await sent()).mail.text).toMatch(/^Open the tray\.\n\nTom Weber\n/)
    await desk.mail({ ...toAna, itemId: await followup(desk, { text: 'Open the tray.\n\nTom' }) })
    const signed = (await sent()).mail
    expect(signed.text).toMatch(/^Open the tray\.\n\nTom\n\n—/)
    expect(`${signed.html}`).not.toContain('Tom Weber<')
  })

  it('offers /close only to a technician who may', async () => {
    const toTom = { personId: desk.ids.tom, toAddress: 'tom.weber@staff.example.org', isAutomatic: false } as const
    await desk.mail({ ...toTom, event: 'new-ticket' })
    const toTechnician = (await sent()).mail
    expect(toTechnician.text).toContain('/solve')
    expect(`${toTechnician.text}${toTechnician.html}`).not.toContain('/close')
    await desk.store.run("UPDATE person_roles SET role = 'manager' WHERE person_id = ?", [desk.ids.tom])
    await desk.mail({ ...toTom, event: 'new-ticket' })
    const toManager = (await sent()).mail
    expect(toManager.text).toContain('- write /close')
    expect(`${toManager.html}`).toContain('/close')
  })

  it('cannot be made to break its headers', async () => {
    await desk.store.update('persons', desk.ids.tom, { name: 'Tom\r\nBcc: all@example.net' })
    await desk.store.update('tickets', desk.ids.ticket, { title: 'A\r\nBcc: all@example.net' })
    await desk.mail({ ...toAna, itemId: await followup(desk, {}) })
    const { mail, to } = await sent()
    expect(mail.bcc).toBeUndefined()
    expect(mail.headers.has('bcc')).toBe(false)
    expect(to).toEqual(['ana@example.net'])
  })

  async function inbound(message_id: string): Promise<number> {
    return desk.store.insert('inbound_mails', {
      entity_id: desk.ids.entity,
      fingerprint: 'f',
      sha256: 's',
      message_id,
      size: 1,
      source: 'lmtp',
      received_at: start,
      status: 'done',
      attempts: 1,
    })
  }

  let files = 0

  async function attach(
    followupId: number,
    file: { filename: string; type: string; content: string; contentId?: string; scan?: string; isPrivate?: boolean },
  ): Promise<void> {
    files += 1
    const { key, size } = await desk.files.put('document', [Buffer.from(file.content)])
    const document_id = await desk.store.insert('documents', {
      entity_id: desk.ids.entity,
      sha256: `hash-${files}`,
      size,
      content_type: file.type,
      storage_key: key,
      scan: file.scan ?? 'clean',
      created_at: start,
    })
    await desk.store.insert('document_items', {
      document_id,
      ticket_id: desk.ids.ticket,
      item_type: 'followup',
      item_id: followupId,
      filename: file.filename,
      content_id: file.contentId ?? null,
      is_inline: Number(file.contentId !== undefined),
      is_private: Number(file.isPrivate ?? false),
      added_at: start,
    })
  }
})
