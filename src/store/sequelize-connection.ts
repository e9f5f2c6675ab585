import type { Sequelize } from 'sequelize'

/** Lends a connection of Sequelize's pool. */
export async function lendConnection<R>(sequelize: Sequelize, work: (connection: unknown) => Promise<R>): Promise<R> {
  const connection = await sequelize.connectionManager.getConnection({ type: 'write' })
  try {
    return await work(connection)
  } finally {
    giveBack(sequelize, connection)
  }
}

/** A connection that died was taken out of the pool already, and giving it back would throw over the error that tells why. */
function giveBack(sequelize: Sequelize, connection: object): void {
  try {
    sequelize.connectionManager.releaseConnection(connection)
  } catch {
    // Nothing is left to give back.
  }
}
