import mysql from 'mysql2'
import { type Connection, storeLimits, type Written } from '../connection.ts'
import { property } from '../store-errors.ts'
import type { SqlValue } from '../types.ts'
import { mariadbError } from './mariadb-errors.ts'

/** Statements bare on mysql2's connection, prepared once each: three times cheaper than through Sequelize. */
export function mysqlConnection(connection: unknown): Connection {
  if (!(connection instanceof mysql.Connection)) throw new Error('Sequelize gave no connection of mysql2')
  return {
    read: async (sql, values) => {
      const result = await execute(connection, sql, values)
      return Array.isArray(result) ? result : []
    },
    write: async (sql, values) => written(await execute(connection, sql, values)),
  }
}

function execute(connection: mysql.Connection, sql: string, values: readonly SqlValue[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.execute({ sql, values: [...values], timeout: storeLimits.statementMs }, (error, result) => {
      if (error === null) return resolve(result)
      // Its answer could come late and be taken for the next statement's.
      if (error.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy()
      reject(mariadbError(error, sql))
    })
  })
}

function written(result: unknown): Written {
  return { matched: Number(property(result, 'affectedRows') ?? 0), lastId: Number(property(result, 'insertId') ?? 0) }
}
