/** What a work costs the processor on this thread, in milliseconds: other programs of the machine do not count, as they do by the clock. */
export function cpuOf(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
