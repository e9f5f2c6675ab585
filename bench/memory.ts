import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { startCatcher } from './catcher.ts'
import { type Gateway, startGateway } from './gateway-process.ts'
import { benchSettings } from './throughput.ts'

export interface Memory {
  /** Most memory that the process held while it took mails with 20 MB attachments, 4 at a time. */
  peakRssMb: number
  /** The same for one mail of 100 MB, taken as configured; and refused by the limit. */
  hugeTakenPeakRssMb: number
  hugeRefusedPeakRssMb: number
}

const megabyte = 1024 * 1024
const atOnce = 4

export async function measureMemory(folder: string, count: number): Promise<Memory> {
  return {
    peakRssMb: await peakOf(join(folder, 'many'), 50, (gateway) => sendMany(gateway, count)),
    hugeTakenPeakRssMb: await peakOf(join(folder, 'taken'), 200, (gateway) => sendLarge(gateway, 0, 100)),
    hugeRefusedPeakRssMb: await peakOf(join(folder, 'refused'), 50, async (gateway) => {
      const refused = await sendLarge(gateway, 0, 100).catch(String)
      if (!String(refused).includes('552')) throw new Error(`a mail above the limit was not refused: ${refused}`)
    }),
  }
}

async function peakOf(
  folder: string,
  mailMegabytes: number,
  load: (gateway: Gateway) => Promise<void>,
): Promise<number> {
  const smtp = await startCatcher()
  const settings = benchSettings(folder, { dialect: 'sqlite' }, smtp.port)
  const gateway = await startGateway({ ...settings, limits: { mailMegabytes } })
  try {
    await load(gateway)
    return (await gateway.idle()).peakRssMb
  } finally {
    await gateway.stop()
    await smtp.stop()
  }
}

async function sendMany(gateway: Gateway, count: number): Promise<void> {
  let next = 0
  const sender = async () => {
    while (next < count) await sendLarge(gateway, next++, 20)
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
}

/** One mail with an attachment of so many megabytes, made as it is sent. */
async function sendLarge(gateway: Gateway, number: number, megabytes: number): Promise<void> {
  const lmtp = createTransport({ host: '127.0.0.1', port: gateway.lmtpPort, lmtp: true, ignoreTLS: true })
  const seed = randomBytes(megabyte)
  seed.writeUInt32BE(number)
  try {
    const { rejectedErrors } = await lmtp.sendMail({
      from: `person${number}@plain.example`,
      to: 'support@school.example',
      subject: `A large file ${number}`,
      text: 'See the file.',
      attachments: [{ filename: 'large.bin', content: Buffer.concat(Array.from({ length: megabytes }, () => seed)) }],
    })
    // By LMTP a refusal of all recipients is an answer, not an error.
    if (rejectedErrors?.[0]) throw rejectedErrors[0]
  } finally {
    lmtp.close()
  }
}
