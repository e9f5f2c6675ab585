import type { Statements } from '../../src/store/types.ts'

let count = 0

export const entity = (store: Statements, name = 'Entity') => {
  count += 1
  return store.insert('entities', { key: `entity-${count}`, name })
}

export async function mailbox(store: Statements): Promise<number> {
  const entity_id = await entity(store)
  return store.insert('mailboxes', { entity_id, key: `mailbox-${entity_id}`, address: 'support@example.org' })
}

/** What a promise was rejected with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('It was not rejected')
    },
    (error: unknown) => error,
  )
