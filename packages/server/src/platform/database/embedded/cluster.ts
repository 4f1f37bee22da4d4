import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { POSTGRES_MAJOR, type PostgresBinaries } from './binaries.ts'
import { makePrivateFolder } from './place.ts'
import { serverEnvironment } from './server-environment.ts'
import { SUPERUSER } from './transport.ts'

/** Tuning that an operator may override with ALTER SYSTEM. */
const TUNING: Readonly<Record<string, string>> = {
  shared_buffers: '256MB',
  effective_cache_size: '768MB',
  maintenance_work_mem: '64MB',
  wal_buffers: '16MB',
  wal_compression: 'on',
  // A checkpoint comes at about half of max_wal_size, which bounds the log to replay after a crash to seconds.
  max_wal_size: '1GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '3min',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  // Statements carry people's data; the client gets the error, the log does not need the text.
  log_min_error_statement: 'panic',
}

const CONFIG_FILE = 'stationmaster.conf'

/** Makes the cluster on first start and refuses one of another PostgreSQL version. */
export async function prepareCluster(input: {
  binaries: PostgresBinaries
  clusterDir: string
  account: Account | undefined
  /** Ask for this password instead of trusting whoever can enter the socket folder. */
  passwordFile: string | undefined
}): Promise<'created' | 'existing'> {
  const { clusterDir } = input
  const versionFile = join(clusterDir, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const major = readFileSync(versionFile, 'utf8').trim()
    if (major === String(POSTGRES_MAJOR)) return 'existing'
    throw new Error(
      `The database in ${clusterDir} was made by PostgreSQL ${major}; this program brings PostgreSQL ${POSTGRES_MAJOR}. ` +
        'Move the data with pg_dump and pg_restore, or use DATABASE_URL with a server of that version.',
    )
  }
  if (existsSync(clusterDir) && readdirSync(clusterDir).length > 0) {
    throw new Error(`${clusterDir} is not empty and holds no PostgreSQL database; move it away or set DATA_DIR.`)
  }
  await createCluster(input)
  return 'created'
}

/** Works in a folder aside, so that an interrupted first start leaves nothing that looks like a cluster. */
async function createCluster(input: Parameters<typeof prepareCluster>[0]): Promise<void> {
  const { binaries, clusterDir, account, passwordFile } = input
  const parent = dirname(clusterDir)
  const unfinished = `${basename(clusterDir)}.unfinished`
  for (const name of readdirSync(parent)) {
    if (name === unfinished) rmSync(join(parent, name), { recursive: true })
  }
  const folder = join(parent, unfinished)
  makePrivateFolder(folder, account)
  const access =
    passwordFile === undefined
      ? ['--auth-local=trust', '--auth-host=reject']
      : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await run(binaries.initdb, ['-D', folder, '-U', SUPERUSER, '--data-checksums', ...access, ...locale], account)
  appendFileSync(join(folder, 'postgresql.conf'), `\ninclude '${CONFIG_FILE}'\n`)
  rmSync(clusterDir, { recursive: true, force: true })
  renameSync(folder, clusterDir)
}

/** Writes our tuning; done at every start, so that a new release brings its own. */
export function writeTuning(clusterDir: string): void {
  const lines = Object.entries(TUNING).map(([name, value]) => `${name} = '${value}'`)
  const header = '# Written at every start. Use ALTER SYSTEM to override a line for good.'
  writeFileSync(join(clusterDir, CONFIG_FILE), `${[header, ...lines].join('\n')}\n`, { mode: 0o644 })
}

function run(program: string, words: string[], account: Account | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${basename(program)} failed with code ${code}:\n${output.trim()}`))
    })
  })
}
