import type { Settings } from './schema.ts'
import type { Secret } from './values.ts'

/** The same shape with plain text wherever a secret stands. */
export type Resolved<T> = [Secret] extends [T]
  ? Exclude<T, { env: string } | { file: string }>
  : T extends readonly (infer E)[]
    ? Resolved<E>[]
    : T extends object
      ? { [K in keyof T]: Resolved<T[K]> }
      : T

/** The settings as the service runs with them: secrets and authorities (`ca`, PEM) read, paths absolute, persons of the CSV file among the others. */
export type ResolvedSettings = Resolved<Settings>
export type ResolvedEntity = ResolvedSettings['entities'][number]
export type ResolvedMailbox = ResolvedEntity['mailboxes'][number]
export type ResolvedImap = NonNullable<ResolvedMailbox['imap']>
export type ResolvedTransport = ResolvedSettings['transports'][number]
export type ResolvedDatabase = ResolvedSettings['database']
