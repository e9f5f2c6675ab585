import { MAX_NOTES } from './limits.ts'
import type { ParseNote } from './types.ts'

/** Collects what was wrong with a mail, each thing once. */
export class Notes {
  readonly list: ParseNote[] = []

  add(code: ParseNote['code'], detail: string): void {
    const known = this.list.some((note) => note.code === code && note.detail === detail)
    if (!known && this.list.length < MAX_NOTES) this.list.push({ code, detail: detail.slice(0, 300) })
  }
}
