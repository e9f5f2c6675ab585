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

  'words.cut': 'This is too long for a mail: the rest is kept with the ticket.',

  'dropped.too-large': 'too large',
  'dropped.type': 'this type of file is not accepted',
  'dropped.too-many': 'too many files in one mail',
  'dropped.infected': 'a virus was found in it',
  'dropped.unscanned': 'it could not be checked for viruses yet',
  'dropped.unreadable': 'it could not be read',

  'closed.by-approval': 'by approval',
  'closed.by-manager': 'by the desk',
  'closed.by-delay': 'after the delay',

  'size.bytes': '{n} bytes',
  'size.kilobytes': '{n} KB',
  'size.megabytes': '{n} MB',
} as const

export type LabelKey = keyof typeof en
