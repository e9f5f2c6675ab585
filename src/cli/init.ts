import { type FileHandle, lstat, open, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PermanentError } from '../errors.ts'
import { fileTroubleOf } from '../i18n/file-troubles.ts'
import { initWords } from '../i18n/init-words.ts'
import type { Language } from '../i18n/language.ts'
import { firstSettings, secretFilesOf } from '../settings/first-settings.ts'
import { keysPath, loadKeys } from '../settings/keys.ts'
import { makeFolder } from '../settings/make-folder.ts'
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
  const data = join(dirname(file), 'var')
  await explained(data, () => loadKeys(data))
  for (const { path, secret } of secrets) await writeNew(path, secret === '' ? '' : `${secret}\n`, 'keep')
  // Last: where something fails before, the command can be given again.
  await writeNew(file, firstSettings(answers, language))
  const empty = secrets.filter(({ secret }) => secret === '').map(({ path }) => path)
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
  const found = await lstat(file).catch(() => null)
  if (found) throw alreadyThere(file)
}

/** A file that is there stays as it is: a reason to stop, or, for a secret that somebody has filled in already, what is wanted. */
async function writeNew(path: string, text: string, existing?: 'keep'): Promise<void> {
  await explained(path, async () => {
    await makeFolder(dirname(path))
    const file = await openNew(path)
    if (file === null && existing !== 'keep') throw alreadyThere(path)
    if (file !== null) await writeWhole(file, path, text)
  })
}

/** Null where it is there. */
async function openNew(path: string): Promise<FileHandle | null> {
  return await open(path, 'wx', 0o600).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null
    throw error
  })
}

/** Half a file would be taken for a whole one the next time. */
async function writeWhole(file: FileHandle, path: string, text: string): Promise<void> {
  try {
    await file.writeFile(text)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** Node's errors of writing do not say which file it was. */
async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const trouble = fileTroubleOf(error)
    if (trouble === null) throw error
    throw new PermanentError('init-not-written', `${path} cannot be written: ${trouble.en}.`, {
      cause: error,
      french: `${path} ne peut pas être écrit : ${trouble.fr}.`,
    })
  }
}

const alreadyThere = (file: string): PermanentError =>
  new PermanentError('init-exists', `${file} is there already, and stays as it is. Name another folder with --dir.`, {
    french: `${file} existe déjà et reste tel quel. Nommez un autre dossier avec --dir.`,
  })
