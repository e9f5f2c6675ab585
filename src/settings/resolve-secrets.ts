import type {
  ResolvedDatabase,
  ResolvedEntity,
  ResolvedImap,
  ResolvedMailbox,
  ResolvedSettings,
  ResolvedTransport,
} from './resolved.ts'
import type { EntitySettings, MailboxSettings, Settings, TransportSettings } from './schema.ts'
import type { SecretReader } from './secret-reader.ts'
import type { Secret } from './values.ts'

type Path = readonly PropertyKey[]

/** The settings with plain text for every secret and certificate. What could not be read stands in `reader.problems`. */
export async function resolveSecrets(settings: Settings, reader: SecretReader): Promise<ResolvedSettings> {
  return {
    ...settings,
    web: { ...settings.web, metricsToken: await optional(reader, settings.web.metricsToken, ['web', 'metricsToken']) },
    database: await resolveDatabase(reader, settings.database),
    transports: await each(settings.transports, (transport, index) =>
      resolveTransport(reader, transport, ['transports', index]),
    ),
    oauth: await resolveProviders(reader, settings.oauth),
    entities: await each(settings.entities, (entity, index) => resolveEntity(reader, entity, ['entities', index])),
  }
}

async function resolveDatabase(reader: SecretReader, database: Settings['database']): Promise<ResolvedDatabase> {
  if (database.dialect === 'sqlite') return database
  return {
    ...database,
    password: await reader.secret(database.password, ['database', 'password']),
    ca: await certificate(reader, database.ca, ['database', 'ca']),
  }
}

async function resolveTransport(
  reader: SecretReader,
  transport: TransportSettings,
  path: Path,
): Promise<ResolvedTransport> {
  const { dkim } = transport
  return {
    ...transport,
    ca: await certificate(reader, transport.ca, [...path, 'ca']),
    password: await optional(reader, transport.password, [...path, 'password']),
    oauth: await resolveOauth(reader, transport.oauth, [...path, 'oauth']),
    dkim: dkim && { ...dkim, privateKey: await reader.secret(dkim.privateKey, [...path, 'dkim', 'privateKey']) },
  }
}

async function resolveProviders(reader: SecretReader, oauth: Settings['oauth']): Promise<ResolvedSettings['oauth']> {
  const providers = await each(Object.entries(oauth), async ([key, provider]) => {
    const clientSecret = await optional(reader, provider.clientSecret, ['oauth', key, 'clientSecret'])
    return [key, { ...provider, clientSecret }] as const
  })
  return Object.fromEntries(providers)
}

async function resolveEntity(reader: SecretReader, entity: EntitySettings, path: Path): Promise<ResolvedEntity> {
  const mailboxes = await each(entity.mailboxes, (mailbox, index) =>
    resolveMailbox(reader, mailbox, [...path, 'mailboxes', index]),
  )
  return { ...entity, mailboxes }
}

async function resolveMailbox(reader: SecretReader, mailbox: MailboxSettings, path: Path): Promise<ResolvedMailbox> {
  return { ...mailbox, imap: mailbox.imap && (await resolveImap(reader, mailbox.imap, [...path, 'imap'])) }
}

async function resolveImap(
  reader: SecretReader,
  imap: NonNullable<MailboxSettings['imap']>,
  path: Path,
): Promise<ResolvedImap> {
  return {
    ...imap,
    ca: await certificate(reader, imap.ca, [...path, 'ca']),
    password: await optional(reader, imap.password, [...path, 'password']),
    oauth: await resolveOauth(reader, imap.oauth, [...path, 'oauth']),
  }
}

async function resolveOauth(
  reader: SecretReader,
  oauth: TransportSettings['oauth'],
  path: Path,
): Promise<ResolvedTransport['oauth']> {
  return oauth && { ...oauth, refreshToken: await reader.secret(oauth.refreshToken, [...path, 'refreshToken']) }
}

async function optional(reader: SecretReader, secret: Secret | undefined, path: Path): Promise<string | undefined> {
  return secret === undefined ? undefined : reader.secret(secret, path)
}

async function certificate(reader: SecretReader, file: string | undefined, path: Path): Promise<string | undefined> {
  return file === undefined ? undefined : reader.certificate(file, path)
}

/** One after the other, so that problems come in the order of the file. */
async function each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const [index, item] of items.entries()) results.push(await work(item, index))
  return results
}
