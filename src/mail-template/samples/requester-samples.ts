import type { Language } from '../../i18n/language.ts'
import type { MailData } from '../registry.ts'
import type { requesterEvents } from '../requester-events.ts'
import { sampleParts, TIMES, wordsOf } from './sample-parts.ts'

export function requesterSamples(language: Language): { [E in keyof typeof requesterEvents]: MailData<E> } {
  const { story, requester, picture, video, history, link, mailto } = sampleParts(language)
  const { desk, person, ticket } = requester
  const outside = { desk, person }
  const french = language === 'fr'
  const technician = { displayName: story.technician.displayName }
  const answers = {
    approve: link('yes'),
    refuse: link('no'),
    approveMailto: mailto(french ? 'Ça marche' : 'It works'),
    refuseMailto: mailto(french ? 'Ça ne marche pas' : 'It does not work'),
  }
  const confirmOrDeny = {
    confirm: link('yes'),
    deny: link('no'),
    confirmMailto: mailto(french ? 'C’est bien moi' : 'It was me'),
    denyMailto: mailto(french ? 'Ce n’est pas moi' : 'It was not me'),
  }
  const quoted = { history, historyOmitted: false }
  return {
    new: {
      ...outside,
      ticket: { ...ticket, status: 'incoming' },
      body: wordsOf(story.question),
      attachments: [picture],
      dropped: [{ filename: story.video, reason: 'too-large' }],
      openedBy: null,
      previousTag: null,
    },
    followup: {
      ...requester,
      author: technician,
      body: wordsOf(story.answer),
      hasSigned: false,
      attachments: [picture],
      history: history.slice(1),
      historyOmitted: false,
    },
    solved: {
      ...outside,
      ticket: { ...ticket, status: 'solved' },
      author: technician,
      body: wordsOf(story.solution),
      hasSigned: false,
      attachments: [],
      ...quoted,
      closesAt: TIMES.closes,
      links: answers,
      closedAt: null,
      reopenUntil: null,
    },
    closed: {
      ...outside,
      ticket: { ...ticket, status: 'closed' },
      how: 'by-manager',
      closedBy: story.technician.displayName,
      at: TIMES.decided,
      reopenUntil: TIMES.closes,
      ...quoted,
    },
    reopened: { ...requester, at: TIMES.decided },
    'close-reminder': {
      ...outside,
      ticket: { ...ticket, status: 'solved' },
      closesAt: TIMES.closes,
      solution: wordsOf(story.solution),
      links: answers,
    },
    'confirm-address': {
      ...outside,
      otherAddress: french ? 'camille.m@exemple.org' : 'emma.c@example.org',
      ticketTag: ticket.tag,
      at: TIMES.detailed,
      links: confirmOrDeny,
    },
    'link-confirmation': {
      ...outside,
      ticket: { ...ticket, status: 'closed' },
      decision: 'approved',
      at: TIMES.decided,
      undoUntil: TIMES.undoUntil,
      reason: null,
      links: { undo: link('undo'), undoMailto: mailto(french ? 'Annuler' : 'Undo') },
    },
    'rejected-mail': {
      ...outside,
      code: 'attachment-refused',
      subject: story.title,
      at: TIMES.asked,
      filename: french ? 'etiquettes.exe' : 'labels.exe',
    },
    'attachment-dropped': { ...requester, dropped: [{ filename: video.filename, reason: 'too-large' }] },
    'empty-reply': { ...requester, at: TIMES.detailed },
    'encrypted-mail': { ...outside, subject: story.title, at: TIMES.asked, scheme: 'S/MIME' },
  }
}
