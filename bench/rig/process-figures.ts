import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second for user space. */
const TICKS_PER_SECOND = 100

/** Resident memory of one process in KiB; NaN where the system has no /proc. */
export function residentKib(pid: number): number {
  const line = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))
  return line === null ? Number.NaN : Number(line[1])
}

/** CPU seconds used so far by a process and all that descend from it; NaN where the system has no /proc. */
export function cpuSeconds(pid: number): number {
  const processes = listProcesses()
  if (!processes.has(pid)) return Number.NaN
  const ticks = treeOf(processes, pid).reduce((sum, member) => sum + (processes.get(member)?.ticks ?? 0), 0)
  return ticks / TICKS_PER_SECOND
}

/** A process and all that descend from it, parents first. */
export function processTree(pid: number): number[] {
  return treeOf(listProcesses(), pid)
}

function treeOf(processes: ReadonlyMap<number, ProcessEntry>, pid: number): number[] {
  const children = [...processes].filter(([, { parent }]) => parent === pid)
  return [pid, ...children.flatMap(([child]) => treeOf(processes, child))]
}

interface ProcessEntry {
  readonly parent: number
  readonly ticks: number
}

function listProcesses(): Map<number, ProcessEntry> {
  const found = new Map<number, ProcessEntry>()
  for (const name of entries('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : ''
    // The name in brackets may hold blanks: fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // User and system time, its own and that of its children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    if (fields.length > 15) found.set(Number(name), { parent: Number(fields[1]), ticks })
  }
  return found
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A process may end between listing and reading: then it has no figures. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
