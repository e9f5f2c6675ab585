import type { Store, Tx } from '../types.ts'

export interface Migration {
  name: string
  up(tx: Tx, dialect: Store['dialect']): Promise<void>
}
