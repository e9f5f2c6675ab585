import fastify, { type FastifyReply } from 'fastify'
import { type MailWithFiles, readStoredMail } from '../mail/mailbox.ts'
import { framedHtml } from './framed-html.ts'
import type { MailPlace, PageSetup, Role } from './setup.ts'
import { listPage, mailPage } from './views.ts'

/** A page on a free port of loopback that shows the three mailboxes. It only reads, and needs no script. */
export async function startPage(setup: PageSetup): Promise<{ url: string; close(): Promise<void> }> {
  const server = fastify({ logger: false, forceCloseConnections: true })
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cache-control', 'no-store')
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', ownPolicy)
  })
  server.get('/', async (_request, reply) => sendHtml(reply, await listPage(setup)))
  server.get<{ Params: MailPlace }>('/mail/:role/:folder/:uid', async ({ params }, reply) => {
    const found = await findMail(setup, params)
    return found ? sendHtml(reply, mailPage(setup, params, found.mail)) : notFound(reply)
  })
  server.get<{ Params: MailPlace }>('/mail/:role/:folder/:uid/html', async ({ params }, reply) => {
    const found = await findMail(setup, params)
    if (!found || found.mail.html === null) return notFound(reply)
    reply.header('content-security-policy', mailPolicy)
    return sendHtml(reply, framedHtml(found.mail))
  })
  server.get<{ Params: MailPlace }>('/mail/:role/:folder/:uid/raw', async ({ params }, reply) => {
    const found = await findMail(setup, params)
    return found ? reply.type('text/plain; charset=utf-8').send(found.raw) : notFound(reply)
  })
  server.get<{ Params: MailPlace & { file: string } }>(
    '/mail/:role/:folder/:uid/file/:file',
    async ({ params }, reply) => {
      const found = await findMail(setup, params)
      const index = Number(params.file)
      const file = found?.mail.attachments[index]
      if (!file) return notFound(reply)
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`)
      return reply.type('application/octet-stream').send(found?.mail.contents[index])
    },
  )
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return { url, close: () => server.close() }
}

/** Our own pages: their style, and the mail in its frame. */
const ownPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What a mail may do in its frame, and where it is opened alone: show itself. Its links open in a page of their own. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'"

async function findMail(
  { mailboxes }: PageSetup,
  { role, folder, uid }: MailPlace,
): Promise<{ raw: Buffer; mail: MailWithFiles } | null> {
  const mailbox = isRole(role) ? mailboxes[role] : null
  const stored = mailbox?.mails(folder).find((mail) => String(mail.uid) === uid)
  return stored ? { raw: stored.raw, mail: await readStoredMail(stored.raw) } : null
}

const isRole = (role: string): role is Role => role === 'desk' || role === 'requester' || role === 'technician'

const sendHtml = (reply: FastifyReply, html: string) => reply.type('text/html; charset=utf-8').send(html)

const notFound = (reply: FastifyReply) => reply.code(404).type('text/plain; charset=utf-8').send('404\n')
