import { once } from 'node:events'
import { describeError } from '../errors.ts'
import type { Language } from '../i18n/language.ts'
import type { Logger } from '../log.ts'
import { tellHowToGoOn } from './go-on.ts'
import type { Said } from './said.ts'
import { createStage, type Stage, StoryError } from './story/stage.ts'
import { playStory } from './story/story.ts'
import { within } from './within.ts'
import { startWorld, type World } from './world.ts'

export interface DemoOptions {
  language: Language
  /** Ends after the story; else runs until `signal`. */
  once: boolean
  log: Logger
  write(line: string): void
  /** The same, where it is trouble. */
  fail(line: string): void
  /** Somebody wants it to end. */
  signal: AbortSignal
  /** What is played; the whole story where not given. */
  story?: (stage: Stage) => Promise<void>
  /** How long a step waits for what has to come, in milliseconds. */
  patience?: number
}

/** How long things may take on a slow machine, in milliseconds. */
const limits = { start: 60_000, step: 20_000, story: 240_000, stop: 20_000 } as const

/** Plays the story over a whole desk, and leaves nothing behind. Gives the exit status: 0 where everything came true. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { language, write } = options
  write(opening[language])
  const world = await within(limits.start, tooLong.start[language], startWorld(language, options.log))
  try {
    const status = await play(world, options)
    if (options.once || options.signal.aborted) return options.signal.aborted ? stopped : status
    for (const line of tellHowToGoOn(world)) write(line)
    await once(options.signal, 'abort')
    return status
  } finally {
    await within(limits.stop, tooLong.stop[language], world.stop())
    if (!options.once) write(closing[language])
  }
}

/** What shells give where a program was interrupted. */
const stopped = 130

async function play(world: World, options: DemoOptions): Promise<number> {
  const { language, write, fail, signal, patience = limits.step } = options
  const start = performance.now()
  try {
    const stage = createStage({ world, tell: write, patience, signal })
    await within(limits.story, tooLong.story[language], (options.story ?? playStory)(stage))
    write(`\n${allDone[language]} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
    return 0
  } catch (error) {
    if (signal.aborted) return stopped
    write(tellFailure(error, language))
    fail(endedEarly[language])
    return 1
  }
}

function tellFailure(error: unknown, language: Language): string {
  if (!(error instanceof StoryError)) return `    ✗ ${describeError(error)}`
  return `    ✗ ${failed[language]}: ${error.said[language]}\n      ${seen[language]}: ${error.detail}`
}

const opening: Said = {
  en: 'Guichet, a ticket desk that people use from their mailbox. Mail servers, desk and people: all of it runs in this process, on 127.0.0.1.',
  fr: 'Guichet, un support dont on se sert depuis sa messagerie. Serveurs, support et personnes : tout tourne ici, sur 127.0.0.1.',
}
const allDone: Said = { en: 'Everything came true.', fr: 'Tout s’est passé comme prévu.' }
const failed: Said = { en: 'This did not come true', fr: 'Ceci n’a pas eu lieu ' }
const seen: Said = { en: 'Seen instead', fr: 'Vu à la place ' }
const tooLong = {
  start: { en: 'The demo did not start in time', fr: 'La démonstration n’a pas démarré à temps' },
  story: { en: 'The story did not end in time', fr: 'L’histoire n’a pas fini à temps' },
  stop: { en: 'The demo did not stop in time', fr: 'La démonstration ne s’est pas arrêtée à temps' },
} as const satisfies Record<string, Said>
const endedEarly: Said = {
  en: 'The story ended early: a step did not come true.',
  fr: 'L’histoire s’arrête là : une étape n’a pas eu lieu.',
}
const closing: Said = { en: 'Everything is stopped and removed.', fr: 'Tout est arrêté et effacé.' }
