import type { LabelKey } from './en.ts'
import { isLabelKey } from './translate.ts'

/** Events of which a digest can tell: each has a label that says what happened. */
export type NoticeKind = LabelKey extends infer K ? (K extends `notice.${infer Kind}` ? Kind : never) : never

export const isNoticeKind = (event: unknown): event is NoticeKind =>
  typeof event === 'string' && isLabelKey(`notice.${event}`)
