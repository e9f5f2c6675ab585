import { z } from 'zod'
import * as d from './data.ts'
import type { MailEventEntry } from './event-entry.ts'
import { HISTORY_ITEMS } from './limits.ts'

const forTechnician = z.strictObject({ ...d.everybody, ticket: d.technicianTicket })
const outsideTicket = z.strictObject(d.everybody)
const technicianHistory = { history: z.array(d.technicianItem).max(HISTORY_ITEMS), historyOmitted: z.boolean() }
/** Files that were left out or are kept back, and how a mail is encrypted that nobody here could read. */
const aside = { dropped: z.array(d.droppedAttachment), encrypted: z.enum(['S/MIME', 'PGP']).nullable() }
const words = { author: d.author, body: d.body, attachments: z.array(d.attachment) }

/** Mails to technicians, who may see what is private. */
export const technicianEvents = {
  'new-ticket': {
    audience: 'technician',
    thread: 'starts',
    layout: 'ticket',
    mustUse: ['body.html', 'body.text', 'attachments', 'dropped', 'encrypted'],
    schema: forTechnician.extend({
      ...words,
      ...aside,
      proof: z.enum(['verified', 'tokened', 'unverified']),
      /** Tag of the closed ticket that the mail answered. */
      previousTag: z.string().nullable(),
      /** Tag of the ticket that the mail quotes and in which its sender takes no part. */
      quotedTag: z.string().nullable(),
      /** Tag of the ticket of which the mail forwards something. */
      forwardedTag: z.string().nullable(),
    }),
  },
  /** `reopened`: it came after a solution or on a closed ticket and set the ticket going again. */
  'followup-technician': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['body.html', 'body.text', 'attachments', 'dropped', 'encrypted'],
    schema: forTechnician.extend({ ...words, ...aside, ...technicianHistory, reopened: z.boolean() }),
  },
  'private-followup': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['body.html', 'body.text', 'attachments'],
    schema: forTechnician.extend({ ...words, ...technicianHistory }),
  },
  /** It answers a mail that we sent to `owner`, under the From of `writer`: `owner` is asked whether it is theirs. */
  'unconfirmed-followup': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['writer', 'owner', 'body.html', 'body.text', 'attachments'],
    schema: forTechnician.extend({
      writer: z.string(),
      owner: z.string(),
      body: d.body,
      attachments: z.array(d.attachment),
      ...technicianHistory,
    }),
  },
  /** `author` is who assigned it; `body` the ticket's description. */
  assigned: {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['author.displayName', 'body.html', 'body.text'],
    schema: forTechnician.extend({ ...words, ...technicianHistory }),
  },
  'solution-refused': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['author.displayName', 'reason.html', 'reason.text'],
    schema: forTechnician.extend({
      author: d.author,
      /** Their words; null where a link was used without a reason. */
      reason: d.body.nullable(),
      attachments: z.array(d.attachment),
      ...technicianHistory,
    }),
  },
  'solution-approved': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['author.displayName'],
    schema: forTechnician.extend({
      author: d.author,
      at: d.instant,
      words: d.body.nullable(),
      by: z.enum(['link', 'mail', 'desk']),
    }),
  },
  /** Closed without the requester's word, and not by the one who reads this. */
  'closed-technician': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['how', 'at'],
    schema: forTechnician.extend({
      how: z.enum(['by-manager', 'by-delay']),
      /** Who closed it; of no meaning where the delay did. */
      author: d.author,
      at: d.instant,
    }),
  },
  /** The answer to a solution, which was `was`, was taken back: the solution waits again. */
  'answer-undone': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['author.displayName', 'was'],
    schema: forTechnician.extend({ author: d.author, at: d.instant, was: z.enum(['accepted', 'refused']) }),
  },
  /** The requester wrote “it works, forget it” before any solution. */
  'close-offered': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['body.html', 'body.text', 'links.close', 'links.closeMailto'],
    schema: forTechnician.extend({
      author: d.author,
      body: d.body,
      links: z.strictObject({ close: d.webLink, closeMailto: d.mailtoLink }),
    }),
  },
  /** A mail in a technician's name was held. Only its start is shown: it may be somebody else's. */
  'confirm-sender': {
    audience: 'technician',
    thread: 'none',
    layout: 'plain',
    mustUse: ['held.start', 'links.confirm', 'links.deny', 'links.confirmMailto', 'links.denyMailto'],
    schema: outsideTicket.extend({
      held: z.strictObject({
        subject: z.string(),
        /** At most START_OF_TEXT characters, one line. */
        start: z.string(),
        from: z.string(),
        at: d.instant,
        ticketTag: z.string().nullable(),
      }),
      links: d.confirmOrDeny,
    }),
  },
  /** Lines that looked like commands: the whole reply is held back, private, until they are sent again. */
  'command-unknown': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['unknown', 'body.text'],
    schema: forTechnician.extend({
      unknown: z.array(z.strictObject({ line: z.string(), suggestion: z.string().nullable() })),
      body: d.body,
    }),
  },
  'observer-proposed': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['proposed', 'author.displayName'],
    schema: forTechnician.extend({
      author: d.author,
      proposed: z.array(
        z.strictObject({
          displayName: z.string(),
          address: z.string(),
          links: z.strictObject({ add: d.webLink, addMailto: d.mailtoLink }),
        }),
      ),
    }),
  },
  'bounce-notice': {
    audience: 'technician',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['recipient', 'diagnostic'],
    schema: forTechnician.extend({
      recipient: z.string(),
      /** Delayed mails may still arrive. */
      permanent: z.boolean(),
      status: z.string().nullable(),
      diagnostic: z.string(),
      sentAt: d.instant,
    }),
  },
  /** What waited because a technician would have got too many mails. */
  digest: {
    audience: 'technician',
    thread: 'none',
    layout: 'plain',
    mustUse: ['notices'],
    schema: outsideTicket.extend({
      notices: z.array(
        z.strictObject({
          ticket: d.ticket,
          what: d.noticeKind,
          author: z.string(),
          at: d.instant,
          private: z.boolean(),
          /** One or two sentences of plain text; empty where nothing was said. */
          excerpt: z.string(),
          /** Writes to the ticket as a reply to the notice itself would, privately where that is private. */
          replyMailto: d.mailtoLink,
          /** What the links of the notice do. */
          offers: z.array(
            z.strictObject({
              what: z.enum(['approve', 'refuse', 'undo', 'close', 'add']),
              /** Whom it adds; empty for all others. */
              whom: z.string(),
              web: d.webLink,
              mailto: d.mailtoLink,
            }),
          ),
        }),
      ),
    }),
  },
} as const satisfies Record<string, MailEventEntry>
