/**
 * Hands pieces from one writer to one reader, one at a time: `push` waits until the piece was taken, so nothing piles
 * up in memory. A reader that stops early only makes the rest go nowhere.
 */
export class ByteChannel implements AsyncIterable<Uint8Array> {
  #piece: Uint8Array | null = null
  #ended = false
  #closed = false
  #wakeReader: (() => void) | null = null
  #wakeWriter: (() => void) | null = null

  async push(piece: Uint8Array): Promise<void> {
    if (this.#closed || piece.length === 0) return
    this.#piece = piece
    this.#wakeReader?.()
    await new Promise<void>((resolve) => {
      this.#wakeWriter = resolve
    })
  }

  end(): void {
    this.#ended = true
    this.#wakeReader?.()
  }

  /** Nobody reads any more. */
  close(): void {
    this.#closed = true
    this.#piece = null
    this.#wakeWriter?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      while (true) {
        if (this.#piece) {
          yield this.#piece
          // Only when the reader asks for more is it done with this one.
          this.#piece = null
          this.#wakeWriter?.()
        } else if (this.#ended) return
        else
          await new Promise<void>((resolve) => {
            this.#wakeReader = resolve
          })
      }
    } finally {
      this.close()
    }
  }
}
