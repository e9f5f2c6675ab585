import { z } from 'zod'
import { describeError, PermanentError, TransientError } from '../errors.ts'
import { type Sentence, sentence } from '../i18n/sentence.ts'

/** What went wrong, for whoever typed a command. Trouble that was foreseen is a sentence; anything else is a bug, and says so. */
export function tellError(error: unknown): Sentence {
  if (error instanceof PermanentError || error instanceof TransientError) {
    const said: Sentence = { en: error.message, fr: error.french ?? error.message }
    return error.detail === '' ? said : sentence((language) => `${said[language]} (${error.detail})`)
  }
  if (isSystemError(error)) return systemTrouble(error.message)
  return bug(error instanceof z.ZodError ? z.prettifyError(error) : describeError(error))
}

/** Files that cannot be read, servers that cannot be reached: their messages say which. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'errno' in error && 'syscall' in error
}

const systemTrouble = (message: string): Sentence => ({
  en: message,
  fr: `Le système refuse, voyez ce qu’il nomme : « ${message} »`,
})

const bug = (what: string): Sentence => ({
  en: `This is a bug of Guichet (GUICHET_DEBUG=1 shows where): ${what}`,
  fr: `C’est un bogue de Guichet (GUICHET_DEBUG=1 montre où) : « ${what} »`,
})
