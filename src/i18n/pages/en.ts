import type { PageWords } from './page-words.ts'

/** The pages, in English. */
export const en: PageWords = {
  decision: {
    title: 'Does it work for you now?',
    lead: (desk) => `${desk} thinks that your ticket is solved:`,
    solution: (author, at) => `${author}, on ${at}`,
    approve: 'Yes, it works',
    refuse: 'No, not yet',
    whyLabel: 'What is still wrong?',
    whyHint: 'A few words help us. You may also leave this empty.',
    closesOn: (day) => `If we hear nothing from you, we take it that all is well and close the ticket on ${day}.`,
  },
  undo: {
    title: 'Take your answer back?',
    approved: (at) =>
      `On ${at} a link that we had sent to you was used to say that the solution works. The ticket was closed.`,
    refused: (at) =>
      `On ${at} a link that we had sent to you was used to say that it does not work yet. The ticket was opened again.`,
    closed: (at) => `On ${at} a link that we had sent to you was used to close the ticket.`,
    button: 'Yes, take it back',
    reopened: { title: 'The ticket is open again', text: 'The closing was taken back.' },
  },
  close: {
    title: 'Close this ticket?',
    lead: 'The requester writes that it works, or that it no longer matters.',
    button: 'Yes, close it',
  },
  sender: {
    title: 'Did you write this mail?',
    lead: 'It came in your name, and we could not tell whether it was from you. Nobody has been given it, and nothing that it asks for has been done.',
    from: 'From',
    subject: 'Subject',
    at: 'Received',
    yes: 'Yes, I wrote it',
    no: 'No, I did not',
  },
  address: {
    title: 'Is this address yours?',
    lead: 'An answer to a mail that we had written to you came from another address. Is that you, or somebody who writes for you? Until you tell us, only our technicians see what it says.',
    from: 'From',
    at: 'Received',
    yes: 'Yes, that is fine',
    no: 'No, I do not know it',
  },
  observer: {
    title: (address) => `Add ${address}?`,
    lead: 'As an observer they get every public answer of this ticket, and may write to it.',
    button: 'Yes, add them',
  },
  whose: (name, address) =>
    `This is for ${name} to decide: the link was sent to ${address}. If that is not you, please leave it as it is.`,
  until: (moment) => `This can be done until ${moment}.`,
  done: {
    approve: { title: 'Thank you, that’s settled', text: 'We are glad that it works. The ticket is closed.' },
    refuse: {
      title: 'Thank you for telling us',
      text: 'The ticket is open again, and we go on working on it.',
    },
    undo: {
      title: 'Your answer is taken back',
      text: 'The solution waits for your decision again. The links in our earlier mail work once more, or simply reply to it.',
    },
    close: { title: 'The ticket is closed', text: 'The requester is told so.' },
    'confirm-sender': { title: 'Thank you', text: 'We now take your mail in, as written by you.' },
    'deny-sender': {
      title: 'Thank you for telling us',
      text: 'The mail stays where it is, and nobody is given it. Somebody may be using your name: please tell your administrator.',
    },
    'confirm-address': { title: 'Thank you', text: 'We now take in what came from that address.' },
    'deny-address': {
      title: 'Thank you for telling us',
      text: 'What came from that address goes no further than our technicians, who are told that you do not know it.',
    },
    'add-observer': { title: 'Done', text: 'They now observe this ticket.' },
  },
  confirmationSent: (address) =>
    `We are sending a confirmation to ${address}. Was it a mistake, or was it not you? The link in that mail undoes it within 24 hours.`,
  yourWords: 'In your words',
  states: {
    used: { title: 'This link has done its work', text: 'It was used before, and does nothing more.' },
    expired: { title: 'This link is too old', text: 'It could only be used for a while after we sent it.' },
    replaced: {
      title: 'There is a newer solution',
      text: 'This link was about an earlier one. The mail with the newer solution has links of its own.',
    },
    closed: { title: 'This ticket is closed', text: 'There is nothing left to decide.' },
    answered: { title: 'This has been answered', text: 'Another link, a reply or somebody else was quicker.' },
    'not-allowed': {
      title: 'This is no longer yours to decide',
      text: 'Your part has changed since we sent you this link.',
    },
    'not-possible': {
      title: 'This can no longer be done',
      text: 'What the link was about has changed since, or is no longer there.',
    },
  },
  nothingChanged: 'Nothing was changed.',
  truth: {
    heading: 'How it stands now',
    waits: 'The solution waits for an answer. Reply to our mail, and that is one.',
    approved: (name, at) => `The solution was approved by ${name} on ${at}.`,
    refused: (name, at) => `The solution was refused by ${name} on ${at}.`,
    replaced: 'The solution was replaced by a newer one.',
    status: (status) => `The ticket’s status: ${status}.`,
    closed: (at) => `The ticket was closed on ${at}.`,
    merged: (tag) => `The ticket was merged into ${tag}.`,
    confirmed: 'The answer was yes: the mail was taken in.',
    denied: 'The answer was no: the mail was not used.',
    unanswered: 'There was no answer in time: the mail was not used.',
  },
  somebody: 'somebody',
  ticket: 'Ticket',
  writeToUs: (address) => `Is there anything else? Write to ${address}, or reply to any of our mails.`,
  messages: {
    unknown: {
      title: 'We do not know this link',
      text: 'It may have been cut off on its way to you. Try copying all of it from our mail, or simply reply to that mail: it does the same.',
    },
    'too-often': {
      title: 'Please wait a moment',
      text: 'Too much came from your network in a short time. Try again in a few minutes, or simply reply to our mail.',
    },
    unclear: {
      title: 'We did not understand that',
      text: 'Nothing was changed. Please open the link in our mail again.',
    },
    'too-long': {
      title: 'That was too long',
      text: 'Nothing was changed. Please go back and say it shorter, or reply to our mail: there is room for all of it.',
    },
    foreign: {
      title: 'That came from another page',
      text: 'Nothing was changed. Please open the link in our mail, and press the button there.',
    },
    later: {
      title: 'Something is wrong on our side',
      text: 'We are sorry. Please try again in a few minutes, or simply reply to our mail.',
    },
    'nothing-here': { title: 'There is nothing here', text: 'Our pages are behind the links in our mails.' },
  },
}
