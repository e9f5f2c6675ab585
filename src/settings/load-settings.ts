import { dirname, resolve } from 'node:path'
import { sentence } from '../i18n/sentence.ts'
import { checkReferences } from './check-references.ts'
import { explainIssue } from './explain-issue.ts'
import { readPersonsFile } from './persons-file.ts'
import { resolvePaths } from './resolve-paths.ts'
import { resolveSecrets } from './resolve-secrets.ts'
import type { ResolvedSettings } from './resolved.ts'
import { type Settings, settingsSchema } from './schema.ts'
import { createSecretReader, type Environment } from './secret-reader.ts'
import { SettingsError, type SettingsProblem } from './settings-error.ts'
import { readYamlFile, type YamlFile } from './yaml-file.ts'

export interface LoadedSettings {
  /** Absolute. */
  file: string
  settings: ResolvedSettings
  /** Paths of secrets that stand in the file itself: `doctor` warns of them. */
  inlineSecrets: readonly string[]
}

/** The settings of a file, ready to run with. Throws SettingsError, with a line for each problem. */
export async function loadSettings(file: string, environment: Environment = process.env): Promise<ResolvedSettings> {
  return (await readSettings(file, environment)).settings
}

/**
 * The same for a command that only works on the database: other secrets than its own may be missing, as in a shell beside the service,
 * whose environment they stand in. They are empty then.
 */
export async function loadDatabaseSettings(
  file: string,
  environment: Environment = process.env,
): Promise<ResolvedSettings> {
  return (await readSettings(file, environment, ({ path }) => path[0] === 'database')).settings
}

/** The same, with what `doctor` wants to know of it. */
export async function readSettings(
  name: string,
  environment: Environment = process.env,
  matters: (problem: SettingsProblem) => boolean = () => true,
): Promise<LoadedSettings> {
  const file = resolve(name)
  const yaml = await readYamlFile(file)
  const place: Place = (problems) => throwProblems(problems, file, yaml)
  const { settings, personLines } = await addPersonsFile(resolvePaths(parseSettings(yaml, place), dirname(file)), place)
  place(checkReferences(settings).map((problem) => inPersonsFile(problem, settings, personLines)))
  const reader = createSecretReader(dirname(file), environment)
  const resolved = await resolveSecrets(settings, reader)
  place(reader.problems.filter(matters))
  return { file, settings: resolved, inlineSecrets: reader.inline }
}

/** Throws them with their places in the file; does nothing where there are none. */
type Place = (problems: readonly SettingsProblem[]) => void

function parseSettings({ data }: YamlFile, place: Place): Settings {
  const parsed = settingsSchema.safeParse(data)
  if (parsed.success) return parsed.data
  place(parsed.error.issues.flatMap((issue) => explainIssue(issue, data)))
  throw parsed.error
}

async function addPersonsFile(
  settings: Settings,
  place: Place,
): Promise<{ settings: Settings; personLines: readonly number[] }> {
  if (settings.personsFile === undefined) return { settings, personLines: [] }
  const { persons, lines, problems } = await readPersonsFile(settings.personsFile)
  place(problems)
  return { settings: { ...settings, persons: [...settings.persons, ...persons] }, personLines: lines }
}

/** Persons of the CSV file stand behind those of the settings. */
function inPersonsFile(problem: SettingsProblem, settings: Settings, personLines: readonly number[]): SettingsProblem {
  const [list, index] = problem.path
  if (list !== 'persons' || typeof index !== 'number' || settings.personsFile === undefined) return problem
  const line = personLines[index - (settings.persons.length - personLines.length)]
  return line === undefined ? problem : { ...problem, file: settings.personsFile, line }
}

const mostShown = 50

function throwProblems(problems: readonly SettingsProblem[], settingsFile: string, yaml: YamlFile): void {
  if (problems.length === 0) return
  const lines = problems.slice(0, mostShown).map(({ path, text, file, line }) => {
    const place = `${file ?? settingsFile}:${line ?? yaml.lineOf(path)}`
    return sentence((language) => `${place}: ${text[language]}`)
  })
  const rest = problems.length - mostShown
  throw new SettingsError(rest > 0 ? [...lines, { en: `… and ${rest} more.`, fr: `… et ${rest} autres.` }] : lines)
}
