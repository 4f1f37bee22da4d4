import type { Logger } from '../logging/index.ts'
import type { Database } from './database.ts'

/** A table partitioned by day (UTC) on one timestamptz column, with a default partition `TABLE_default`. */
export interface PartitionedTable {
  readonly table: string
  readonly column: string
  /** Days of data kept; 0 keeps everything. */
  readonly retentionDays: number
}

export interface PartitionPlan {
  readonly tables: readonly PartitionedTable[]
  readonly nowMs: number
  /** Days before today that get a partition too, for reports that arrive late. */
  readonly daysBehind?: number
  readonly daysAhead?: number
}

const DAY_MS = 86_400_000
/** Keeps two processes from making the same partition. */
const LOCK_KEY = 7_382_115

/**
 * Makes the daily partitions around today and drops those whose data is past its retention. Rows that met no
 * partition and landed in the default one are moved. Safe to run at any time and from several processes.
 */
export async function maintainPartitions(database: Database, plan: PartitionPlan, logger: Logger): Promise<void> {
  const today = Math.floor(plan.nowMs / DAY_MS)
  for (const table of plan.tables) {
    const existing = await listPartitions(database, table.table)
    for (let day = today - (plan.daysBehind ?? 1); day <= today + (plan.daysAhead ?? 3); day++) {
      const isWanted = table.retentionDays === 0 || day >= today - table.retentionDays
      if (isWanted && !existing.has(partitionName(table.table, day))) await createPartition(database, table, day)
    }
    if (table.retentionDays > 0) await dropExpired(database, table, today - table.retentionDays, existing, logger)
  }
}

/** `frames` and day 20454 → `frames_p20260101`. */
function partitionName(table: string, day: number): string {
  return `${table}_p${dayText(day).replaceAll('-', '')}`
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

async function listPartitions(database: Database, table: string): Promise<Set<string>> {
  const found = await database.owner.query<{ name: string }>(
    'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass',
    [table],
  )
  return new Set(found.rows.map((row) => row.name))
}

async function createPartition(database: Database, { table, column }: PartitionedTable, day: number): Promise<void> {
  const name = partitionName(table, day)
  const range = `'${dayText(day)}+00' and ${column} < '${dayText(day + 1)}+00'`
  await inLockedTransaction(database, [
    `create table if not exists ${name} (like ${table} including all)`,
    `with moved as (delete from ${table}_default where ${column} >= ${range} returning *)
       insert into ${name} select * from moved`,
    `do $$ begin
       if not exists (select from pg_inherits where inhrelid = '${name}'::regclass) then
         alter table ${table} attach partition ${name} for values from ('${dayText(day)}+00') to ('${dayText(day + 1)}+00');
       end if;
     end $$`,
  ])
}

async function dropExpired(
  database: Database,
  { table, column }: PartitionedTable,
  firstKeptDay: number,
  existing: ReadonlySet<string>,
  logger: Logger,
): Promise<void> {
  const oldestKept = partitionName(table, firstKeptDay)
  const expired = [...existing].filter((name) => /_p\d{8}$/.test(name) && name < oldestKept)
  for (const name of expired) {
    await inLockedTransaction(database, [`drop table if exists ${name}`])
    logger.info({ table, partition: name }, 'Dropped data past its retention')
  }
  await database.owner.query(`delete from ${table}_default where ${column} < '${dayText(firstKeptDay)}+00'`)
}

async function inLockedTransaction(database: Database, statements: readonly string[]): Promise<void> {
  const client = await database.owner.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY])
    for (const statement of statements) await client.query(statement)
    await client.query('commit')
    client.release()
  } catch (error) {
    // The connection may be the thing that failed; it is not worth keeping.
    client.release(true)
    throw error
  }
}
