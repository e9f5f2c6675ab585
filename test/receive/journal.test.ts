import { journalContract } from './journal-contract.ts'

journalContract('SQLite', async () => undefined)
