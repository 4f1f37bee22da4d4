import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OWNER_ONLY_FOLDER = 0o700
const OWNER_ONLY_FILE = 0o600

/** Secret files of this installation, readable by its account alone. Their content appears nowhere else. */
export interface KeyStore {
  read(name: string): string | undefined
  /** Writes a file that does not exist yet, whole or not at all. Gives what is stored now: ours, or another's before. */
  writeOnce(name: string, content: string): string
}

/** Opens the key store of a data directory. The folder is made when the first file is. */
export function openKeyStore(dataDir: string): KeyStore {
  const folder = join(dataDir, 'certificates')
  const read = (name: string): string | undefined => {
    const path = join(folder, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined
  }
  return {
    read,
    writeOnce(name, content) {
      mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
      chmodSync(folder, OWNER_ONLY_FOLDER)
      const path = join(folder, name)
      const draft = `${path}.${process.pid}.draft`
      writeFileSync(draft, content, { mode: OWNER_ONLY_FILE, flush: true })
      try {
        // Unlike a rename, a link does not replace what is there.
        linkSync(draft, path)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      } finally {
        rmSync(draft, { force: true })
      }
      return readFileSync(path, 'utf8')
    },
  }
}
