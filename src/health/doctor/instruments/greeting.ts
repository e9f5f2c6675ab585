import { once } from 'node:events'
import { connect } from 'node:net'

/** A server that greets with a line, such as LMTP. */
export type LinePlace = { path: string } | { host: string; port: number }

const silence = 5000
const longest = 512

/** Its first words. Throws where nobody listens, or nobody speaks. */
export async function readGreeting(place: LinePlace): Promise<string> {
  const socket = connect(place)
  socket.setTimeout(silence, () => socket.destroy(new Error('it says nothing')))
  try {
    const [chunk]: unknown[] = await once(socket, 'data')
    return String(chunk).slice(0, longest).trim()
  } finally {
    socket.destroy()
  }
}
