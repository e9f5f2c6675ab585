import { addColumn } from '../ddl.ts'
import { schema } from '../schema.ts'
import type { Migration } from './migration.ts'

/** What comes back quoted is compared with the HTML of our mails too, and a ticket that follows a closed one keeps what was cut. */
export const quotedWords: Migration = {
  name: '0002-quoted-words',
  up: async (tx, dialect) => {
    const { outbox_mails, tickets } = schema
    await addColumn(tx, dialect, 'outbox_mails', 'sent_html_text', outbox_mails.columns.sent_html_text)
    await addColumn(tx, dialect, 'tickets', 'cut_text', tickets.columns.cut_text)
  },
}
