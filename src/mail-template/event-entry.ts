import type { z } from 'zod'

export type Audience = 'requester' | 'technician' | 'administrator'

/**
 * How a mail stands in its conversation. Mail programs thread by subject too: the subject of a mail of a thread is
 * always the ticket's own (`[HELP #0000042] Title`), and only a mail outside of one has a subject template.
 */
export type Thread = 'starts' | 'continues' | 'none'

export interface MailEventEntry {
  audience: Audience
  thread: Thread
  /** Which `templates/layouts/*.hbs` stands around it. */
  layout: 'ticket' | 'plain'
  schema: z.ZodObject
  /** Paths that a template must use, lest the mail lose its point. */
  mustUse: readonly string[]
}
