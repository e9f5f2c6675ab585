import type { z } from 'zod'
import { type Sentence, sentence } from '../i18n/sentence.ts'
import { describeAllowed } from './describe-allowed.ts'
import { nodeAt } from './setting-node.ts'

/** What is wrong in a row of the CSV file, in sentences that name the column, what was found and what is allowed. */
export function explainPerson(
  issues: readonly z.core.$ZodIssue[],
  record: Readonly<Record<string, string | undefined>>,
): Sentence[] {
  return issues.map((issue) => {
    const column = columnOf(issue)
    const node = nodeAt(['persons', 0, ...issue.path], undefined)
    const allowed: Sentence =
      issue.code === 'invalid_key'
        ? { en: 'the key of an entity of the settings', fr: 'la clé d’une entité de la configuration' }
        : sentence((language) => (node ? describeAllowed(node, language) : issue.message))
    const found = record[column]
    const start = found?.slice(0, 80)
    return {
      en: `column “${column}” ${start === undefined ? 'is empty' : `has “${start}”`}. Allowed: ${allowed.en}.`,
      fr: `la colonne « ${column} » ${start === undefined ? 'est vide' : `contient « ${start} »`}. Permis : ${allowed.fr}.`,
    }
  })
}

function columnOf(issue: z.core.$ZodIssue): string {
  const [first] = issue.path
  if (first !== 'roles') return String(first ?? 'name')
  return issue.code === 'invalid_key' ? 'entity' : 'role'
}
