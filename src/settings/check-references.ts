import { type Sentence, sentence } from '../i18n/sentence.ts'
import { hintOf } from '../i18n/settings-words.ts'
import { closestWord } from './closest-word.ts'
import type { MailboxSettings } from './entity-schema.ts'
import type { Settings } from './schema.ts'
import { pathText, type SettingsProblem } from './settings-error.ts'

type Path = readonly PropertyKey[]

/** What the parts of the settings say of each other: names that exist, and names that are there twice. */
export function checkReferences(settings: Settings): SettingsProblem[] {
  const problems: SettingsProblem[] = []
  checkNames(settings, problems)
  checkTransports(settings, problems)
  checkMailboxes(settings, problems)
  checkPeople(settings, problems)
  return problems
}

function checkNames(settings: Settings, problems: SettingsProblem[]): void {
  const { transports, entities, groups, alarms } = settings
  const transportKeys = transports.map(({ key }) => key)
  findTwice(
    transports.map(({ key }, index) => [key, ['transports', index, 'key']]),
    problems,
  )
  findTwice(
    entities.map(({ key }, index) => [key, ['entities', index, 'key']]),
    problems,
  )
  findTwice(
    groups.map(({ entity, key }, index) => [`${entity}/${key}`, ['groups', index, 'key']]),
    problems,
  )
  if (alarms.transport !== undefined)
    mustExist(alarms.transport, transportKeys, 'transport', ['alarms', 'transport'], problems)
  const entityKeys = entities.map(({ key }) => key)
  for (const [index, { entity }] of groups.entries())
    mustExist(entity, entityKeys, 'entity', ['groups', index, 'entity'], problems)
}

function checkTransports({ transports, oauth: providers }: Settings, problems: SettingsProblem[]): void {
  for (const [index, { user, password, oauth }] of transports.entries()) {
    if (!oauth) continue
    const path = ['transports', index]
    if (password !== undefined)
      add(problems, path, {
        en: 'has both password and oauth, and takes one of them.',
        fr: 'a à la fois password et oauth, et n’en accepte qu’un.',
      })
    if (user === undefined)
      add(problems, [...path, 'user'], {
        en: 'is missing, and oauth says nothing of who logs in.',
        fr: 'manque, et oauth ne dit pas qui se connecte.',
      })
    mustExist(oauth.provider, Object.keys(providers), 'oauth', [...path, 'oauth', 'provider'], problems)
  }
}

function checkMailboxes(settings: Settings, problems: SettingsProblem[]): void {
  const all = settings.entities.flatMap(({ mailboxes }, entity) =>
    mailboxes.map((mailbox, index) => ({ mailbox, path: ['entities', entity, 'mailboxes', index] })),
  )
  findTwice(
    all.map(({ mailbox, path }) => [mailbox.key, [...path, 'key']]),
    problems,
  )
  findTwice(
    all.flatMap(({ mailbox, path }): [string, Path][] => [
      [mailbox.address, [...path, 'address']],
      ...mailbox.aliases.map((alias, index): [string, Path] => [alias, [...path, 'aliases', index]]),
    ]),
    problems,
  )
  checkFoldersRead(all, problems)
  const transportKeys = settings.transports.map(({ key }) => key)
  for (const { mailbox, path } of all) {
    const { imap, transport } = mailbox
    if (transport !== undefined) mustExist(transport, transportKeys, 'transport', [...path, 'transport'], problems)
    if (imap) {
      checkLogin(imap, Object.keys(settings.oauth), [...path, 'imap'], problems)
      checkFiling(imap, [...path, 'imap'], problems)
    } else if (!settings.lmtp.enabled)
      add(problems, [...path, 'imap'], {
        en: 'is missing, and lmtp.enabled is false: no mail would ever come in.',
        fr: 'manque, et lmtp.enabled vaut false : aucun message n’arriverait jamais.',
      })
  }
}

function checkLogin(
  imap: { password?: unknown; oauth?: { provider: string } | undefined },
  providers: readonly string[],
  path: Path,
  problems: SettingsProblem[],
): void {
  if ((imap.password === undefined) === (imap.oauth === undefined))
    add(problems, path, {
      en: 'needs either password or oauth, and not both.',
      fr: 'demande soit password, soit oauth, et pas les deux.',
    })
  if (imap.oauth) mustExist(imap.oauth.provider, providers, 'oauth', [...path, 'oauth', 'provider'], problems)
}

/** Each would move away what the other has only seen announced. */
function checkFoldersRead(all: readonly { mailbox: MailboxSettings; path: Path }[], problems: SettingsProblem[]): void {
  const first = new Map<string, Path>()
  for (const { mailbox, path: place } of all) {
    const { imap } = mailbox
    if (!imap) continue
    const path = [...place, 'imap']
    const read = JSON.stringify([imap.host.toLowerCase(), imap.user, folderName(imap.folders.inbox)])
    const known = first.get(read)
    if (known === undefined) first.set(read, path)
    else
      add(problems, path, {
        en: `reads the same folder of the same user as ${pathText(known)}: each mail would be taken twice, or be gone. Other addresses that lead there are aliases of the one mailbox.`,
        fr: `lit le même dossier du même utilisateur que ${pathText(known)} : chaque message serait pris deux fois, ou aurait disparu. Les autres adresses qui y mènent sont des alias du seul collecteur.`,
      })
  }
}

/** A mail that is moved to where it is gets a new UID, and would be read and moved again. */
function checkFiling(
  { after, folders }: NonNullable<MailboxSettings['imap']>,
  path: Path,
  problems: SettingsProblem[],
): void {
  if (after !== 'move') return
  for (const name of ['accepted', 'refused'] as const)
    if (folderName(folders[name]) === folderName(folders.inbox))
      add(problems, [...path, 'folders', name], {
        en: 'is the folder that is read: its mails would come again without end. To leave them where they are, write after: flag.',
        fr: 'est le dossier qui est lu : ses messages reviendraient sans fin. Pour les laisser où ils sont, écrivez after: flag.',
      })
}

/** RFC 3501 section 5.1: of INBOX alone the case does not matter. */
function folderName(name: string): string {
  const path = name
    .split('/')
    .filter((level) => level !== '')
    .join('/')
  return path.toUpperCase() === 'INBOX' ? 'INBOX' : path
}

function checkPeople(settings: Settings, problems: SettingsProblem[]): void {
  const entityKeys = settings.entities.map(({ key }) => key)
  const groupKeys = settings.groups.map(({ entity, key }) => `${entity}/${key}`)
  const desks = new Set(
    settings.entities.flatMap(({ mailboxes }) => mailboxes.flatMap(({ address, aliases }) => [address, ...aliases])),
  )
  findTwice(
    settings.persons.flatMap(({ addresses }, person) =>
      addresses.map((address, index): [string, Path] => [address, ['persons', person, 'addresses', index]]),
    ),
    problems,
  )
  for (const [index, { addresses, roles, groups }] of settings.persons.entries()) {
    const path = ['persons', index]
    for (const [place, address] of addresses.entries())
      if (desks.has(address))
        add(problems, [...path, 'addresses', place], {
          en: `is “${address}”, an address of the desk.`,
          fr: `est « ${address} », une adresse du support.`,
        })
    for (const entity of Object.keys(roles))
      mustExist(entity, entityKeys, 'entity', [...path, 'roles', entity], problems)
    for (const [place, group] of groups.entries())
      mustExist(group, groupKeys, 'group', [...path, 'groups', place], problems)
  }
}

const labels = {
  transport: { en: 'transport', fr: 'serveur d’envoi (transport)' },
  entity: { en: 'entity', fr: 'nom d’entité' },
  group: { en: 'group', fr: 'groupe' },
  oauth: { en: 'provider under oauth', fr: 'fournisseur sous oauth' },
} as const

function mustExist(
  name: string,
  known: readonly string[],
  what: 'transport' | 'entity' | 'group' | 'oauth',
  path: Path,
  problems: SettingsProblem[],
): void {
  if (known.includes(name)) return
  const near = closestWord(name, known)
  const shown = known.slice(0, 20).join(', ')
  add(problems, path, {
    en: `names “${name}”, and there is no such ${labels[what].en}.${hintOf(near, 'en')} Allowed: ${shown || 'none is in the settings'}.`,
    fr: `nomme « ${name} », et il n’y a pas de tel ${labels[what].fr}.${hintOf(near, 'fr')} Permis : ${shown || 'aucun n’est dans la configuration'}.`,
  })
}

/** Reports every place of a name but the first. */
function findTwice(names: readonly (readonly [string, Path])[], problems: SettingsProblem[]): void {
  const first = new Map<string, Path>()
  for (const [name, path] of names) {
    const known = first.get(name)
    if (known)
      add(problems, path, {
        en: `is “${name}”, which is already at ${pathText(known)}. Allowed: each once.`,
        fr: `est « ${name} », qui se trouve déjà à ${pathText(known)}. Permis : chacun une fois.`,
      })
    else first.set(name, path)
  }
}

function add(problems: SettingsProblem[], path: Path, text: Sentence): void {
  problems.push({ path, text: sentence((language) => `${pathText(path)} ${text[language]}`) })
}
