/** What is wrong with a template, where, and how to mend it. */
export interface TemplateProblem {
  file: string
  /** From 1; 0 where the file as a whole is meant. */
  line: number
  what: string
  mend: string
}

export function formatProblem(problem: TemplateProblem): string {
  const place = problem.line ? `${problem.file}:${problem.line}` : problem.file
  return `${place}: ${problem.what}. ${problem.mend}.`
}
