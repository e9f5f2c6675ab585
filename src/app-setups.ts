import { resolve } from 'node:path'
import { PermanentError } from './errors.ts'
import type { OauthSetup } from './oauth/settings.ts'
import type { InstanceSettings, OutboxSettings, SmtpSettings } from './outbox/settings.ts'
import type { ImapSetup, LmtpSetup, MailboxSetup } from './receive/settings.ts'
import type { Directory, Mailbox } from './settings/directory.ts'
import type { ResolvedImap, ResolvedMailbox, ResolvedSettings, ResolvedTransport } from './settings/resolved.ts'
import type { StoreOptions } from './store/open-store.ts'
import type { WebOptions } from './web/options.ts'

/** The settings in the terms of each part: the one place where their words meet. */

const megabyte = 1024 * 1024

export function storeOptions(settings: ResolvedSettings): StoreOptions {
  const { database } = settings
  if (database.dialect === 'sqlite') return { dialect: 'sqlite', file: resolve(settings.data, database.file) }
  const { user, database: name, pool } = database
  const place =
    database.socket === undefined ? { host: database.host, port: database.port } : { socket: database.socket }
  const tls = database.tls ? { ssl: database.ca === undefined ? {} : { ca: database.ca } } : {}
  return {
    dialect: 'mariadb',
    ...place,
    user,
    password: database.password,
    database: name,
    poolSize: pool,
    ...tls,
  }
}

export function mailboxSetups(settings: ResolvedSettings, directory: Directory): MailboxSetup[] {
  return directory.entities.flatMap(({ mailboxes }) => mailboxes.map((mailbox) => mailboxSetup(settings, mailbox)))
}

/** The same mailbox, in which nothing is moved, flagged or deleted. */
export function onlyListening({ imap, ...setup }: MailboxSetup): MailboxSetup {
  return { ...setup, imap: imap && { ...imap, listenOnly: true } }
}

function mailboxSetup(settings: ResolvedSettings, { id, entityId, settings: mailbox }: Mailbox): MailboxSetup {
  const { key, address, aliases, delimiter, imap } = mailbox
  const common = { key, entityId, mailboxId: id, address, aliases, delimiter }
  return { ...common, imap: imap ? imapSetup(settings, mailbox, imap) : null }
}

/** How a mailbox is read; `guichet doctor` tries it. */
export function imapSetup(settings: ResolvedSettings, mailbox: ResolvedMailbox, imap: ResolvedImap): ImapSetup {
  const { host, port, tls, ca, user, folders, after, keyword, pollSeconds, reconcileMinutes, importSince } = imap
  return {
    host,
    port,
    tls,
    ca: ca ?? null,
    user,
    login: loginOf(settings, imap),
    folders,
    after,
    keyword,
    pollSeconds,
    reconcileMinutes,
    importSince: importSince === undefined ? null : Date.parse(importSince),
    listenOnly: mailbox.listenOnly,
    maxSize: settings.limits.mailMegabytes * megabyte,
  }
}

function loginOf(settings: ResolvedSettings, imap: ResolvedImap): ImapSetup['login'] {
  if (!imap.oauth) return { kind: 'password', password: imap.password ?? '' }
  return { kind: 'oauth', ...oauthSetup(settings, imap.oauth) }
}

function oauthSetup(settings: ResolvedSettings, oauth: NonNullable<ResolvedImap['oauth']>): OauthSetup {
  const provider = settings.oauth[oauth.provider]
  if (!provider)
    throw new PermanentError('settings-oauth', `There is no provider “${oauth.provider}” under oauth.`, {
      french: `Il n’y a pas de fournisseur « ${oauth.provider} » sous oauth.`,
    })
  return {
    tokenUrl: provider.tokenUrl,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret ?? '',
    refreshToken: oauth.refreshToken,
    scope: provider.scope ?? '',
  }
}

export function lmtpSetup({ lmtp, limits }: ResolvedSettings): LmtpSetup | null {
  if (!lmtp.enabled) return null
  const listen =
    lmtp.socket === undefined
      ? { host: lmtp.host, port: lmtp.port }
      : { socket: lmtp.socket, mode: Number.parseInt(lmtp.socketMode, 8) }
  return { listen, maxSize: limits.mailMegabytes * megabyte, trustedPeers: lmtp.trustedPeers }
}

export function webSetup({
  web,
  prefix,
}: ResolvedSettings): Pick<WebOptions, 'listen' | 'url' | 'trustProxy' | 'metricsToken' | 'prefix'> {
  const { host, port, url, trustProxy, metricsToken } = web
  return { listen: { host, port }, url, trustProxy, metricsToken: metricsToken ?? null, prefix }
}

export function outboxSettings(
  settings: ResolvedSettings,
  directory: Directory,
  instance: InstanceSettings,
): OutboxSettings {
  return {
    instance,
    transports: settings.transports.map((transport) => smtpSettings(settings, transport)),
    desk: (mailboxId, entityId) => {
      const entity = directory.entity(entityId)
      const mailbox = (mailboxId === null ? null : directory.mailbox(mailboxId)) ?? entity.mailboxes[0]
      if (!mailbox)
        throw new PermanentError('settings-mailbox', `The entity ${entity.settings.key} has no mailbox.`, {
          french: `L’entité ${entity.settings.key} n’a pas de collecteur.`,
        })
      const { address, senderName, delimiter, listenOnly } = mailbox.settings
      return { address, senderName: senderName ?? entity.settings.name, delimiter, listenOnly }
    },
    limits: {
      perAddressAndHour: settings.limits.noticesPerAddressAndHour,
      perTicketAndHour: settings.limits.noticesPerTicketAndHour,
      attachmentBytes: settings.limits.attachedMegabytes * 1_000_000,
    },
  }
}

export function smtpSettings(settings: ResolvedSettings, transport: ResolvedTransport): SmtpSettings {
  const { key, host, port, tls, ca, user, password, oauth, connections, ratePerMinute, dailyQuota, dkim } = transport
  return {
    key,
    host,
    port,
    tls,
    ...(ca === undefined ? {} : { ca }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(oauth === undefined ? {} : { oauth: oauthSetup(settings, oauth) }),
    connections,
    ratePerMinute,
    dailyQuota,
    ...(dkim ? { dkim } : {}),
  }
}
