import { createReadStream } from 'node:fs'
import type { ParsedMail } from '../mail/types.ts'
import { systemResolver } from '../process/dns-resolver.ts'
import { gatherSenderFacts } from '../process/verify-sender.ts'
import { judgeSender } from '../screening/sender.ts'
import type { SenderJudgement } from '../screening/types.ts'

/** How far the sender of a mail in a file is proved by its signatures and DNS; null where DNS may not be asked. Nothing is known of the envelope. */
export async function judgeFile(file: string, mail: ParsedMail, dns: boolean): Promise<SenderJudgement | null> {
  if (!dns) return null
  const facts = await gatherSenderFacts(
    {
      mail,
      open: () => createReadStream(file),
      envelope: { from: null, clientIp: null, helo: null },
      settings: { authservIds: [], internalRoutes: [] },
    },
    { marks: [], fromPerson: null },
    systemResolver(),
  )
  return judgeSender(mail, facts)
}
