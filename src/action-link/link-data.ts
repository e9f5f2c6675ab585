import { z } from 'zod'

const observer = z.object({ address: z.email() })

/** The address that an add-observer link names, or null. */
export function readObserverAddress(data: string): string | null {
  return observer.safeParse(JSON.parse(data)).data?.address ?? null
}
