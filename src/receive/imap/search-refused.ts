import { TransientError } from '../../errors.ts'

/** imapflow gives no list where the server answers NO or BAD to SEARCH: it is tried again at the next connection. */
export const searchRefused = () =>
  new TransientError('imap-search-refused', 'The IMAP server refuses to search.', {
    french: 'Le serveur IMAP refuse de chercher.',
  })
