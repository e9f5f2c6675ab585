import { printSettings } from './print-settings.ts'
import { settingsSchema } from './schema.ts'

/** What an example needs beside the defaults: the smallest desk that shows every list. */
const example = {
  transports: [{ key: 'relay', host: 'smtp.example.org' }],
  oauth: { google: { tokenUrl: 'https://oauth2.googleapis.com/token', clientId: 'your-client-id' } },
  antivirus: {},
  entities: [
    {
      key: 'support',
      name: 'Support',
      mailboxes: [
        {
          key: 'support',
          address: 'support@example.org',
          imap: {
            host: 'imap.example.org',
            user: 'support@example.org',
            password: { env: 'GUICHET_IMAP_PASSWORD' },
          },
        },
      ],
      proof: { internalRoutes: [{ header: 'Received', contains: 'by border.example.org' }] },
    },
  ],
  groups: [{ entity: 'support', key: 'network', name: 'Network team' }],
  persons: [
    {
      name: 'Ada Technician',
      addresses: ['ada@example.org'],
      roles: { support: 'technician' },
      groups: ['support/network'],
    },
  ],
}

const introduction = `# Every setting of Guichet, with what it is for, what is allowed and its default.
# Made from the schema by "guichet config print-defaults": do not edit it here. Your own guichet.yaml needs
# only what differs from the defaults; "guichet init" writes one, "guichet config check" checks it.
# Names of servers, entities and persons are examples. Paths are relative to the file's folder.

`

/** The text of config/default.yaml. */
export function printDefaults(): string {
  return introduction + printSettings(settingsSchema.parse(example), { unset: 'shown' })
}
