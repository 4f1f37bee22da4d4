import type pg from 'pg'
import type { WorkloadName } from '../load/workloads.ts'

export interface StoredComparison {
  readonly table: string
  readonly acknowledged: number
  readonly stored: number
}

/** Compares what was acknowledged with what the database holds: the proof that the figures are durable ones. */
export interface Stored {
  readonly comparisons: readonly StoredComparison[]
  remember(workload: WorkloadName): Promise<void>
  compare(workload: WorkloadName, acknowledged: number): Promise<void>
}

/** Only the MeterValues of the bench carry a power: the transactions around them do not. */
const COUNTS = {
  frames: "select count(*)::int as n from frames where action = 'MeterValues'",
  meter_samples: 'select count(*)::int as n from meter_samples where power_import_w is not null',
} as const

export function createStored(client: pg.ClientBase): Stored {
  const comparisons: StoredComparison[] = []
  const before = new Map<string, number>()
  const count = async (sql: string): Promise<number> => (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0
  return {
    comparisons,
    async remember(workload) {
      if (workload !== 'MeterValues') return
      for (const [table, sql] of Object.entries(COUNTS)) before.set(table, await count(sql))
    },
    async compare(workload, acknowledged) {
      if (workload !== 'MeterValues') return
      for (const [table, sql] of Object.entries(COUNTS)) {
        comparisons.push({ table, acknowledged, stored: (await count(sql)) - (before.get(table) ?? 0) })
      }
    },
  }
}
