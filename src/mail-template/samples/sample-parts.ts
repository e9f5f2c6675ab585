import type { Language } from '../../i18n/language.ts'
import { htmlOfText } from '../sanitised-html.ts'
import { type Story, stories } from './story.ts'

/** The pieces that samples are put together from. Times are of the story's day. */
export function sampleParts(language: Language) {
  const story = stories[language]
  const timeZone = language === 'fr' ? 'Europe/Paris' : 'Europe/London'
  const ticket = {
    number: 42,
    tag: story.tag,
    title: story.title,
    status: 'assigned',
    url: `${story.web}/tickets/42`,
  } as const
  return {
    story,
    requester: { desk: story.desk, person: { name: story.requester.name, language, timeZone }, ticket },
    technician: {
      desk: story.desk,
      person: { name: story.technician.name, language, timeZone },
      ticket: {
        ...ticket,
        type: 'incident' as const,
        urgency: 4,
        requester: { displayName: story.requester.displayName, address: story.requester.address },
        assignee: story.technician.displayName,
        observers: [story.colleague],
        mayClose: true,
      },
    },
    picture: { filename: story.picture, size: 412_300 },
    video: { filename: story.video, size: 8_240_000 },
    history: historyOf(story),
    technicianHistory: technicianHistoryOf(story),
    link: (what: string) => `${story.web}/l/${what}-7fj2k9m4x0q8`,
    mailto: (what: string) => mailto(story, what),
  }
}

export function wordsOf(text: string) {
  return { html: htmlOfText(text), text }
}

export const TIMES = {
  asked: '2026-11-24T08:12:00.000Z',
  answered: '2026-11-24T08:31:00.000Z',
  detailed: '2026-11-24T08:44:00.000Z',
  solved: '2026-11-24T10:05:00.000Z',
  decided: '2026-11-24T13:20:00.000Z',
  undoUntil: '2026-11-25T13:20:00.000Z',
  closes: '2026-12-01T09:00:00.000Z',
} as const

function historyOf(story: Story) {
  const { requester, technician } = story
  return [
    { author: technician.displayName, at: TIMES.answered, ...wordsOf(story.answer) },
    { author: requester.displayName, at: TIMES.asked, ...wordsOf(story.question) },
  ]
}

function technicianHistoryOf(story: Story) {
  const [answer, question] = historyOf(story).map((item) => ({ ...item, private: false }))
  const note = { author: story.technician.displayName, at: TIMES.detailed, ...wordsOf(story.note), private: true }
  return [note, answer, question].filter((item) => item !== undefined)
}

function mailto(story: Story, what: string): string {
  const [name = '', domain = ''] = story.desk.address.split('@')
  return `mailto:${name}+7fj2k9m4x0q8@${domain}?subject=${encodeURIComponent(what)}`
}
