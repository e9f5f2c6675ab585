import type { Proof } from './types.ts'

/** What a mail may want to do. */
export type Act =
  /** Become a ticket. */
  | 'open-ticket'
  /** Add words to a ticket that it answers by a mark or a Message-ID. */
  | 'follow-up'
  /** Reach a ticket by the number in its subject; else it becomes a linked ticket of its own. */
  | 'join-by-subject'
  /** Refuse a solution or reopen a ticket with the requester’s own words. */
  | 'refuse-solution'
  /** Approve a solution by a plain reply. */
  | 'approve-solution'
  /** Slash commands. */
  | 'command'
  /** A technician’s words, relayed as the desk’s own. */
  | 'speak-as-desk'
  /** Take a ticket that nobody has, by answering it. */
  | 'take-ticket'
  /** Make observers of those in Cc; else they are proposed to the technician. */
  | 'name-observers'
  /** Get receipts and notices at the address that wrote. */
  | 'be-answered'

/** `hold`: kept, private, and the person is asked at the registered address. `limit`: allowed, a few times a day. */
export type Permission = 'allow' | 'limit' | 'hold' | 'deny'

/** What an entity may choose; never less than `tokened`. */
export interface ProofPolicy {
  /** Least proof for commands and for words relayed as the desk. */
  technicians: 'verified' | 'tokened'
  /** Least proof to approve by a plain reply. */
  approve: 'verified' | 'tokened'
}

/** @internal For its test. */
export const table: Readonly<Record<Act, Readonly<Record<Proof, Permission | keyof ProofPolicy>>>> = {
  'open-ticket': { verified: 'allow', tokened: 'allow', unverified: 'allow', failed: 'deny' },
  'follow-up': { verified: 'allow', tokened: 'allow', unverified: 'allow', failed: 'deny' },
  'join-by-subject': { verified: 'allow', tokened: 'allow', unverified: 'deny', failed: 'deny' },
  'refuse-solution': { verified: 'allow', tokened: 'allow', unverified: 'deny', failed: 'deny' },
  'approve-solution': { verified: 'allow', tokened: 'approve', unverified: 'deny', failed: 'deny' },
  command: { verified: 'allow', tokened: 'technicians', unverified: 'hold', failed: 'hold' },
  'speak-as-desk': { verified: 'allow', tokened: 'technicians', unverified: 'hold', failed: 'hold' },
  'take-ticket': { verified: 'allow', tokened: 'technicians', unverified: 'deny', failed: 'deny' },
  'name-observers': { verified: 'allow', tokened: 'allow', unverified: 'deny', failed: 'deny' },
  'be-answered': { verified: 'allow', tokened: 'allow', unverified: 'limit', failed: 'deny' },
}

/** The one answer to what a sender who is proved so far may do. Roles and rights are asked elsewhere, besides. */
export function permits(act: Act, proof: Proof, policy: ProofPolicy): Permission {
  const entry = table[act][proof]
  if (entry === 'technicians') return policy.technicians === 'tokened' ? 'allow' : 'hold'
  if (entry === 'approve') return policy.approve === 'tokened' ? 'allow' : 'deny'
  return entry
}
