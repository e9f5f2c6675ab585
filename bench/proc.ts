import { readFile } from 'node:fs/promises'

/** proc(5): utime and stime are the 14th and 15th field, in ticks of 10 ms on Linux; a name in brackets before them may hold spaces. */
const ticksToMs = 10

/** CPU that another process has used, all its threads, in ms. Linux only. */
export async function cpuOfProcess(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * ticksToMs
}

/** proc(5): VmHWM, the most memory that this process held. What getrusage says would begin with what its parent held at the fork. */
export async function peakRssMb(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
}
