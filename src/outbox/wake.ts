import { EventEmitter } from 'node:events'

/**
 * Tells the workers of this process that an outbox row was committed, so that a notice leaves at once. Other processes, and rows
 * whose process died before the call, are found by the workers' poll: nothing depends on this.
 */
const committed = new EventEmitter().setMaxListeners(0)

export function wakeOutbox(): void {
  committed.emit('mail')
}

/** Calls `work` after each committed mail; gives the function that ends it. */
export function onOutboxWake(work: () => void): () => void {
  committed.on('mail', work)
  return () => committed.off('mail', work)
}
