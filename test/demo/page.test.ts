import { afterAll, beforeAll, expect, it } from 'vitest'
import { casts } from '../../src/demo/cast.ts'
import { createPlainMailbox } from '../../src/demo/mail/plain-mailbox.ts'
import { startPage } from '../../src/demo/page/server.ts'

const mail = (head: string, body: string) => Buffer.from(`From: Eve <eve@x.example>\r\n${head}\r\n\r\n${body}\r\n`)
const withPicture = `--b
Content-Type: text/html

<html><head></head><body><script>alert(1)</script><a href="http://x.example/l/1">go</a><img src="cid:pic"></body></html>
--b
Content-Type: image/png; name="a.png"
Content-ID: <pic>
Content-Disposition: inline; filename="a.png"
Content-Transfer-Encoding: base64

aGVsbG8=
--b--`

let page: Awaited<ReturnType<typeof startPage>>
beforeAll(async () => {
  const requester = createPlainMailbox()
  requester.deliver(mail('Subject: <b>bold</b>\r\nContent-Type: multipart/related; boundary=b', withPicture))
  requester.deliver(mail('Subject: plain', 'Only <i>text</i>'))
  const mailboxes = { desk: createPlainMailbox(), requester, technician: createPlainMailbox() }
  page = await startPage({ language: 'fr', cast: casts.fr, mailboxes })
})
afterAll(() => page.close())

const get = (path: string) => fetch(`${page.url}${path}`)

it('lists the three mailboxes and escapes what mails say', async () => {
  const answer = await get('/')
  const html = await answer.text()
  expect(html).toContain('<html lang="fr">')
  for (const { address } of [casts.fr.desk, casts.fr.requester, casts.fr.technician]) expect(html).toContain(address)
  expect(html).toContain('&lt;b&gt;bold&lt;/b&gt;')
  expect(html).not.toContain('<script')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('shows a mail’s HTML in a frame that can run nothing, load nothing and send nothing', async () => {
  expect(await (await get('/mail/requester/INBOX/1')).text()).toContain(
    '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail/requester/INBOX/1/html"',
  )
  const framed = await get('/mail/requester/INBOX/1/html')
  const policy = framed.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:;/)
  expect(policy).not.toContain('script')
  const html = await framed.text()
  expect(html).toContain('<base target="_blank">')
  expect(html).toContain('src="data:image/png;base64,aGVsbG8="')
})

it('says how large files are in the language of the story', async () => {
  expect(await (await get('/mail/requester/INBOX/1')).text()).toMatch(/a\.png<\/a> \(5\s?o(?:ctets)?\)/)
})

it('shows a mail without HTML as its text, and hands files out as downloads', async () => {
  expect(await (await get('/mail/requester/INBOX/2')).text()).toContain('Only &lt;i&gt;text&lt;/i&gt;')
  const file = await get('/mail/requester/INBOX/1/file/0')
  expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a.png")
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
  expect(await file.text()).toBe('hello')
})

it.each([
  '/mail/requester/INBOX/9',
  '/mail/nobody/INBOX/1',
  '/mail/requester/None/1',
  '/mail/requester/INBOX/1/file/7',
])('has nothing at %s', async (path) => {
  expect((await get(path)).status).toBe(404)
})

it('only reads', async () => {
  expect((await fetch(page.url, { method: 'POST' })).status).toBe(404)
})
