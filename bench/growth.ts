import { join } from 'node:path'
import mysql from 'mysql2/promise'
import type { MariadbStoreOptions, PrivateMariadb } from '../test/support/mariadb.ts'
import { startCatcher } from './catcher.ts'
import { startGateway } from './gateway-process.ts'
import { makeMails } from './mails.ts'
import { cpuOfProcess } from './proc.ts'
import { send } from './send.ts'
import { benchSettings, databaseSettings } from './throughput.ts'

export interface Growth {
  /** CPU ms a mail, of the gateway and of MariaDB together, in a desk of so many tickets. */
  small: { tickets: number; cpuMsPerMail: number }
  large: { tickets: number; cpuMsPerMail: number }
  /** The large one's cost by the small one's. */
  ratio: number
}

const sizes = { small: 1_000, large: 200_000 }
const connections = 8
const warmUp = 300

/** What a mail costs in a desk with few tickets, and in one with many followups, ids, events and outbox rows behind it. */
export async function measureGrowth(folder: string, server: PrivateMariadb, count: number): Promise<Growth> {
  const small = await costAt(join(folder, 'small'), server, sizes.small, count)
  const large = await costAt(join(folder, 'large'), server, sizes.large, count)
  return {
    small: { tickets: sizes.small, cpuMsPerMail: small },
    large: { tickets: sizes.large, cpuMsPerMail: large },
    ratio: large / small,
  }
}

async function costAt(folder: string, server: PrivateMariadb, tickets: number, count: number): Promise<number> {
  const database = await server.newDatabase()
  const smtp = await startCatcher()
  const gateway = await startGateway(benchSettings(folder, databaseSettings(database), smtp.port))
  try {
    await fill(database, tickets)
    await send(gateway, await makeMails(warmUp, 'warm'), connections)
    const before = { gateway: await gateway.idle(), server: await cpuOfProcess(server.pid) }
    await send(gateway, await makeMails(count, 'grow'), connections)
    const after = { gateway: await gateway.idle(), server: await cpuOfProcess(server.pid) }
    return (after.gateway.cpuMs - before.gateway.cpuMs + after.server - before.server) / count
  } finally {
    await gateway.stop()
    await smtp.stop()
  }
}

/** Of each ticket five followups, five ids, five events and five outbox rows, made inside the server. */
async function fill({ socket, user, database }: MariadbStoreOptions, tickets: number): Promise<void> {
  const connection = await mysql.createConnection({ ...(socket ? { socketPath: socket } : {}), user, database })
  try {
    for (const statement of fillStatements(tickets)) await connection.query(statement)
    await connection.query('ANALYZE TABLE tickets, followups, thread_ids, ticket_events, outbox_mails, inbound_mails')
  } finally {
    await connection.end()
  }
}

function fillStatements(tickets: number): string[] {
  const many = tickets * 5
  const entity = '(SELECT MIN(id) FROM entities)'
  const ticketOf = `(seq - 1) MOD ${tickets} + 1`
  const words = "REPEAT('the projector shows a green picture ', 8)"
  return [
    `INSERT INTO persons (name, language, time_zone, status, created_at) SELECT CONCAT('Person ', seq), 'en', 'UTC', 'active', 0 FROM seq_1_to_${tickets}`,
    `INSERT INTO person_addresses (person_id, address, is_primary)
       SELECT id, CONCAT('grown', id, '@grown.example'), 1 FROM persons WHERE name LIKE 'Person %'`,
    `INSERT INTO tickets (id, entity_id, title, content_text, type, status, urgency, source, language, opened_at, updated_at, reopened_count)
       SELECT seq, ${entity}, CONCAT('Ticket ', seq), ${words}, 'incident', 'closed', 3, 'mail', 'en', seq, seq, 0 FROM seq_1_to_${tickets}`,
    `INSERT INTO ticket_actors (ticket_id, person_id, group_id, role, added_at)
       SELECT seq, seq, 0, 'requester', 0 FROM seq_1_to_${tickets}`,
    `INSERT INTO inbound_mails (entity_id, fingerprint, message_id, sha256, size, source, received_at, status, attempts, outcome, category, ticket_id, done_at)
       SELECT ${entity}, SHA2(seq, 256), CONCAT('<grown.', seq, '@grown.example>'), SHA2(seq, 256), 5000, 'lmtp', seq, 'done', 1, 'opened', 'accepted', ${ticketOf}, seq
       FROM seq_1_to_${many}`,
    `INSERT INTO followups (ticket_id, content_text, is_private, source, created_at)
       SELECT ${ticketOf}, ${words}, 0, 'mail', seq FROM seq_1_to_${many}`,
    `INSERT INTO thread_ids (entity_id, hash, ticket_id, direction, created_at)
       SELECT ${entity}, SHA1(seq), ${ticketOf}, 'in', seq FROM seq_1_to_${many}`,
    `INSERT INTO ticket_events (ticket_id, kind, how, is_private, data, at)
       SELECT ${ticketOf}, 'followup-added', 'mail', 0, '{}', seq FROM seq_1_to_${many}`,
    `INSERT INTO outbox_mails (entity_id, ticket_id, person_id, to_address, event, language, dedupe, data, is_private, is_automatic, status, transport, attempts, created_at, sent_at, message_id)
       SELECT ${entity}, ${ticketOf}, ${ticketOf}, CONCAT('grown', ${ticketOf}, '@grown.example'), 'followup', 'en', CONCAT('grown-', seq), '{}', 0, 0, 'sent', 'relay', 1, seq, seq, CONCAT('<out.', seq, '@grown.example>')
       FROM seq_1_to_${many}`,
  ]
}
