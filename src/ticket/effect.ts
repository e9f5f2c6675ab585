import type { Status } from './types.ts'

export type Capacity = 'requester' | 'observer' | 'technician' | 'none'

/** What a mail is, as far as its effect on a ticket goes. */
export interface Cause {
  capacity: Exclude<Capacity, 'none'>
  status: Status
  answer: 'empty' | 'greeting' | 'closing' | 'thanks' | 'works' | 'approval' | 'refusal' | 'other'
  hasDocuments: boolean
  /** Any sign of a machine, however weak. */
  seemsMachine: boolean
  /** Encrypted, so that nobody knows what it says; or it answers what its writer was not to see. */
  isUnreadable: boolean
  mayApprove: boolean
  mayRefuse: boolean
  /** The entity lets a reply reopen a ticket closed that long ago. */
  mayReopen: boolean
}

/**
 * empty: nothing, and the writer is told. note: a followup alone. resume: a followup, and a waiting ticket goes on. offer-close: a
 * followup, and the technician is offered to close. approve, refuse: the solution is answered. reopen: a closed ticket goes on.
 * new-linked: a ticket of its own, linked.
 */
export type Effect = 'empty' | 'note' | 'resume' | 'offer-close' | 'approve' | 'refuse' | 'reopen' | 'new-linked'

interface Rule {
  id: string
  when: (cause: Cause) => boolean
  effect: Effect
}

const isPolite = ({ answer }: Cause) => answer === 'thanks' || answer === 'closing'
const isGlad = (cause: Cause) =>
  !cause.hasDocuments && (isPolite(cause) || cause.answer === 'works' || cause.answer === 'approval')
const isEmpty = ({ answer, hasDocuments }: Cause) => answer === 'empty' && !hasDocuments
const isGreeting = ({ answer, hasDocuments }: Cause) => answer === 'greeting' && !hasDocuments
const is =
  (capacity: Cause['capacity'], ...statuses: Status[]) =>
  (cause: Cause) =>
    cause.capacity === capacity && (statuses.length === 0 || statuses.includes(cause.status))
const all =
  (...tests: ((cause: Cause) => boolean)[]) =>
  (cause: Cause) =>
    tests.every((test) => test(cause))

const solved = is('requester', 'solved')
const open = is('requester', 'incoming', 'assigned', 'planned', 'waiting')

/** The one table of what a mail may change on a ticket: the first rule that fits. Only a requester's own words or attachment refuse. */
const rules: readonly Rule[] = [
  { id: 'nothing-new', when: isEmpty, effect: 'empty' },
  { id: 'technician-writes', when: is('technician'), effect: 'note' },
  { id: 'sign-of-a-machine', when: ({ seemsMachine }) => seemsMachine, effect: 'note' },
  { id: 'not-to-be-read', when: ({ isUnreadable, status }) => isUnreadable && status !== 'closed', effect: 'note' },
  { id: 'not-to-be-read-after-closing', when: ({ isUnreadable }) => isUnreadable, effect: 'new-linked' },
  {
    id: 'greeting-answers-nothing',
    when: all(({ status }) => status === 'solved' || status === 'closed', isGreeting),
    effect: 'empty',
  },
  {
    id: 'works-before-any-solution',
    when: all(
      open,
      isGlad,
      (cause) => !isPolite(cause),
      ({ mayApprove }) => mayApprove,
    ),
    effect: 'offer-close',
  },
  {
    id: 'thanks-answer-nothing',
    when: all(open, isGlad, isPolite),
    effect: 'note',
  },
  { id: 'requester-goes-on', when: all(open, ({ mayRefuse }) => mayRefuse), effect: 'resume' },
  {
    id: 'approves',
    when: all(
      solved,
      isGlad,
      ({ answer }) => answer === 'approval',
      ({ mayApprove }) => mayApprove,
    ),
    effect: 'approve',
  },
  { id: 'thanks-change-nothing', when: all(solved, isGlad), effect: 'note' },
  { id: 'words-refuse', when: all(solved, ({ mayRefuse }) => mayRefuse), effect: 'refuse' },
  { id: 'thanks-after-closing', when: all(({ status }) => status === 'closed', isGlad), effect: 'note' },
  {
    id: 'reopens',
    when: all(is('requester', 'closed'), ({ mayReopen, mayRefuse }) => mayReopen && mayRefuse),
    effect: 'reopen',
  },
  { id: 'closed', when: ({ status }) => status === 'closed', effect: 'new-linked' },
]

/** What a mail changes, and the rule that says so. Pure. */
export function effectOf(cause: Cause): { effect: Effect; rule: string } {
  const rule = rules.find(({ when }) => when(cause))
  return rule ? { effect: rule.effect, rule: rule.id } : { effect: 'note', rule: 'followup' }
}
