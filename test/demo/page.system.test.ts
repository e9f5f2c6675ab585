import { expect, it } from 'vitest'
import { casts } from '../../src/demo/cast.ts'
import { createPlainMailbox } from '../../src/demo/mail/plain-mailbox.ts'
import { startPage } from '../../src/demo/page/server.ts'
import { launchChromium } from '../support/chromium.ts'

it('a mail of the demo can be read on a phone without scrolling aside, however long its addresses are', async () => {
  const requester = createPlainMailbox()
  const to = `support+${'x'.repeat(50)}@workshop.example`
  requester.deliver(Buffer.from(`From: eve@x.example\r\nTo: ${to}\r\nSubject: ${'y'.repeat(80)}\r\n\r\nHello\r\n`))
  const mailboxes = { desk: createPlainMailbox(), requester, technician: createPlainMailbox() }
  const page = await startPage({ language: 'en', cast: casts.en, mailboxes })
  const browser = await launchChromium()
  try {
    const phone = await browser.newPage({ viewport: { width: 360, height: 700 } })
    for (const path of ['/', '/mail/requester/INBOX/1']) {
      await phone.goto(`${page.url}${path}`)
      expect(await phone.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360)
    }
  } finally {
    await browser.close()
    await page.close()
  }
})
