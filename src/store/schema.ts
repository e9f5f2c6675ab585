import type { NewRowOf, RowOf } from './column.ts'
import { journalTables } from './schema-journal.ts'
import { outboxTables } from './schema-outbox.ts'
import { peopleTables } from './schema-people.ts'
import { ticketTables } from './schema-ticket.ts'

/** Every table, in an order in which each comes after those it refers to. */
export const schema = { ...peopleTables, ...ticketTables, ...journalTables, ...outboxTables } as const

export type TableName = keyof typeof schema
export type Row<T extends TableName> = RowOf<(typeof schema)[T]['columns']>
export type NewRow<T extends TableName> = NewRowOf<(typeof schema)[T]['columns']>
export type Patch<T extends TableName> = Partial<NewRow<T>>
