import { type Sentence, sentence } from '../i18n/sentence.ts'

/** What is wrong with a template, where, and how to mend it. */
export interface TemplateProblem {
  file: string
  /** From 1; 0 where the file as a whole is meant. */
  line: number
  what: Sentence
  mend: Sentence
}

/** On one line, behind its place in the file. */
export function formatProblem(problem: TemplateProblem): Sentence {
  const place = problem.line ? `${problem.file}:${problem.line}` : problem.file
  return sentence((language) => `${place}: ${problem.what[language]}. ${problem.mend[language]}.`)
}
