/** What the pages behind our links say. Names, moments and days come as text. */
export interface PageWords {
  /** Of each kind of link while it still acts. */
  decision: {
    title: string
    lead: (desk: string) => string
    solution: (author: string, at: string) => string
    approve: string
    refuse: string
    whyLabel: string
    whyHint: string
    closesOn: (day: string) => string
  }
  undo: {
    title: string
    approved: (at: string) => string
    refused: (at: string) => string
    closed: (at: string) => string
    button: string
    /** Once a closing was taken back. */
    reopened: Notice
  }
  close: { title: string; lead: string; button: string }
  sender: { title: string; lead: string; from: string; subject: string; at: string; yes: string; no: string }
  address: { title: string; lead: string; from: string; at: string; yes: string; no: string }
  observer: { title: (address: string) => string; lead: string; button: string }
  whose: (name: string, address: string) => string
  until: (moment: string) => string
  /** What a button did. */
  done: Record<
    | 'approve'
    | 'refuse'
    | 'undo'
    | 'close'
    | 'confirm-sender'
    | 'deny-sender'
    | 'confirm-address'
    | 'deny-address'
    | 'add-observer',
    Notice
  >
  confirmationSent: (address: string) => string
  yourWords: string
  /** Why a link does nothing any more. */
  states: Record<'used' | 'expired' | 'replaced' | 'closed' | 'answered' | 'not-allowed' | 'not-possible', Notice>
  nothingChanged: string
  truth: {
    heading: string
    waits: string
    approved: (name: string, at: string) => string
    refused: (name: string, at: string) => string
    replaced: string
    status: (status: string) => string
    closed: (at: string) => string
    merged: (tag: string) => string
    confirmed: string
    denied: string
    unanswered: string
  }
  somebody: string
  ticket: string
  writeToUs: (address: string) => string
  /** Pages that are about no link. */
  messages: Record<'unknown' | 'too-often' | 'unclear' | 'too-long' | 'foreign' | 'later' | 'nothing-here', Notice>
}

/** What a page says above all, and what else there is to say. */
export interface Notice {
  title: string
  text: string
}
