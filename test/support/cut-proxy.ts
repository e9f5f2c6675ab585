import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** Stands between the service and one of its servers, and can cut what goes through it. */
export interface CutProxy {
  port: number
  /** Resets every connection that stands, in the middle of whatever it says; gives how many there were. */
  cut(): number
  /** Resets them once, `before` or `after` the server gets what the service says next that `isIt` knows. */
  cutAt(when: 'before' | 'after', isIt: (said: string) => boolean): void
  stop(): Promise<void>
}

/** Forwards a port of loopback, free ones unless given, to a port or a Unix socket. */
export async function cutProxy(upstream: NetConnectOpts): Promise<CutProxy> {
  const pairs = new Set<[Socket, Socket]>()
  let watch: ((said: Buffer, pair: [Socket, Socket]) => void) | null = null
  const server = createServer((near) => {
    const far = connect(upstream)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    near.on('data', (said: Buffer) => watch?.(said, pair))
    for (const [one, other] of [pair, [far, near] as const]) {
      one.setNoDelay(true)
      one.on('error', () => {})
      one.on('close', () => {
        pairs.delete(pair)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const cut = () => {
    const standing = [...pairs]
    for (const [near, far] of standing) {
      near.resetAndDestroy()
      far.destroy()
    }
    return standing.length
  }
  return {
    port: address.port,
    cut,
    cutAt(when, isIt) {
      watch = (said, [near, far]) => {
        if (!isIt(said.toString('latin1'))) return
        watch = null
        if (when === 'before') cut()
        else {
          // What the server answers is heard by nobody.
          far.unpipe(near)
          setTimeout(cut, 50)
        }
      }
    },
    async stop() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
