import { once } from 'node:events'

const names = ['SIGTERM', 'SIGINT'] as const

/** Somebody wants the process to end. */
export interface StopSignal {
  signal: AbortSignal
  /** Resolves to the name of the signal that asked for it. */
  given: Promise<string>
  /** Back to what the system does with signals. */
  release(): void
}

/** Listens for the signals that end a process. The first one asks for it; a second one does not wait. */
export function stopSignal(): StopSignal {
  const stop = new AbortController()
  const given = once(stop.signal, 'abort').then(() => String(stop.signal.reason))
  const onSignal = (name: string): void => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort(name)
  }
  for (const name of names) process.on(name, onSignal)
  return {
    signal: stop.signal,
    given,
    release() {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
