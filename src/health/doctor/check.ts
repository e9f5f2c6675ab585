import type { Finding, Words } from './finding.ts'
import type { Patient } from './patient.ts'

/** One try of one thing, bounded by a time-out of its own: a server that hangs hides nothing of the others. */
export interface Probe {
  /** What is tried: a mailbox, a transport, a host; empty where there is one thing only. */
  subject: string
  /** Longest time it may take; 20 unless said. */
  seconds?: number
  run(): Promise<readonly Finding[]>
}

/** A kind of thing that `guichet doctor` tries. */
export interface Check {
  /** Stable, for programs. */
  name: string
  /** For people. */
  title: Words
  probes(patient: Patient): readonly Probe[]
}
