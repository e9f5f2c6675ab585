import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processMail } from '../../src/process/process-mail.ts'
import type { ProcessTools } from '../../src/process/tools.ts'
import { claim } from '../../src/store/leases.ts'
import type { Store } from '../../src/store/types.ts'
import { deskSettings, draftMail, journalMail, openTestDesk, type TestDesk } from '../support/desk.ts'
import type { TemporaryStore } from '../support/store.ts'

const conversations = 10
const mailsOfEach = 4
const atOnce = 4

/** Two processes on one database, each with mails of the same conversations in hand. */
export function describeRaces(open: () => Promise<TemporaryStore & { second: Store }>): void {
  describe('mails of one conversation that are processed at the same moment', () => {
    let desk: TestDesk
    let second: Store
    beforeEach(async () => {
      const place = await open()
      second = place.second
      desk = await openTestDesk(deskSettings, place)
    })
    afterEach(() => desk.remove())

    it('are one ticket, in whatever order and by whichever process', { timeout: 60_000 }, async () => {
      // The last of each first: replies that come before their original.
      for (let nth = mailsOfEach - 1; nth >= 0; nth--)
        for (let one = 0; one < conversations; one++) await journalMail(desk.tools, mailOf(one, nth))
      const processes = [desk.tools, { ...desk.tools, store: second, owner: 'other' }]
      await Promise.all(processes.flatMap((tools) => Array.from({ length: atOnce }, () => processAll(tools))))
      expect(
        await desk.store.all('SELECT outcome, COUNT(*) AS n FROM inbound_mails GROUP BY outcome ORDER BY n'),
      ).toEqual([
        { outcome: 'opened', n: conversations },
        { outcome: 'followedUp', n: conversations * (mailsOfEach - 1) },
      ])
      const tickets = await desk.store.all<{ n: number }>('SELECT COUNT(*) AS n FROM followups GROUP BY ticket_id')
      expect(tickets).toEqual(Array.from({ length: conversations }, () => ({ n: mailsOfEach - 1 })))
    })
  })
}

function mailOf(conversation: number, nth: number): string {
  const id = (n: number) => `<c${conversation}.${n}@client.example>`
  const before = Array.from({ length: nth }, (_, n) => id(n))
  return draftMail({
    from: 'Paul Petit <paul@parents.example>',
    subject: `Printer ${conversation}`,
    text: `Mail ${nth} about printer ${conversation}.`,
    id: id(nth),
    headers: nth === 0 ? [] : [`In-Reply-To: ${id(nth - 1)}`, `References: ${before.join(' ')}`],
  })
}

async function processAll(tools: ProcessTools): Promise<void> {
  for (;;) {
    const [lease] = await claim(tools.store, { owner: tools.owner, statuses: ['waiting'], limit: 1, seconds: 60 })
    if (!lease) return
    const journal = await tools.store.byId('inbound_mails', lease.id)
    if (journal) await processMail(tools, journal, lease)
  }
}
