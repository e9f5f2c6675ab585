import { z } from 'zod'

/** `allowed` is what errors and config/default.yaml say of a value that a type alone does not describe. */
export const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
  .meta({
    allowed: {
      en: 'lower case letters, digits and dashes, at most 60',
      fr: 'des minuscules, des chiffres et des tirets, 60 au plus',
    },
  })

export const address = z
  .email()
  .max(254)
  .meta({
    allowed: {
      en: 'a mail address such as support@example.org',
      fr: 'une adresse électronique comme support@example.org',
    },
  })
  .transform((value) => value.toLowerCase())

export const language = z.enum(['en', 'fr'])

export const timeZone = z
  .string()
  .refine(isTimeZone)
  .meta({ allowed: { en: 'a time zone such as Europe/Paris', fr: 'un fuseau horaire comme Europe/Paris' } })

/** A secret stands in an environment variable, in a file, or (doctor warns of it) in the settings themselves. */
export const secret = z
  .union([z.string(), z.strictObject({ env: z.string() }), z.strictObject({ file: z.string() })])
  .meta({
    allowed: {
      en: '{ env: NAME }, { file: path }, or the text itself',
      fr: '{ env: NOM }, { file: chemin }, ou le texte lui-même',
    },
  })
export type Secret = z.infer<typeof secret>

/** How a mailbox or a transport logs in without a password. */
export const xoauth2 = z
  .strictObject({
    provider: key.describe('Name of the provider under oauth.'),
    refreshToken: secret.describe('Refresh token of the account; renewed ones are kept in the data folder.'),
  })
  .optional()
  .describe('XOAUTH2 instead of a password; the provider stands under oauth.')

export const day = z.iso.date().meta({ allowed: { en: 'a day such as 2026-11-24', fr: 'un jour comme 2026-11-24' } })

export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ allowed: { en: 'a time such as "08:30"', fr: 'une heure comme "08:30"' } })

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
