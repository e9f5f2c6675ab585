import { readFile } from 'node:fs/promises'

/** proc(5): utime and stime are the 14th and 15th field, in ticks of 10 ms on Linux; a name in brackets before them may hold spaces. */
const ticksToMs = 10

/** CPU that another process has used, all its threads, in ms. Linux only. */
export async function cpuOfProcess(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * ticksToMs
}
