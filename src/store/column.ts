/**
 * The kinds of columns, alike on SQLite and MariaDB. What a row gives back is always a number, a string or null:
 * times are milliseconds since the epoch in UTC, flags are 0 or 1, JSON is text that its reader parses.
 */
export interface Column {
  kind: 'id' | 'int' | 'flag' | 'time' | 'key' | 'text' | 'long'
  /** Most characters of a `key` (compared byte for byte) or a `text` (compared as people do). */
  length?: number
  null: boolean
  /** The table whose id this is. */
  ref?: string
}

export const id = { kind: 'id', null: false } as const
export const int = { kind: 'int', null: false } as const
export const flag = { kind: 'flag', null: false } as const
export const time = { kind: 'time', null: false } as const
/** An exact string: Message-IDs, hashes, marks, states, JSON keys. Compared byte for byte. */
export const key = <N extends number>(length: N) => ({ kind: 'key', length, null: false }) as const
/** A short text of people: compared without case or accents. */
export const text = <N extends number>(length: N) => ({ kind: 'text', length, null: false }) as const
/** Text without a practical limit, and JSON. */
export const long = { kind: 'long', null: false } as const
export const ref = <T extends string>(table: T) => ({ kind: 'int', null: false, ref: table }) as const
/** The spread of a generic would be typed as both null and not null, which no value is. */
export const optional = <const C extends Column>(column: C): Omit<C, 'null'> & { readonly null: true } => ({
  ...column,
  null: true,
})

type Value<C extends Column> = C['kind'] extends 'id' | 'int' | 'flag' | 'time' ? number : string

/** What a row of these columns gives back. */
export type RowOf<T extends Record<string, Column>> = {
  -readonly [K in keyof T]: T[K]['null'] extends true ? Value<T[K]> | null : Value<T[K]>
}

/** What an insert needs: every column but the id; those that may be null may be left out. */
export type NewRowOf<T extends Record<string, Column>> = {
  -readonly [K in keyof T as T[K]['kind'] extends 'id' ? never : T[K]['null'] extends true ? never : K]: Value<T[K]>
} & {
  -readonly [K in keyof T as T[K]['kind'] extends 'id' ? never : T[K]['null'] extends true ? K : never]?: Value<
    T[K]
  > | null
}

export interface Table<T extends Record<string, Column> = Record<string, Column>> {
  columns: T
  /** Each a list of column names. */
  unique: readonly (readonly string[])[]
  indexes: readonly (readonly string[])[]
}

export const table = <const T extends Record<string, Column>>(
  columns: T,
  keys: { unique?: (keyof T & string)[][]; indexes?: (keyof T & string)[][] } = {},
): Table<T> => ({ columns, unique: keys.unique ?? [], indexes: keys.indexes ?? [] })
