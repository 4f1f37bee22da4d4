import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fresh data directory outside the repository. Others may pass through it: the database has its own account under root. */
export function makeDataDirectory(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'stationmaster-bench-')))
  chmodSync(path, 0o755)
  return path
}

/** Removes it, with the database folder where that was placed elsewhere. */
export function removeDataDirectory(path: string): void {
  const cluster = join(path, 'postgres')
  if (existsSync(cluster)) rmSync(realpathSync(cluster), { recursive: true, force: true })
  rmSync(path, { recursive: true, force: true })
}
