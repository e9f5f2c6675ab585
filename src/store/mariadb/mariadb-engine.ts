import mysql from 'mysql2'
import { Sequelize } from 'sequelize'
import { type Connection, type Engine, storeLimits } from '../connection.ts'
import { lendConnection } from '../sequelize-connection.ts'
import { mariadbError } from './mariadb-errors.ts'
import { command, discard, mysqlConnection } from './mysql-connection.ts'

export interface MariadbOptions {
  /** Either a host (and port) or the path of a Unix socket. */
  host?: string
  port?: number
  socket?: string
  user: string
  password: string
  database: string
  /** Most connections open at once. */
  poolSize: number
  ssl?: { ca?: string; rejectUnauthorized?: boolean }
}

/** Opens a pool of connections to MariaDB; none is made before the first statement. */
export function mariadbEngine(options: MariadbOptions): Engine {
  const sequelizeOptions = {
    dialect: 'mysql' as const,
    dialectModule: mysql,
    logging: false,
    host: options.host ?? 'localhost',
    port: options.port ?? 3306,
    username: options.user,
    password: options.password,
    database: options.database,
    // Known to be recent enough: spares a connection that only asks.
    databaseVersion: '10.6.0',
    pool: { max: options.poolSize, min: 0, idle: 60_000, acquire: storeLimits.acquireMs },
    dialectOptions: dialectOptions(options),
    hooks: { afterConnect: prepareSession },
  }
  const sequelize = new Sequelize(sequelizeOptions)
  return {
    dialect: 'mariadb',
    nowSql: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
    forUpdate: ' FOR UPDATE',
    lend: (_kind, work) =>
      translated(() => lendConnection(sequelize, (connection) => work(mysqlConnection(connection)))),
    attempt: (work) => translated(() => attempt(sequelize, work)),
    close: () => sequelize.close(),
  }
}

function dialectOptions(options: MariadbOptions): object {
  return {
    ...(options.socket === undefined ? {} : { socketPath: options.socket }),
    ...(options.ssl === undefined ? {} : { ssl: tls(options.ssl) }),
    charset: 'UTF8MB4_GENERAL_CI',
    connectTimeout: storeLimits.connectMs,
    maxPreparedStatements: storeLimits.preparedStatements,
    // An update counts the rows that it found, changed or not, as on SQLite (Sequelize's default says only the changed).
    flags: 'FOUND_ROWS',
    // Sums are decimals, which would come as text.
    decimalNumbers: true,
    typeCast: true,
  }
}

/** mysql2 does not ask whether the certificate is that of the host, unless told to. */
const tls = (ssl: NonNullable<MariadbOptions['ssl']>) => ({ ...ssl, verifyIdentity: ssl.rejectUnauthorized !== false })

/**
 * READ COMMITTED, since who waited for another's unique key must then see the other's rows: a snapshot from before would hide
 * them (or fail with 1020). It also takes no gap locks, which make neighbours deadlock. Rules of strictness do not depend on the server's settings.
 */
async function prepareSession(connection: unknown): Promise<void> {
  await mysqlConnection(connection).write(`SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED`, [])
  await mysqlConnection(connection).write(
    `SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
      innodb_lock_wait_timeout = ${storeLimits.lockWaitSeconds}`,
    [],
  )
}

/** BEGIN and COMMIT are sent bare: through Sequelize's own transactions they cost more than a statement each. */
const attempt = <R>(sequelize: Sequelize, work: (connection: Connection) => Promise<R>): Promise<R> =>
  lendConnection(sequelize, async (lent) => {
    await command(lent, 'START TRANSACTION')
    try {
      const result = await work(mysqlConnection(lent))
      await command(lent, 'COMMIT')
      return result
    } catch (error) {
      await rollBack(lent)
      throw error
    }
  })

/** A connection that cannot roll back must not be lent again with a transaction open on it. */
async function rollBack(lent: unknown): Promise<void> {
  try {
    await command(lent, 'ROLLBACK')
  } catch {
    discard(lent)
  }
}

async function translated<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    throw fromDriver(error) ? mariadbError(error, 'connect, BEGIN or COMMIT') : error
  }
}

/** Not an error of the caller's own work. */
const fromDriver = (error: unknown) =>
  error instanceof Error && (error.name.startsWith('Sequelize') || 'errno' in error || 'fatal' in error)
