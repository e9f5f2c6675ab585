import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/**
 * Every bad input that we know of, and the test that shows what it gets: the reason that a person reads, and that nothing was lost.
 * File, then words of the test's title or of its row in a table.
 */
const shown: Record<string, [file: string, title: string][]> = {
  'an empty mail': [['flow/bad-mails.ts', 'an empty mail']],
  'no From': [['flow/bad-mails.ts', 'no From']],
  'two Froms': [['flow/bad-mails.ts', 'two Froms']],
  'no Message-ID': [['flow/bad-mails.ts', 'no Message-ID']],
  'a Message-ID used twice by different mails': [
    ['flow/bad-input-mails.test.ts', 'a Message-ID used twice by different mails'],
    ['receive/accept.test.ts', 'keeps mails apart that use one Message-ID twice'],
  ],
  '10,000 recipients': [
    ['flow/bad-mails.ts', '10,000 recipients'],
    ['receive/lmtp/server.test.ts', 'bounds the recipients of one mail'],
  ],
  '5,000 MIME parts': [['flow/bad-mails.ts', '5,000 MIME parts']],
  '200 levels of nesting': [['flow/bad-mails.ts', '200 levels of nesting']],
  'a header of 1 MB': [['flow/bad-mails.ts', 'a header of 1 MB']],
  'broken base64': [['flow/bad-mails.ts', 'broken base64']],
  'broken charsets': [
    ['flow/bad-mails.ts', 'a charset that does not exist'],
    ['mail/hostile.test.ts', 'charsets that are wrong, unknown, or not said'],
  ],
  'NUL bytes': [['flow/bad-mails.ts', 'NUL bytes']],
  'a subject of newlines and right-to-left marks': [
    ['flow/bad-mails.ts', 'a subject of newlines and right-to-left marks'],
  ],
  'an attachment named ../../etc/passwd': [['flow/bad-mails.ts', 'an attachment named ../../etc/passwd']],
  'an attachment with a name of 4,000 characters': [
    ['flow/bad-mails.ts', 'an attachment with a name of 4,000 characters'],
  ],
  'HTML with script, forms, cid: of nowhere': [['flow/bad-mails.ts', 'HTML with script, forms and a cid: of nowhere']],
  '50 MB of HTML': [['flow/bad-mails.ts', '50 MB of HTML']],
  'an IMAP server that lies about sizes': [
    ['receive/imap/watch.test.ts', 'takes a mail whose announced size is a lie'],
  ],
  'an IMAP server that closes mid-literal': [
    ['receive/imap/watch.test.ts', 'does not let a mail that kills the connection delay the others'],
    ['receive/imap/dovecot.system.test.ts', 'survives a server that is killed in the middle of a fetch'],
  ],
  'an IMAP server that announces a UID twice': [
    ['receive/imap/watch.test.ts', 'takes a UID that is announced twice once'],
  ],
  'SMTP that answers 421': [['flow/bad-input-desk.test.ts', 'answers 421']],
  'SMTP that answers 535': [['flow/bad-input-desk.test.ts', 'answers 535']],
  'SMTP that hangs': [['outbox/deliver.test.ts', 'gives up waiting for a server that hangs']],
  'a full disk': [
    ['flow/bad-input-desk.test.ts', 'a full disk: LMTP says 451'],
    ['process/worker.test.ts', 'is not counted against the mail, however long it lasts'],
  ],
  'a database that goes away mid-transaction': [
    ['flow/database-gone.system.test.ts', 'in the middle of the transaction that opens the ticket'],
    ['flow/database-gone.system.test.ts', 'at the very commit, so that nobody knows whether it went through'],
    ['store/mariadb-trouble.system.test.ts', 'in the middle of a transaction: nothing of it stays'],
  ],
  'a mail that kills the process': [
    ['flow/deadly-mail.system.test.ts', 'is tried three times and parked'],
    ['process/worker.test.ts', 'is tried alone, so that it takes no other with it'],
    ['outbox/deliver.test.ts', 'parks what killed three'],
  ],
  'a template that does not compile': [['flow/bad-input-desk.test.ts', 'a template that does not compile']],
  'a configuration with a typo': [
    ['flow/bad-input-desk.test.ts', 'a configuration with a typo'],
    ['settings/load-settings.test.ts', 'names an unknown key, its line, and the key that was probably meant'],
  ],
}

it.each(Object.entries(shown))('%s has a test that shows what it gets', async (_input, places) => {
  for (const [file, title] of places)
    expect(await readFile(join(import.meta.dirname, '..', file), 'utf8'), file).toContain(title)
})
