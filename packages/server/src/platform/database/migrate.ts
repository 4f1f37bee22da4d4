import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Logger } from '../logging/index.ts'

/** One numbered SQL file. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text with Unix line ends, in hex. */
  readonly checksum: string
}

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/

/** Any constant; every Stationmaster process takes the same lock. */
const LOCK_KEY = 7_382_114

/** The folder of the program's own migrations. */
export const migrationFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Reads a folder of migrations, in the order of their numbers; a number is used once, and may be left out. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  const versions = new Set<number>()
  return files.map((file) => {
    const [, number, name = ''] = FILE_NAME.exec(file) ?? []
    const version = Number(number)
    if (Number.isNaN(version) || versions.has(version)) {
      throw new Error(`The migration ${file} must be named 0000_words_of_its_purpose.sql, with a number of its own.`)
    }
    versions.add(version)
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    return { version, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings the database up to the program: applies what is missing, in order, each file in a transaction of its own,
 * one process at a time. Refuses a database that is newer than the program or whose history was edited.
 * Returns the number of migrations applied.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  logger: Logger,
): Promise<number> {
  await client.query('set statement_timeout = 0')
  await client.query('select pg_advisory_lock($1)', [LOCK_KEY])
  try {
    const applied = await readApplied(client)
    assertSameHistory(applied, migrations)
    for (const migration of migrations.slice(applied.length)) {
      await apply(client, migration)
      logger.info({ migration: `${migration.version} ${migration.name}` }, 'Applied a migration')
    }
    return migrations.length - applied.length
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK_KEY])
    await client.query('reset statement_timeout')
  }
}

interface AppliedMigration {
  version: number
  name: string
  checksum: string
}

async function readApplied(client: pg.ClientBase): Promise<AppliedMigration[]> {
  await client.query(`create table if not exists schema_migrations (
    version    integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null default now()
  )`)
  const found = await client.query<AppliedMigration>(
    'select version, name, checksum from schema_migrations order by version',
  )
  return found.rows
}

function assertSameHistory(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  applied.forEach((row, index) => {
    const known = migrations[index]
    if (known === undefined || row.version !== known.version) {
      throw new Error(
        `The database has migration ${row.version} (${row.name}), which this program does not know: ` +
          'it was last used by a newer version. Start that version, or restore a backup from before the upgrade.',
      )
    }
    if (row.checksum !== known.checksum) {
      throw new Error(
        `Migration ${row.version} (${row.name}) was changed after the database had applied it. ` +
          'Restore the file as it was and put the change into a new migration.',
      )
    }
  })
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Migration ${migration.version} (${migration.name}) failed: ${reason}`, { cause: error })
  }
}
