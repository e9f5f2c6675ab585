import { PermanentError, TransientError } from '../errors.ts'

export const fileError = (code: string, message: string, about: { key: string; french: string }) =>
  new PermanentError(code, message, { detail: about.key, french: about.french })

/** Runs work on the disk: its errors (full, read-only, no rights, too many files) may be gone later. */
export async function onDisk<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    throw new TransientError('files-disk', 'Files cannot be stored at the moment.', {
      detail: error.message,
      cause: error,
      french: 'Les fichiers ne peuvent pas être enregistrés pour le moment.',
    })
  }
}
