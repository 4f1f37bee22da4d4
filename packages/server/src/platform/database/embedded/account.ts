import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

/** The operating-system account the database server runs under. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const OWN_ACCOUNT = 'stationmaster'

/**
 * The account for the server process: `undefined` (our own) unless we are root, because PostgreSQL refuses to run
 * as root. Then: the owner of an existing cluster, else `postgres`, else `stationmaster` (made when the machine can),
 * else `nobody`.
 */
export function chooseAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readAccounts()
  const owner = existsSync(clusterDir) ? statSync(clusterDir).uid : 0
  const byOwner = owner === 0 ? undefined : accounts.find((account) => account.uid === owner)
  if (byOwner !== undefined) return byOwner
  const named = (name: string) => accounts.find((account) => account.name === name)
  const chosen = named('postgres') ?? named(OWN_ACCOUNT) ?? createAccount() ?? named('nobody')
  if (chosen === undefined) {
    throw new Error('The embedded PostgreSQL must not run as root and no account postgres or nobody exists here.')
  }
  return chosen
}

function createAccount(): Account | undefined {
  const recipes: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_ACCOUNT]],
    ['adduser', ['-S', '-H', '-D', '-s', '/sbin/nologin', OWN_ACCOUNT]],
  ]
  for (const [program, words] of recipes) {
    if (spawnSync(program, words, { stdio: 'ignore' }).status === 0) {
      return readAccounts().find((account) => account.name === OWN_ACCOUNT)
    }
  }
  return undefined
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/** Whether the account can enter the folder and read the file or folder `path`; asked of the system, not computed. */
export function canReach(account: Account, path: string): boolean {
  const { uid, gid } = account
  return spawnSync('/bin/sh', ['-c', 'test -r "$0"', path], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}
