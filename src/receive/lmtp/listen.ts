import { once } from 'node:events'
import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect, type Server } from 'node:net'
import { PermanentError } from '../../errors.ts'
import type { LmtpSetup } from '../settings.ts'

type Listen = LmtpSetup['listen']

/**
 * Listens as the settings say; a socket left behind by a killed process is taken over, one in use is not. Throws a PermanentError where
 * it cannot listen.
 */
export async function startListening(
  server: { listen(options: { path: string } | { host: string; port: number }): Server },
  where: Listen,
): Promise<Server> {
  try {
    if (!('socket' in where)) return await listening(server.listen({ host: where.host, port: where.port }))
    await removeStaleSocket(where.socket)
    const started = await listening(server.listen({ path: where.socket }))
    // Node makes it 755; Postfix runs as somebody else and must write to it.
    await chmod(where.socket, where.mode)
    return started
  } catch (error) {
    throw error instanceof PermanentError ? error : cannotListen(where, error)
  }
}

async function listening(server: Server): Promise<Server> {
  if (!server.listening) await once(server, 'listening')
  return server
}

function cannotListen(where: Listen, cause: unknown): PermanentError {
  const place = 'socket' in where ? where.socket : `${where.host}, port ${where.port}`
  return new PermanentError('lmtp-cannot-listen', `LMTP cannot be served at ${place}.`, {
    detail: cause instanceof Error ? cause.message : String(cause),
    cause,
    french: `LMTP ne peut pas être servi à ${place}.`,
  })
}

async function removeStaleSocket(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => unlessAbsent(error, null))
  if (found === null) return
  if (!found.isSocket())
    throw new PermanentError('lmtp-not-a-socket', 'The LMTP socket’s path holds something else.', {
      detail: path,
      french: 'Le chemin du socket LMTP est occupé par autre chose.',
    })
  if (await isInUse(path))
    throw new PermanentError('lmtp-socket-in-use', 'Another process listens on the LMTP socket.', {
      detail: path,
      french: 'Un autre processus écoute sur le socket LMTP.',
    })
  await unlink(path).catch((error: unknown) => unlessAbsent(error, undefined))
}

/** ECONNREFUSED alone says that nobody listens there (unix(7)): a process that is busy answers EAGAIN, another user’s EACCES. */
async function isInUse(path: string): Promise<boolean> {
  const probe = connect({ path })
  try {
    await once(probe, 'connect')
    return true
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return true
    if (codeOf(error) === 'ECONNREFUSED') return false
    return unlessAbsent(error, false)
  } finally {
    probe.destroy()
  }
}

function unlessAbsent<T>(error: unknown, absent: T): T {
  if (codeOf(error) === 'ENOENT') return absent
  throw error
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)
