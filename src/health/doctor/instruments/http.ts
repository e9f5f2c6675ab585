import { TransientError } from '../../../errors.ts'

export interface HttpAnswer {
  status: number
  /** What the server's clock says (ms, to the second); null where it does not tell. */
  date: number | null
  /** How long the answer took, in ms: the clock may be off by that much. */
  took: number
}

const patience = 10_000

/** Asks for an address and reads nothing but the head of the answer. */
export async function askHttp(url: string): Promise<HttpAnswer> {
  const begun = performance.now()
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
    const date = Date.parse(response.headers.get('date') ?? '')
    await response.body?.cancel()
    return { status: response.status, date: Number.isNaN(date) ? null : date, took: performance.now() - begun }
  } catch (error) {
    throw new TransientError('http-unreachable', `${url} cannot be reached.`, {
      cause: error,
      detail: reasonOf(error),
      french: `${url} ne peut pas être joint.`,
    })
  }
}

/** fetch says "fetch failed", and why only in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
