import { readFileSync } from 'node:fs'

/** Whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A killed process that its parent has not collected yet holds nothing any more. */
function isZombie(pid: number): boolean {
  return readStat(pid)?.[0] === 'Z'
}

/**
 * The start time of a process in the kernel's own count, so that a reused process id can be told apart;
 * `undefined` where the system has no /proc.
 */
export function startTimeOf(pid: number): string | undefined {
  // Field 22 of /proc/PID/stat; the list starts with field 3.
  return readStat(pid)?.[19]
}

/** The fields of /proc/PID/stat behind the program's name, which may itself hold blanks and brackets. */
function readStat(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    // No such process, or a system without /proc.
    return undefined
  }
}
