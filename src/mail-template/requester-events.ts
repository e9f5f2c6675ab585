import { z } from 'zod'
import { isRejectionCode, type RejectionCode } from '../i18n/rejections.ts'
import * as d from './data.ts'
import type { MailEventEntry } from './event-entry.ts'
import { HISTORY_ITEMS } from './limits.ts'

const forRequester = z.strictObject({ ...d.everybody, ticket: d.ticket })
const outsideTicket = z.strictObject(d.everybody)
const publicHistory = { history: z.array(d.publicItem).max(HISTORY_ITEMS), historyOmitted: z.boolean() }
const words = { author: d.author, body: d.body, attachments: z.array(d.attachment) }
/** Whether the words end with their author's name already. */
const hasSigned = z.boolean()
const answers = z.strictObject({
  approve: d.webLink,
  refuse: d.webLink,
  approveMailto: d.mailtoLink,
  refuseMailto: d.mailtoLink,
})
/** How a ticket was closed. */
const closing = z.enum(['by-approval', 'by-manager', 'by-delay'])

/** Mails to requesters and observers. What these schemas have no field for cannot reach them: nothing private is here. */
export const requesterEvents = {
  /** The receipt. `body` is null where the sender is not proved: a receipt must not carry a stranger's text to a third party. */
  new: {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['dropped'],
    schema: forRequester.extend({
      body: d.body.nullable(),
      attachments: z.array(d.attachment),
      dropped: z.array(d.droppedAttachment),
      /** Display name of whoever opened it for them: a technician, or a colleague who forwarded their mail. */
      openedBy: z.string().nullable(),
      /** Tag of the closed ticket that their mail answered. */
      previousTag: z.string().nullable(),
    }),
  },
  followup: {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['body.html', 'body.text', 'attachments'],
    schema: forRequester.extend({ ...words, hasSigned, ...publicHistory }),
  },
  solved: {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['body.html', 'body.text', 'links.approve', 'links.refuse', 'links.approveMailto', 'links.refuseMailto'],
    schema: forRequester.extend({
      ...words,
      hasSigned,
      ...publicHistory,
      /** When the ticket closes by itself; null where it does not. */
      closesAt: d.instant.nullable(),
      /** Null where the same mail of the technician closed the ticket: nobody is asked to answer. */
      links: answers.nullable(),
      /** When that mail closed it; null where it did not. */
      closedAt: d.instant.nullable(),
      /** Until when a reply reopens it then; null where a reply opens a new, linked one. */
      reopenUntil: d.instant.nullable(),
    }),
  },
  closed: {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['at', 'how'],
    schema: forRequester.extend({
      how: closing,
      /** Display name; null where the delay closed it, or the one who reads this. */
      closedBy: z.string().nullable(),
      at: d.instant,
      /** Until when a reply reopens this ticket; null where a reply opens a new, linked one. */
      reopenUntil: d.instant.nullable(),
      ...publicHistory,
    }),
  },
  /** Who was told that it is closed: that was taken back. */
  reopened: {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['at'],
    schema: forRequester.extend({ at: d.instant }),
  },
  'close-reminder': {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['closesAt', 'links.approve', 'links.refuse', 'links.approveMailto', 'links.refuseMailto'],
    schema: forRequester.extend({
      closesAt: d.instant,
      solution: d.body,
      links: answers,
    }),
  },
  /** A mail answered ours under a right mark, but from another address: the owner of the mark is asked. */
  'confirm-address': {
    audience: 'requester',
    thread: 'none',
    layout: 'plain',
    mustUse: ['otherAddress', 'links.confirm', 'links.deny', 'links.confirmMailto', 'links.denyMailto'],
    schema: outsideTicket.extend({
      otherAddress: z.string(),
      ticketTag: z.string(),
      at: d.instant,
      links: d.confirmOrDeny,
    }),
  },
  /** After an act by a signed link: 24 hours to undo it. */
  'link-confirmation': {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['decision', 'at', 'undoUntil', 'links.undo', 'links.undoMailto'],
    schema: forRequester.extend({
      decision: z.enum(['approved', 'refused', 'closed']),
      at: d.instant,
      undoUntil: d.instant,
      /** What was given as a reason, plain text; null where there was none. */
      reason: z.string().nullable(),
      links: z.strictObject({ undo: d.webLink, undoMailto: d.mailtoLink }),
    }),
  },
  'rejected-mail': {
    audience: 'requester',
    thread: 'none',
    layout: 'plain',
    mustUse: ['code', 'subject'],
    schema: outsideTicket.extend({
      code: z.custom<RejectionCode>(isRejectionCode),
      /** Of the refused mail. */
      subject: z.string(),
      at: d.instant,
      /** Of the file that it was refused for; null where that is not why. */
      filename: z.string().nullable(),
    }),
  },
  /** Files of a followup that the desk did not take; a new ticket says so in its receipt. */
  'attachment-dropped': {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: ['dropped'],
    schema: forRequester.extend({ dropped: z.array(d.droppedAttachment) }),
  },
  'empty-reply': {
    audience: 'requester',
    thread: 'continues',
    layout: 'ticket',
    mustUse: [],
    schema: forRequester.extend({ at: d.instant }),
  },
  'encrypted-mail': {
    audience: 'requester',
    thread: 'none',
    layout: 'plain',
    mustUse: ['subject'],
    schema: outsideTicket.extend({ subject: z.string(), at: d.instant, scheme: z.enum(['S/MIME', 'PGP']) }),
  },
} as const satisfies Record<string, MailEventEntry>
