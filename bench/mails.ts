import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'

/** The mails that everything is measured on, made anew from a seed each run. */
export interface BenchMail {
  raw: Buffer
  from: string
  isReply: boolean
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** The DNS record of the key that half of the mails are signed with. */
export const dkimRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
export const signedDomain = 'signed.example'
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const sentence =
  'The projector in room twelve shows a green picture since this morning and the cable was changed twice. '

/** 5 KB multipart mails: half DKIM-signed, one in five with a 100 KB attachment, 60 % new and 40 % replies to earlier ones. */
export async function makeMails(count: number, run: string): Promise<BenchMail[]> {
  const mails: BenchMail[] = []
  const ids: { id: string; from: string }[] = []
  for (let n = 0; n < count; n++) {
    const answers = n % 5 >= 3 ? ids[Math.floor(n / 2) % Math.max(1, ids.length)] : undefined
    const domain = n % 2 === 0 ? signedDomain : 'plain.example'
    const from = answers?.from ?? `${run}-${n % 600}@${domain}`
    const id = `<${run}.${n}@client.example>`
    if (!answers) ids.push({ id, from })
    const raw = Buffer.from(
      compose({ n, id, from, answers: answers?.id ?? null, attachment: n % 10 === 1 || n % 10 === 4 }),
    )
    mails.push({ raw: from.endsWith(signedDomain) ? await sign(raw) : raw, from, isReply: answers !== undefined })
  }
  return mails
}

async function sign(raw: Buffer): Promise<Buffer> {
  const key = { signingDomain: signedDomain, selector: 'bench', privateKey: pem }
  const { signatures } = await dkimSign(raw, { ...key, canonicalization: 'relaxed/relaxed', signatureData: [key] })
  // A signature that cannot be made is no error to the library.
  if (signatures === '') throw new Error('the mail could not be signed')
  return Buffer.concat([Buffer.from(signatures), raw])
}

interface Draft {
  n: number
  id: string
  from: string
  answers: string | null
  attachment: boolean
}

function compose({ n, id, from, answers, attachment }: Draft): string {
  const words = `Hello,\r\n\r\nmail number ${n}. ${sentence.repeat(answers ? 8 : 19)}\r\n\r\nKind regards\r\n`
  const quoted = answers
    ? `\r\nOn Tue, 24 Nov 2026 at 09:00, School desk <support@school.example> wrote:\r\n${`> ${sentence}\r\n`.repeat(8)}`
    : ''
  const text = words + quoted
  const html = `<html><body>${text
    .split('\r\n')
    .map((line) => `<p style="margin:0">${line.replaceAll('>', '&gt;')}</p>`)
    .join('\r\n')}</body></html>`
  const alternative = [
    'Content-Type: multipart/alternative; boundary="alt"',
    '',
    '--alt',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--alt',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--alt--',
    '',
  ]
  const body = attachment ? withFile(alternative) : alternative
  return [
    `From: Person ${n % 600} <${from}>`,
    'To: Support <support@school.example>',
    `Subject: ${answers ? 'Re: ' : ''}The projector ${n}`,
    `Message-ID: ${id}`,
    ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []),
    'Date: Tue, 24 Nov 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    ...body,
  ].join('\r\n')
}

function withFile(alternative: readonly string[]): string[] {
  const file = randomBytes(75_000).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return [
    'Content-Type: multipart/mixed; boundary="mix"',
    '',
    '--mix',
    ...alternative,
    '--mix',
    'Content-Type: image/png; name="screen.png"',
    'Content-Disposition: attachment; filename="screen.png"',
    'Content-Transfer-Encoding: base64',
    '',
    file,
    '--mix--',
    '',
  ]
}
