import { z } from 'zod'
import { describeError, PermanentError, TransientError } from '../errors.ts'
import { type Sentence, sentence } from '../i18n/sentence.ts'

/** What went wrong, for whoever typed a command. Trouble that was foreseen is a sentence; anything else is a bug, and says so. */
export function tellError(error: unknown): Sentence {
  if (error instanceof PermanentError || error instanceof TransientError) {
    const said: Sentence = { en: error.message, fr: error.french ?? error.message }
    return error.detail === '' ? said : sentence((language) => `${said[language]} (${error.detail})`)
  }
  if (isSystemError(error)) return systemTrouble(error)
  return bug(error instanceof z.ZodError ? z.prettifyError(error) : describeError(error))
}

interface SystemError extends Error {
  code: string
  path?: unknown
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
}

/** What befalls a file (errno(3)). */
const fileTroubles: ReadonlyMap<string, Sentence> = new Map([
  ['ENOENT', { en: 'there is no such file or folder', fr: 'ce fichier ou ce dossier n’existe pas' }],
  ['EACCES', { en: 'this user has no permission', fr: 'cet utilisateur n’en a pas le droit' }],
  ['EPERM', { en: 'this user has no permission', fr: 'cet utilisateur n’en a pas le droit' }],
  ['EISDIR', { en: 'it is a folder', fr: 'c’est un dossier' }],
  ['ENOTDIR', { en: 'part of it is no folder', fr: 'un élément du chemin n’est pas un dossier' }],
  ['EEXIST', { en: 'it is there already', fr: 'il existe déjà' }],
  ['EROFS', { en: 'its disk can only be read', fr: 'son disque est en lecture seule' }],
  ['ENOSPC', { en: 'the disk is full', fr: 'le disque est plein' }],
])

/** Files that cannot be read or written, servers that cannot be reached: Node's own message says which. */
function systemTrouble({ code, path, message }: SystemError): Sentence {
  const trouble = fileTroubles.get(code)
  if (trouble !== undefined && typeof path === 'string')
    return { en: `${path}: ${trouble.en}.`, fr: `${path} : ${trouble.fr}.` }
  return { en: message, fr: `Le système refuse, voyez ce qu’il nomme : « ${message} »` }
}

const bug = (what: string): Sentence => ({
  en: `This is a bug of Guichet (GUICHET_DEBUG=1 shows where): ${what}`,
  fr: `C’est un bogue de Guichet (GUICHET_DEBUG=1 montre où) : « ${what} »`,
})
