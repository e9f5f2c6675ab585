import type { Status } from '../../ticket/types.ts'
import type { MailClient } from '../mail/mail-client.ts'
import type { MailWithFiles } from '../mail/mailbox.ts'
import type { Said } from '../said.ts'
import type { Stage } from './stage.ts'

/** The ticket has this status in the database. */
export function ticketIs(stage: Stage, id: number, status: Status, said: Said): Promise<void> {
  return stage.holds(said, async () => {
    const { ticket } = await stage.ticket(id)
    return ticket.status === status ? null : ticket.status
  })
}

/** The file stands on the ticket, octet for octet as long as the one that was sent. */
export function ticketHasFile(
  stage: Stage,
  id: number,
  file: { filename: string; content: Buffer },
  said: Said,
): Promise<void> {
  return stage.holds(said, async () => {
    const { files } = await stage.ticket(id)
    const isThere = files.some(({ filename, size }) => filename === file.filename && size === file.content.length)
    return isThere ? null : files.map(({ filename, size }) => `${filename}: ${size}`).join(', ')
  })
}

/** The solution with this answer, given in this way, stands on the ticket. */
export function solutionIs(stage: Stage, id: number, status: string, how: string, said: Said): Promise<void> {
  return stage.holds(said, async () => {
    const solution = [...(await stage.ticket(id)).solutions.values()].at(-1)
    return solution?.status === status && solution.answered_how === how
      ? null
      : `${solution?.status ?? '–'} (${solution?.answered_how ?? '–'})`
  })
}

/** A mail of the desk with these words in it, in both of its parts. */
export function says(stage: Stage, words: string): (mail: MailWithFiles) => boolean {
  const { address } = stage.world.cast.desk
  return ({ from, plain, html }) =>
    from?.address === address && flat(plain).includes(flat(words)) && (html ?? '') !== ''
}

/** A solution is offered to the requester: the notice names both links. */
export async function solutionArrives(
  stage: Stage,
  client: MailClient,
  words: string,
  said: Said,
): Promise<MailWithFiles> {
  const fits = says(stage, words)
  return stage.arrives(client, said, (mail) => fits(mail) && mail.plain.includes('/l/'))
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')
