/** What of hoodiecrow-imap the demo and the tests use; it comes without types. */
declare module 'hoodiecrow-imap' {
  import type { Server, Socket } from 'node:net'

  namespace hoodiecrow {
    interface Message {
      uid: number
      flags: string[]
      /** A byte a character. */
      raw: string
    }

    interface Folder {
      path: string
      uidvalidity: number
      uidnext: number
      messages: Message[]
    }

    interface Options {
      plugins?: (string | ((server: ImapServer) => void))[]
      /** One storage for all users. */
      storage?: Record<string, object>
      users?: Record<string, { password?: string; xoauth2?: { accessToken: string; sessionTimeout: number } }>
      secureConnection?: boolean
      credentials?: { key: string | Buffer; cert: string | Buffer }
    }

    interface Connection {
      socket: Socket | null
      state: string
      send(response: object, description?: string, parsed?: object, data?: string): void
    }

    type Handler = (
      connection: Connection,
      parsed: { tag: string; attributes?: unknown },
      data: string,
      callback: () => void,
    ) => void

    interface ImapServer {
      server: Server
      users: NonNullable<Options['users']>
      /** By path, the namespaces' own folders among them. */
      folderCache: Record<string, Folder>
      getMailbox(path: string): Folder | undefined
      /** `raw`: a byte a character. */
      appendMessage(folder: string, flags: string[], internalDate: Date, raw: string): { message: Message }
      createMailbox(path: string): void
      getCommandHandler(command: string): Handler | false
      setCommandHandler(command: string, handler: Handler): void
      listen(port: number, host: string, listening: () => void): void
      close(closed: () => void): void
    }
  }

  function hoodiecrow(options?: hoodiecrow.Options): hoodiecrow.ImapServer
  export = hoodiecrow
}
