export interface DovecotPlace {
  folder: string
  /** Who it runs as. */
  user: string
  group: string
  imapPort: number
  lmtpPort: number
}

/** Dovecot 2.3 and 2.4 read different configurations; both say the same here. No rights are needed, nothing outside the folder is touched. */
export function dovecotConfig(version: string, place: DovecotPlace): string {
  const lines = /^2\.[0-3]\./.test(version) ? config23(place) : config24(version, place)
  return `${[...lines, ...services(place)].join('\n')}\n`
}

function config23({ folder, user, group }: DovecotPlace): string[] {
  return [
    ...common({ folder, user, group }),
    'protocols = imap lmtp',
    'disable_plaintext_auth = no',
    `mail_location = maildir:${folder}/mail/%n`,
    'passdb {',
    '  driver = passwd-file',
    `  args = scheme=PLAIN username_format=%n ${folder}/users`,
    '}',
    'userdb {',
    '  driver = static',
    `  args = home=${folder}/mail/%n`,
    '}',
    'namespace inbox {',
    '  inbox = yes',
    '  separator = /',
    '}',
  ]
}

function config24(version: string, { folder, user, group }: DovecotPlace): string[] {
  const release = version.split('.').slice(0, 3).join('.')
  return [
    `dovecot_config_version = ${release}`,
    `dovecot_storage_version = ${release}`,
    ...common({ folder, user, group }),
    'protocols {',
    '  imap = yes',
    '  lmtp = yes',
    '}',
    'auth_allow_cleartext = yes',
    'mail_driver = maildir',
    `mail_path = ${folder}/mail/%{user | username}`,
    'passdb passwd-file {',
    '  default_password_scheme = plain',
    '  auth_username_format = %{user | username}',
    `  passwd_file_path = ${folder}/users`,
    '}',
    'userdb static {',
    '  fields {',
    `    home = ${folder}/mail/%{user | username}`,
    '  }',
    '}',
    'namespace inbox {',
    '  inbox = yes',
    '  separator = /',
    '}',
  ]
}

function common({ folder, user, group }: Pick<DovecotPlace, 'folder' | 'user' | 'group'>): string[] {
  return [
    `base_dir = ${folder}/run`,
    `state_dir = ${folder}/state`,
    `log_path = ${folder}/log`,
    'listen = 127.0.0.1',
    'ssl = no',
    'first_valid_uid = 0',
    'mailbox_idle_check_interval = 1 secs',
    `default_internal_user = ${user}`,
    `default_login_user = ${user}`,
    `default_internal_group = ${group}`,
    `mail_uid = ${user}`,
    `mail_gid = ${group}`,
  ]
}

function services({ user, imapPort, lmtpPort }: DovecotPlace): string[] {
  return [
    'service imap-login {',
    '  chroot =',
    '  inet_listener imap {',
    `    port = ${imapPort}`,
    '  }',
    '  inet_listener imaps {',
    '    port = 0',
    '  }',
    '}',
    'service lmtp {',
    `  user = ${user}`,
    '  inet_listener lmtp {',
    `    port = ${lmtpPort}`,
    '  }',
    '}',
    'service anvil {',
    '  chroot =',
    '}',
    'service stats {',
    '  chroot =',
    '}',
  ]
}
