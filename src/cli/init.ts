import { mkdir, open, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PermanentError } from '../errors.ts'
import { initWords } from '../i18n/init-words.ts'
import type { Language } from '../i18n/language.ts'
import { firstSettings, secretFilesOf } from '../settings/first-settings.ts'
import { keysPath, loadKeys } from '../settings/keys.ts'
import { type Asking, answerAll, type Given } from './init-questions.ts'

type Write = (line: string) => void

/** `guichet init`: writes a first guichet.yaml, its files for secrets, and the keys. Never overwrites anything. */
export async function initDesk(
  folder: string,
  given: Given,
  language: Language,
  io: { person: Asking | null; write: Write },
): Promise<void> {
  const words = initWords[language]
  const file = join(resolve(folder), 'guichet.yaml')
  await refuseWhereItIs(file)
  if (io.person) io.write(words.welcome)
  const { answers, examples } = await answerAll(given, language, io.person?.ask ?? null)
  const secrets: { path: string; secret: string }[] = []
  for (const name of secretFilesOf(answers))
    secrets.push({ path: join(dirname(file), name), secret: (await io.person?.askSecret(words.secret(name))) ?? '' })
  await writeNew(file, firstSettings(answers, language))
  for (const { path, secret } of secrets) await writeNew(path, secret === '' ? '' : `${secret}\n`, 'keep')
  const empty = secrets.filter(({ secret }) => secret === '').map(({ path }) => path)
  const data = join(dirname(file), 'var')
  await loadKeys(data)
  io.write(words.written(file))
  io.write(words.keys(keysPath(data)))
  if (examples.length > 0) io.write(words.invented(examples.map((name) => words.questions[name])))
  if (empty.length > 0) io.write(words.fillSecrets(empty))
  for (const command of words.next(forShell(file))) io.write(`  ${command}`)
}

/** As one word of a command that is copied from the screen. */
const forShell = (path: string): string =>
  /^[\w%+,./:=@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`

/** Before the questions: nobody likes to have answered in vain. */
async function refuseWhereItIs(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found) throw alreadyThere(file)
}

/** A file that is there stays as it is: a reason to stop, or, for a secret that somebody has filled in already, what is wanted. */
async function writeNew(path: string, text: string, existing?: 'keep'): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(text).finally(() => file.close())
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if (existing !== 'keep') throw alreadyThere(path)
  }
}

const alreadyThere = (file: string): PermanentError =>
  new PermanentError('init-exists', `${file} is there already, and stays as it is. Name another folder with --dir.`, {
    french: `${file} existe déjà et reste tel quel. Nommez un autre dossier avec --dir.`,
  })
