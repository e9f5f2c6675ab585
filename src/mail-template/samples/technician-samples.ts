import type { Language } from '../../i18n/language.ts'
import { excerptOf } from '../history.ts'
import { START_OF_TEXT } from '../limits.ts'
import type { MailData } from '../registry.ts'
import type { technicianEvents } from '../technician-events.ts'
import { sampleParts, TIMES, wordsOf } from './sample-parts.ts'

export function technicianSamples(language: Language): { [E in keyof typeof technicianEvents]: MailData<E> } {
  const { story, requester, technician, picture, video, history, technicianHistory, link, mailto } =
    sampleParts(language)
  const { desk, person, ticket } = technician
  const french = language === 'fr'
  const asker = { displayName: story.requester.displayName }
  const colleague = { displayName: story.colleague }
  const colleagueAddress = french ? 'nadia.benali@exemple.org' : 'aisha.khan@example.org'
  const addMailto = mailto(french ? 'Ajouter' : 'Add')
  const quoted = { history: technicianHistory, historyOmitted: false }
  const unassigned = { ...technician, ticket: { ...ticket, status: 'incoming', assignee: null } } as const
  return {
    'new-ticket': {
      ...unassigned,
      author: asker,
      body: wordsOf(story.question),
      attachments: [picture],
      dropped: [],
      encrypted: null,
      proof: 'verified',
      previousTag: null,
      quotedTag: null,
      forwardedTag: null,
    },
    'followup-technician': {
      ...technician,
      author: asker,
      body: wordsOf(story.detail),
      attachments: [video],
      history: history.map((item) => ({ ...item, private: false })),
      historyOmitted: false,
      dropped: [{ filename: video.filename, reason: 'unscanned' }],
      encrypted: 'PGP',
      reopened: false,
    },
    'private-followup': {
      ...technician,
      author: colleague,
      body: wordsOf(story.note),
      attachments: [],
      history: quoted.history.slice(1),
      historyOmitted: true,
    },
    'unconfirmed-followup': {
      ...technician,
      writer: french ? 'camille.m@exemple.org' : 'emma.c@example.org',
      owner: technician.ticket.requester.displayName,
      body: wordsOf(story.question),
      attachments: [],
      history: quoted.history.slice(1),
      historyOmitted: true,
    },
    assigned: {
      ...technician,
      author: colleague,
      body: wordsOf(story.question),
      attachments: [picture],
      history: [],
      historyOmitted: false,
    },
    'solution-refused': {
      ...technician,
      author: asker,
      reason: wordsOf(story.refusal),
      attachments: [picture],
      ...quoted,
    },
    'solution-approved': {
      desk,
      person,
      ticket: { ...ticket, status: 'closed' },
      author: asker,
      at: TIMES.decided,
      words: wordsOf(story.thanks),
      by: 'link',
    },
    'closed-technician': {
      desk,
      person,
      ticket: { ...ticket, status: 'closed' },
      how: 'by-delay',
      author: asker,
      at: TIMES.decided,
    },
    'answer-undone': {
      desk,
      person,
      ticket: { ...ticket, status: 'solved' },
      author: asker,
      at: TIMES.decided,
      was: 'refused',
    },
    'close-offered': {
      ...technician,
      author: asker,
      body: wordsOf(story.forgetIt),
      links: { close: link('close'), closeMailto: mailto('/close') },
    },
    'confirm-sender': {
      desk,
      person,
      held: {
        subject: `Re: ${requester.ticket.tag} ${requester.ticket.title}`,
        start: excerptOf(story.solution, START_OF_TEXT),
        from: french ? 'julien.moreau@atelier.example' : 'daniel.reed@riverside.example',
        at: TIMES.solved,
        ticketTag: requester.ticket.tag,
      },
      links: {
        confirm: link('yes'),
        deny: link('no'),
        confirmMailto: mailto(french ? 'C’est bien moi' : 'It was me'),
        denyMailto: mailto(french ? 'Ce n’est pas moi' : 'It was not me'),
      },
    },
    'command-unknown': {
      ...technician,
      unknown: [
        { line: '/slove', suggestion: '/solve' },
        { line: '/tidy up', suggestion: null },
      ],
      body: wordsOf(`/slove\n/tidy up\n\n${story.solution}`),
    },
    'observer-proposed': {
      ...technician,
      author: asker,
      proposed: [
        {
          displayName: story.colleague,
          address: colleagueAddress,
          links: { add: link('add'), addMailto },
        },
      ],
    },
    'bounce-notice': {
      ...technician,
      recipient: ticket.requester.address,
      permanent: true,
      status: '5.2.2',
      diagnostic: '552 5.2.2 Mailbox is full',
      sentAt: TIMES.answered,
    },
    digest: {
      desk,
      person,
      notices: [
        {
          ticket: requester.ticket,
          what: 'followup-technician',
          author: story.requester.displayName,
          at: TIMES.detailed,
          private: false,
          excerpt: story.detail,
          replyMailto: mailto('Re:'),
          offers: [],
        },
        {
          ticket: requester.ticket,
          what: 'private-followup',
          author: story.colleague,
          at: TIMES.solved,
          private: true,
          excerpt: story.note,
          replyMailto: mailto('Re:'),
          offers: [],
        },
        {
          ticket: requester.ticket,
          what: 'observer-proposed',
          author: story.requester.displayName,
          at: TIMES.solved,
          private: false,
          excerpt: colleagueAddress,
          replyMailto: mailto('Re:'),
          offers: [{ what: 'add', whom: colleagueAddress, web: link('add'), mailto: addMailto }],
        },
        {
          ticket: requester.ticket,
          what: 'close-offered',
          author: story.requester.displayName,
          at: TIMES.decided,
          private: false,
          excerpt: story.forgetIt,
          replyMailto: mailto('Re:'),
          offers: [{ what: 'close', whom: '', web: link('close'), mailto: mailto('/close') }],
        },
      ],
    },
  }
}
