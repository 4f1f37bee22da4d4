import { readEnvironment } from '../../../config/index.ts'

const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

/** The environment of the database's processes: none of our secrets, no PG* variable, messages in English. */
export function serverEnvironment(): Record<string, string> {
  const own = readEnvironment()
  const kept = PASSED_ON.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const]))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}
