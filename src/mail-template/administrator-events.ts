import { z } from 'zod'
import * as d from './data.ts'
import type { MailEventEntry } from './event-entry.ts'

const outsideTicket = z.strictObject(d.everybody)

/** Mails to those who run the desk. */
export const administratorEvents = {
  alarm: {
    audience: 'administrator',
    thread: 'none',
    layout: 'plain',
    mustUse: ['what', 'mend'],
    schema: outsideTicket.extend({
      host: z.string(),
      code: z.string(),
      /** One sentence each. */
      what: z.string(),
      mend: z.string(),
      detail: z.string(),
      since: d.instant,
    }),
  },
  'doctor-self-test': {
    audience: 'administrator',
    thread: 'none',
    layout: 'plain',
    mustUse: ['reference'],
    schema: outsideTicket.extend({ host: z.string(), reference: z.string(), at: d.instant }),
  },
} as const satisfies Record<string, MailEventEntry>
