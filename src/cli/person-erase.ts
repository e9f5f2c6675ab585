import { type ErasureCounts, erasePerson, planErasure } from '../erasure/erase-person.ts'
import { type Language, languageOf } from '../i18n/language.ts'
import { personWords } from '../i18n/person-words.ts'
import type { Directory } from '../settings/directory.ts'
import type { FileStorage } from '../store/files.ts'
import { findSubject, type Subject } from '../store/queries/person-scope.ts'
import type { Store } from '../store/types.ts'
import { showLine } from './safe-text.ts'

interface EraseDesk {
  store: Store
  files: FileStorage
  directory: Directory
  now(): number
}

interface Options {
  language: Language
  dryRun: boolean
  yes: boolean
}

/** `guichet person erase ADDRESS|ID [--dry-run] [--yes]`. Gives the exit status: 1 where nothing was done, or not all could be. */
export async function eraseByHand(
  desk: EraseDesk,
  who: string,
  { language, dryRun, yes }: Options,
  write: (line: string) => void,
): Promise<number> {
  const words = personWords[language]
  const subject = await findSubject(desk.store, who)
  if (!subject) {
    write(words.nobody(showLine(who)))
    return 1
  }
  if (isInSettings(desk.directory, subject)) {
    write(words.inSettings(showLine(subject.name)))
    return 1
  }
  if (subject.status === 'erased' && subject.addresses.length === 0) {
    write(words.again(subject.id))
    return 0
  }
  // What stands in the database is in the person's language, whoever calls.
  const { erasedWord: word, erasedName: name } = personWords[languageOf(subject.language)]
  const scope = await planErasure(desk.store, subject, { word, name })
  if (dryRun || !yes) {
    write(words.plan(showLine(subject.name), subject.id))
    tellCounts(
      { tickets: scope.ticketIds.length, inbound: scope.mails.length, outbox: scope.outbox.length },
      language,
      write,
    )
    tellStays(language, write)
    write(words.askYes)
    return dryRun ? 0 : 1
  }
  const { counts, left } = await erasePerson(desk, scope, { word, name })
  const isFinished = left.inbound.length + left.outbox.length === 0
  write(isFinished ? words.done(subject.id) : words.left(left.inbound.join(', '), left.outbox.join(', ')))
  tellCounts(counts, language, write)
  tellStays(language, write)
  return isFinished ? 0 : 1
}

function isInSettings({ settings }: Directory, { addresses }: Subject): boolean {
  const named = [
    ...settings.persons.flatMap((person) => person.addresses),
    ...settings.entities.flatMap(({ hearsNew }) => hearsNew),
  ]
  return named.some((address) => addresses.includes(address.toLowerCase()))
}

function tellCounts(counts: Partial<ErasureCounts>, language: Language, write: (line: string) => void): void {
  const words = personWords[language].counts
  for (const [name, count] of Object.entries(counts))
    if (isCount(name, words) && count !== undefined && count > 0) write(`  ${words[name](count)}`)
}

const isCount = <W extends object>(name: string, words: W): name is string & keyof W => Object.hasOwn(words, name)

function tellStays(language: Language, write: (line: string) => void): void {
  write(personWords[language].staysHeading)
  for (const line of personWords[language].stays) write(`  – ${line}`)
}
