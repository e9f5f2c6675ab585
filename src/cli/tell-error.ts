import { z } from 'zod'
import { describeError, PermanentError, TransientError } from '../errors.ts'
import { fileTroubleOf } from '../i18n/file-troubles.ts'
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

/** Files that cannot be read or written, servers that cannot be reached. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

/** Where no words of ours fit, Node's own message says what it is about. */
function systemTrouble(error: Error): Sentence {
  const trouble = fileTroubleOf(error)
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null
  if (trouble !== null && path !== null) return { en: `${path}: ${trouble.en}.`, fr: `${path} : ${trouble.fr}.` }
  return { en: error.message, fr: `Le système refuse, voyez ce qu’il nomme : « ${error.message} »` }
}

const bug = (what: string): Sentence => ({
  en: `This is a bug of Guichet (GUICHET_DEBUG=1 shows where): ${what}`,
  fr: `C’est un bogue de Guichet (GUICHET_DEBUG=1 montre où) : « ${what} »`,
})
