import { once } from 'node:events'
import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect, type Server } from 'node:net'
import { PermanentError } from '../../errors.ts'
import type { LmtpSetup } from '../settings.ts'

type Listen = LmtpSetup['listen']

/** Listens as the settings say; a socket left behind by a killed process is taken over, one in use is not. */
export async function startListening(
  server: { listen(options: { path: string } | { host: string; port: number }): Server },
  where: Listen,
): Promise<Server> {
  if (!('socket' in where)) return await listening(server.listen({ host: where.host, port: where.port }))
  await removeStaleSocket(where.socket)
  const started = await listening(server.listen({ path: where.socket }))
  // Node makes it 755; Postfix runs as somebody else and must write to it.
  await chmod(where.socket, where.mode)
  return started
}

async function listening(server: Server): Promise<Server> {
  if (!server.listening) await once(server, 'listening')
  return server
}

async function removeStaleSocket(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found === null) return
  if (!found.isSocket())
    throw new PermanentError('lmtp-not-a-socket', 'The LMTP socket’s path holds something else.', {
      detail: path,
      french: 'Le chemin du socket LMTP est occupé par autre chose.',
    })
  if (await answers(path))
    throw new PermanentError('lmtp-socket-in-use', 'Another process listens on the LMTP socket.', {
      detail: path,
      french: 'Un autre processus écoute sur le socket LMTP.',
    })
  await unlink(path)
}

async function answers(path: string): Promise<boolean> {
  const probe = connect({ path })
  try {
    await once(probe, 'connect')
    return true
  } catch {
    return false
  } finally {
    probe.destroy()
  }
}
