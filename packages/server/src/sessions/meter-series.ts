import { type RawBuilder, sql } from 'kysely'
import { instant } from '../api/instant.ts'
import type { MeterSeries } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'

/** Names of the series and how samples of one EVSE within one bucket, and then EVSEs, are put together. */
const COLUMNS = {
  energyWh: { column: 'energy_import_wh', within: 'max', across: 'sum' },
  powerW: { column: 'power_import_w', within: 'avg', across: 'sum' },
  powerOfferedW: { column: 'power_offered_w', within: 'avg', across: 'sum' },
  currentA: { column: 'current_import_a', within: 'avg', across: 'sum' },
  currentL1A: { column: 'current_l1_a', within: 'avg', across: 'sum' },
  currentL2A: { column: 'current_l2_a', within: 'avg', across: 'sum' },
  currentL3A: { column: 'current_l3_a', within: 'avg', across: 'sum' },
  voltageV: { column: 'voltage_v', within: 'avg', across: 'avg' },
  socPercent: { column: 'soc_percent', within: 'max', across: 'max' },
  temperatureC: { column: 'temperature_c', within: 'max', across: 'max' },
} as const

type SeriesName = keyof typeof COLUMNS
const NAMES = Object.keys(COLUMNS).filter((name): name is SeriesName => Object.hasOwn(COLUMNS, name))

type SeriesRow = { readonly at: Date } & { readonly [Name in SeriesName]: number | null }

export interface SeriesRange {
  readonly stationKey: number
  readonly fromMs: number
  readonly toMs: number
  readonly maxPoints: number
  readonly sessionId?: string | undefined
  readonly evseId?: number | undefined
}

/** Buckets of a whole station are at least this long, so that EVSEs that sample at different seconds add up. */
const STATION_BUCKET_S = 60

/** Samples of a station, an EVSE or a session, thinned in the database to at most `maxPoints`. */
export async function readMeterSeries(db: Db, range: SeriesRange): Promise<MeterSeries> {
  const spanS = Math.max(1, (range.toMs - range.fromMs) / 1000)
  const isWholeStation = range.sessionId === undefined && range.evseId === undefined
  // One bucket more than points would be needed when a sample lies exactly on the last edge.
  const bucketS = Math.max(spanS / (range.maxPoints - 1), isWholeStation ? STATION_BUCKET_S : 0.001)
  const { rows } = await sql<SeriesRow>`
    select max(at) as at, ${aggregates('across')}
    from (
      select floor(extract(epoch from at - ${new Date(range.fromMs)}) / ${bucketS}) as bucket, evse_id, max(at) as at,
        ${aggregates('within')}
      from meter_samples where ${sql.join(seriesConditions(range), sql` and `)}
      group by bucket, evse_id
    ) evse group by bucket order by at`.execute(db)
  return seriesOf(rows)
}

function seriesConditions(range: SeriesRange): RawBuilder<unknown>[] {
  const conditions = [
    sql`station_id = ${range.stationKey}`,
    sql`at between ${new Date(range.fromMs)} and ${new Date(range.toMs)}`,
  ]
  if (range.sessionId !== undefined) conditions.push(sql`session_id = ${range.sessionId}`)
  if (range.evseId !== undefined) conditions.push(sql`evse_id = ${range.evseId}`)
  return conditions
}

function aggregates(level: 'within' | 'across'): RawBuilder<unknown> {
  return sql.join(
    NAMES.map((name) => {
      const { column, within, across } = COLUMNS[name]
      return level === 'within'
        ? sql`${sql.raw(within)}(${sql.ref(column)})::float8 as ${sql.ref(name)}`
        : sql`${sql.raw(across)}(${sql.ref(name)}) as ${sql.ref(name)}`
    }),
  )
}

/** Rows to columns; a column that no sample has is left out. */
function seriesOf(rows: readonly SeriesRow[]): MeterSeries {
  const series: MeterSeries = { at: rows.map((row) => instant(row.at)) }
  for (const name of NAMES) {
    if (rows.some((row) => row[name] !== null)) series[name] = rows.map((row) => rounded(row[name]))
  }
  return series
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100
}

/**
 * Energy delivered so far from the readings of a register. A reading below the one before it (the meter was reset or
 * replaced) counts from there; energy never falls.
 */
export function deliveredEnergy(registersWh: readonly (number | null)[], startWh: number | null): (number | null)[] {
  let previousWh = startWh
  let deliveredWh = 0
  return registersWh.map((registerWh) => {
    if (registerWh === null) return null
    if (previousWh !== null && registerWh > previousWh) deliveredWh += registerWh - previousWh
    previousWh = registerWh
    return deliveredWh
  })
}
