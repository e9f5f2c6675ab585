import { z } from 'zod'
import { PermanentError } from '../errors.ts'
import { initWords } from '../i18n/init-words.ts'
import type { Language } from '../i18n/language.ts'
import type { Sentence } from '../i18n/sentence.ts'
import { type FirstAnswers, personOf } from '../settings/first-settings.ts'
import { address } from '../settings/values.ts'

/** Asks a person one question, and gives the answer. */
export type Ask = (question: string) => Promise<string>

export interface Asking {
  ask: Ask
  /** The answer is not shown while it is typed. */
  askSecret: Ask
}

type Name = keyof FirstAnswers
export type Given = { [K in Name]?: string | undefined }

interface Question {
  name: Name
  /** What an empty answer means, from the answers before. */
  otherwise(so: Readonly<Given>, language: Language): string
  /** Null where the text fits; else what would. */
  problem(text: string): Sentence | null
}

const fits =
  (schema: z.ZodType, allowed: Sentence) =>
  (text: string): Sentence | null =>
    schema.safeParse(text).success ? null : allowed

const line = fits(
  z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u),
  { en: 'one line of text', fr: 'une ligne de texte' },
)
const host = fits(z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/), {
  en: 'a host name such as mail.example.org',
  fr: 'un nom d’hôte comme mail.example.org',
})
const person = (text: string) =>
  fits(address, { en: 'Name <address@example.org>', fr: 'Nom <adresse@example.org>' })(personOf(text).address)
const domainOf = (given: string | undefined): string => (given ?? '').split('@')[1] || 'example.org'

/** In the order in which they are asked. */
const questions: readonly Question[] = [
  { name: 'name', otherwise: (_so, language) => (language === 'fr' ? 'Assistance' : 'Support'), problem: line },
  {
    name: 'prefix',
    otherwise: () => 'DESK',
    problem: fits(z.string().regex(/^[A-Z][A-Z0-9-]{0,19}$/), {
      en: 'capital letters, digits and dashes, at most 20',
      fr: 'majuscules, chiffres et tirets, 20 au plus',
    }),
  },
  {
    name: 'address',
    otherwise: () => 'support@example.org',
    problem: fits(address, { en: 'an address', fr: 'une adresse' }),
  },
  { name: 'imapHost', otherwise: (so) => `imap.${domainOf(so.address)}`, problem: host },
  { name: 'imapUser', otherwise: (so) => so.address ?? '', problem: line },
  { name: 'smtpHost', otherwise: (so) => `smtp.${domainOf(so.address)}`, problem: host },
  { name: 'smtpUser', otherwise: (so) => so.imapUser ?? '', problem: (text) => (text === '' ? null : line(text)) },
  {
    name: 'database',
    otherwise: () => 'sqlite',
    problem: fits(z.enum(['sqlite', 'mariadb']), { en: 'sqlite or mariadb', fr: 'sqlite ou mariadb' }),
  },
  {
    name: 'webUrl',
    otherwise: () => 'http://127.0.0.1:8025',
    problem: fits(z.url({ protocol: /^https?$/ }), {
      en: 'an address that begins with https:// (or http://)',
      fr: 'une adresse qui commence par https:// (ou http://)',
    }),
  },
  { name: 'technician', otherwise: (so) => `technician@${domainOf(so.address)}`, problem: person },
  { name: 'administrator', otherwise: (so) => so.technician ?? '', problem: person },
]

/** What a desk cannot do without, and nobody can guess. */
const needed: readonly Name[] = ['address', 'imapHost', 'smtpHost', 'technician']

export interface Answered {
  answers: FirstAnswers
  /** Names of what stands there as an example only. */
  examples: Name[]
}

/** Everything that the flags say, and for the rest what a person answers, or what is likely. Throws where a flag does not fit. */
export async function answerAll(given: Given, language: Language, ask: Ask | null): Promise<Answered> {
  const so: Given = { ...given }
  const examples: Name[] = []
  for (const question of questions) {
    const { name } = question
    const flag = given[name]
    if (flag === undefined && ask === null && needed.includes(name)) examples.push(name)
    so[name] = flag === undefined ? await answer(question, so, language, ask) : checked(question, withoutDash(flag))
  }
  return { answers: complete(so), examples }
}

async function answer(question: Question, so: Given, language: Language, ask: Ask | null): Promise<string> {
  const words = initWords[language]
  const likely = question.otherwise(so, language)
  if (ask === null) return likely
  let before = ''
  for (;;) {
    const text = (await ask(`${before}${words.questions[question.name]} [${likely || words.nothing}]: `)).trim()
    const value = text === '' ? likely : withoutDash(text)
    const problem = question.problem(value)
    if (problem === null) return value
    before = `${words.notSo(value, problem[language])}\n`
  }
}

function checked(question: Question, value: string): string {
  const problem = question.problem(value)
  if (problem === null) return value
  const { en, fr } = initWords
  throw new PermanentError('init-flag', `${en.questions[question.name]}: ${en.notSo(value, problem.en)}`, {
    french: `${fr.questions[question.name]} : ${fr.notSo(value, problem.fr)}`,
  })
}

const withoutDash = (text: string): string => (text === '-' ? '' : text)

const complete = (so: Given): FirstAnswers => ({
  prefix: so.prefix ?? '',
  name: so.name ?? '',
  address: so.address ?? '',
  imapHost: so.imapHost ?? '',
  imapUser: so.imapUser ?? '',
  smtpHost: so.smtpHost ?? '',
  smtpUser: so.smtpUser ?? '',
  database: so.database === 'mariadb' ? 'mariadb' : 'sqlite',
  webUrl: so.webUrl ?? '',
  technician: so.technician ?? '',
  administrator: so.administrator ?? '',
})
