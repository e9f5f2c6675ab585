import type { z } from 'zod'
import { describeAllowed } from './describe-allowed.ts'
import { nodeAt } from './setting-node.ts'

/** What is wrong in a row of the CSV file, in sentences that name the column, what was found and what is allowed. */
export function explainPerson(
  issues: readonly z.core.$ZodIssue[],
  record: Readonly<Record<string, string | undefined>>,
): string[] {
  return issues.map((issue) => {
    const column = columnOf(issue)
    const node = nodeAt(['persons', 0, ...issue.path], undefined)
    const allowed =
      issue.code === 'invalid_key' ? 'the key of an entity of the settings' : node && describeAllowed(node)
    const found = record[column]
    const saw = found === undefined ? 'is empty' : `has “${found.slice(0, 80)}”`
    return `column “${column}” ${saw}. Allowed: ${allowed ?? issue.message}.`
  })
}

function columnOf(issue: z.core.$ZodIssue): string {
  const [first] = issue.path
  if (first !== 'roles') return String(first ?? 'name')
  return issue.code === 'invalid_key' ? 'entity' : 'role'
}
