import { playAway } from './away.ts'
import { playBadge } from './badge.ts'
import { playCalendar } from './calendar.ts'
import { playForger } from './forger.ts'
import { playPrinter } from './printer.ts'
import type { Stage } from './stage.ts'
import { playStranger } from './stranger.ts'

/** The whole story, in its order. Ends early, with a StoryError, where something does not come true. */
export async function playStory(stage: Stage): Promise<void> {
  const printer = await playPrinter(stage)
  const calendar = await playCalendar(stage)
  await playBadge(stage)
  await playStranger(stage, printer)
  await playForger(stage, calendar)
  await playAway(stage, calendar)
}
