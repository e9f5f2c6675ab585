import { z } from 'zod'

export const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower case letters, digits and dashes, at most 60')

export const address = z
  .email('a mail address such as support@example.org')
  .max(254)
  .transform((value) => value.toLowerCase())

export const language = z.enum(['en', 'fr'])

export const timeZone = z.string().refine(isTimeZone, 'a time zone such as Europe/Paris')

/** A secret stands in an environment variable, in a file, or (doctor warns of it) in the settings themselves. */
export const secret = z.union([z.string(), z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })])
export type Secret = z.infer<typeof secret>

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30')

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
