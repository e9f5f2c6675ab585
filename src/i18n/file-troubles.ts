import type { Sentence } from './sentence.ts'

/** What befalls a file (errno(3)). */
const troubles: ReadonlyMap<string, Sentence> = new Map([
  ['ENOENT', { en: 'there is no such file', fr: 'ce fichier n’existe pas' }],
  ['EACCES', { en: 'this user has no permission', fr: 'cet utilisateur n’en a pas le droit' }],
  ['EPERM', { en: 'this user has no permission', fr: 'cet utilisateur n’en a pas le droit' }],
  ['EISDIR', { en: 'it is a folder', fr: 'c’est un dossier' }],
  ['ENOTDIR', { en: 'part of it is no folder', fr: 'un élément du chemin n’est pas un dossier' }],
  ['EEXIST', { en: 'it is there already', fr: 'il existe déjà' }],
  ['EROFS', { en: 'its disk can only be read', fr: 'son disque est en lecture seule' }],
  ['ENOSPC', { en: 'the disk is full', fr: 'le disque est plein' }],
  [
    'EDQUOT',
    { en: 'the disk space allowed to this user is used up', fr: 'l’espace accordé à cet utilisateur est épuisé' },
  ],
  [
    'EFBIG',
    { en: 'this user may not write so large a file', fr: 'cet utilisateur ne peut pas écrire un fichier si gros' },
  ],
])

/** In words, without a full stop, what Node's error says of a file; null where it says something else. */
export function fileTroubleOf(error: unknown): Sentence | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return troubles.get(error.code) ?? null
}
