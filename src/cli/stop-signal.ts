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

/** Ctrl-C in a terminal reaches the whole group, and npm and our own launcher pass it on: those are one wish. */
const sameWishMs = 1000

/** Listens for the signals that end a process. The first one asks for it; one that comes later does not wait. */
export function stopSignal(): StopSignal {
  const stop = new AbortController()
  const given = once(stop.signal, 'abort').then(() => String(stop.signal.reason))
  let since = 0
  const onSignal = (name: string): void => {
    if (!stop.signal.aborted) since = performance.now()
    else if (performance.now() - since > sameWishMs) process.exit(130)
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
