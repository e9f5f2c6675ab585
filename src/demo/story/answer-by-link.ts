import type { MailWithFiles } from '../mail/mailbox.ts'
import { ticketIs } from './expect.ts'
import { findLink } from './links.ts'
import { type Stage, StoryError } from './stage.ts'

const timeout = 10_000

/** Follows the link of a solution's notice, as a browser does, and presses the button that approves. */
export async function answerByLink(stage: Stage, id: number, offered: MailWithFiles): Promise<void> {
  const link = findLink(offered)
  const page = await fetch(link, { signal: AbortSignal.timeout(timeout) })
  const form = readForm(await page.text(), 'approve')
  await ticketIs(stage, id, 'solved', {
    en: 'The page shows the solution and its buttons; looking changes nothing',
    fr: 'La page montre la solution et ses boutons ; regarder ne change rien',
  })
  const answered = await fetch(new URL(form.action, link), {
    method: 'POST',
    body: new URLSearchParams(form.fields),
    signal: AbortSignal.timeout(timeout),
  })
  if (!answered.ok)
    throw new StoryError({ en: 'The page takes the answer', fr: 'La page prend la réponse' }, `HTTP ${answered.status}`)
}

/** What a browser sends when the button of this value is pressed: that button, and the other fields of its form. */
function readForm(page: string, button: string): { action: string; fields: [string, string][] } {
  for (const [, tag = '', content = ''] of page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)) {
    const controls = [...content.matchAll(/<(?:input|button|textarea)\b[^>]*>/g)].map(([control]) => control)
    const pressed = controls.find((control) => attribute(control, 'value') === button)
    if (!pressed) continue
    const others = controls.filter((control) => attribute(control, 'type') !== 'submit')
    const fields = [...others, pressed].map((control): [string, string] => [
      attribute(control, 'name'),
      attribute(control, 'value'),
    ])
    return { action: attribute(tag, 'action'), fields }
  }
  throw new StoryError(
    { en: `The page has a button “${button}”`, fr: `La page a un bouton « ${button} »` },
    page.slice(0, 500),
  )
}

const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
