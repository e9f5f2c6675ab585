/** `[DESK #0000042]`, as it stands in every subject of a ticket's thread. */
export function subjectTag(prefix: string, ticketId: number): string {
  return `[${prefix} #${String(ticketId).padStart(7, '0')}]`
}
