/** Labels, in English. The keys are the contract: `fr.ts` has the same ones, with the same `{parameters}`. */
export const en = {
  colon: ':',

  'greeting.named': 'Hello {name},',
  'greeting.plain': 'Hello,',

  'status.incoming': 'new',
  'status.assigned': 'in progress (assigned)',
  'status.planned': 'in progress (planned)',
  'status.waiting': 'waiting',
  'status.solved': 'solved',
  'status.closed': 'closed',

  'type.incident': 'incident',
  'type.request': 'request',

  'urgency.1': 'very low',
  'urgency.2': 'low',
  'urgency.3': 'medium',
  'urgency.4': 'high',
  'urgency.5': 'very high',

  'ticket.requester': 'Requester',
  'ticket.assignee': 'Assigned to',
  'ticket.nobody': 'nobody yet',
  'ticket.status': 'Status',
  'ticket.type': 'Type',
  'ticket.urgency': 'Urgency',
  'ticket.observers': 'Observers',
  'ticket.open': 'Open the ticket',

  'files.heading': 'Attached',
  'files.kept': 'too large for this mail, kept with the ticket',
  'files.dropped': 'Left out',

  'history.heading': 'Earlier in this conversation',
  'history.wrote': '{author}, on {at}',
  'history.private': 'internal note',
  'history.omitted': 'Older messages are left out here; they are kept with the ticket.',

  'notice.new-ticket': 'new ticket',
  'notice.followup-technician': 'new reply',
  'notice.private-followup': 'new note',
  'notice.unconfirmed-followup': 'a reply from an address that we do not know',
  'notice.assigned': 'this ticket is now yours',
  'notice.solution-refused': 'it does not work yet, the ticket is open again',
  'notice.solution-approved': 'the solution is approved',
  'notice.closed-technician': 'the ticket was closed',
  'notice.answer-undone': 'the answer to the solution was taken back',
  'notice.close-offered': 'it works already, the ticket can be closed',
  'notice.command-unknown': 'a line of your reply was not understood, nobody was sent it',
  'notice.observer-proposed': 'somebody in copy does not take part yet',
  'notice.bounce-notice': 'a mail of ours has not arrived',
  'notice.new': 'your mail has reached us',
  'notice.followup': 'new answer',
  'notice.solved': 'a solution',
  'notice.closed': 'the ticket is closed',
  'notice.reopened': 'the ticket is open again',
  'notice.close-reminder': 'the ticket closes soon',
  'notice.link-confirmation': 'a link that we sent to you was used',
  'notice.attachment-dropped': 'files of yours were left out',
  'notice.rejected-mail': 'something in a mail of yours could not be done',
  'notice.encrypted-mail': 'your mail is encrypted, nobody could read it',
  'notice.empty-reply': 'your reply was empty',

  'words.cut': 'This is too long for a mail: the rest is kept with the ticket.',

  'offer.approve': 'The solution works',
  'offer.refuse': 'It does not work yet',
  'offer.undo': 'Take that back',
  'offer.close': 'Close the ticket',
  'offer.add': 'Let them follow the ticket',

  'dropped.too-large': 'too large',
  'dropped.type': 'this type of file is not accepted',
  'dropped.too-many': 'too many files in one mail',
  'dropped.infected': 'a virus was found in it',
  'dropped.unscanned': 'it could not be checked for viruses yet',
  'dropped.unreadable': 'it could not be read',
  'dropped.kept-back': 'it is private on the ticket, and stays so',

  'closed.by-approval': 'by approval',
  'closed.by-manager': 'by the desk',
  'closed.by-delay': 'after the delay',

  'size.bytes': '{n} bytes',
  'size.kilobytes': '{n} KB',
  'size.megabytes': '{n} MB',
} as const

export type LabelKey = keyof typeof en
