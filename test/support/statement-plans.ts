import type { SqlValue, Store } from '../../src/store/types.ts'

/** A store that notes every statement with the values that it was last given. */
export function watchStatements(store: Store, seen: Map<string, readonly SqlValue[]>): Store {
  const noted = <S extends Pick<Store, 'all' | 'first' | 'run'>>(over: S): S => ({
    ...over,
    all: (sql: string, values: readonly SqlValue[] = []) => over.all(note(sql, values), values),
    first: (sql: string, values: readonly SqlValue[] = []) => over.first(note(sql, values), values),
    run: (sql: string, values: readonly SqlValue[] = []) => over.run(note(sql, values), values),
  })
  const note = (sql: string, values: readonly SqlValue[]): string => {
    seen.set(sql, values)
    return sql
  }
  return { ...noted(store), transaction: (work) => store.transaction((tx) => work(noted(tx))) }
}

/** How SQLite would go about each statement: one line a step, with the statement behind it. */
export async function plansOf(store: Store, seen: ReadonlyMap<string, readonly SqlValue[]>): Promise<string[]> {
  const plans: string[] = []
  for (const [sql, values] of seen) {
    const plan = await store.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values)
    plans.push(...plan.map(({ detail }) => `${detail} — ${sql}`))
  }
  return plans
}
