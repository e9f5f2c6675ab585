import type SMTPConnection from 'nodemailer/lib/smtp-connection'

/** Octets that a server may say while one mail is sent, or while we log in; nodemailer bounds one answer, and no empty lines. */
const mostSaid = 1024 * 1024
const listenEvery = 50

/**
 * What `work` gives, or an SmtpError once the connection is gone, `ms` are over or the server has said too much: nodemailer forgets who
 * waits for the answer to RSET when a connection ends, and waits for as long as a server drips.
 */
export async function within<T>(
  connection: SMTPConnection,
  ms: number,
  work: Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lost = Promise.withResolvers<never>()
  const fail = (message: string, code: string) =>
    lost.reject(Object.assign(new Error(message), { code, command: 'CONN' }))
  const giveUp = (message: string, code: string) => {
    fail(message, code)
    connection.close()
    // It would go on reading what it has heard, a line at a time.
    Object.assign(connection, { _responseQueue: [] })
  }
  // nodemailer tells the end first and the error of what was being sent after it, in one go.
  const onEnd = () => setImmediate(fail, 'The connection was closed', 'ECONNECTION')
  const onAbort = () => giveUp('The desk is stopping', 'ECONNECTION')
  connection.once('end', onEnd)
  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
  if (connection.destroyed) onEnd()
  const saidBefore = octetsSaid(connection)
  const timer = setTimeout(giveUp, ms, 'The server took too long', 'ETIMEDOUT')
  const listening = setInterval(() => {
    if (octetsSaid(connection) - saidBefore > mostSaid) giveUp('The server says too much', 'EPROTOCOL')
  }, listenEvery)
  try {
    return await Promise.race([work, lost.promise])
  } finally {
    clearTimeout(timer)
    clearInterval(listening)
    connection.off('end', onEnd)
    signal?.removeEventListener('abort', onAbort)
  }
}

const octetsSaid = ({ _socket }: SMTPConnection): number => (_socket ? _socket.bytesRead : 0)
