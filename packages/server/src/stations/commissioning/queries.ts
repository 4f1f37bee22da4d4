import { sql } from 'kysely'
import { z } from 'zod'
import { instant, instantOrNull } from '../../api/instant.ts'
import { type Commissioning, ProposedSetting } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'
import { fits } from '../quirk-profiles/matching.ts'
import type { Tolerances } from '../quirk-profiles/store.ts'

interface CheckJson {
  readonly check_id: string
  readonly outcome: Commissioning['checks'][number]['outcome']
  readonly finding: string | null
  readonly data: Record<string, unknown> | null
  readonly quirks: Commissioning['proposedQuirks'] | null
  readonly command_id: string | null
}

interface Row {
  readonly commissioning_id: string
  readonly identity: string
  readonly vendor: string | null
  readonly model: string | null
  readonly firmware_version: string | null
  readonly state: Commissioning['state']
  readonly fail_safe_a: number | null
  readonly started_by: string
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly decision: 'accepted' | 'declined' | null
  readonly decided_by: string | null
  readonly decided_at: Date | null
  readonly checks: readonly CheckJson[]
}

const LONGEST_LIST = 20

/** Examinations of a station, newest first, or the one with an id. */
export async function readCommissionings(
  db: Db,
  tenantId: TenantId,
  of: { readonly stationKey: number } | { readonly commissioningId: string },
  profiles: readonly Tolerances[],
): Promise<Commissioning[]> {
  const which =
    'stationKey' in of ? sql`c.station_id = ${of.stationKey}` : sql`c.commissioning_id = ${of.commissioningId}`
  const { rows } = await sql<Row>`
    select c.commissioning_id, s.identity, s.vendor, s.model, s.firmware_version, c.state, c.fail_safe_a, c.started_by,
      c.started_at, c.finished_at, c.decision, c.decided_by, c.decided_at,
      (select json_agg(k order by k.position) from commissioning_checks k
       where k.commissioning_id = c.commissioning_id) as checks
    from commissionings c join stations s on s.station_id = c.station_id
    where c.tenant_id = ${tenantId} and ${which}
    order by c.started_at desc limit ${LONGEST_LIST}`.execute(db)
  return rows.map((row) => commissioningOf(row, profiles))
}

function commissioningOf(row: Row, profiles: readonly Tolerances[]): Commissioning {
  const make = { vendor: row.vendor, model: row.model, firmwareVersion: row.firmware_version }
  const matching = profiles.filter((profile) => fits(profile, make))
  const proposals = [...matching.map(({ quirks }) => quirks), ...row.checks.flatMap(({ quirks }) => quirks ?? [])]
  return {
    id: row.commissioning_id,
    stationId: row.identity,
    state: row.state,
    verdict: row.state === 'done' ? worstOf(row.checks) : null,
    failSafeA: row.fail_safe_a,
    startedBy: row.started_by,
    startedAt: instant(row.started_at),
    finishedAt: instantOrNull(row.finished_at),
    checks: row.checks.map(({ check_id, outcome, finding, data, command_id }) => ({
      ...{ check: check_id, outcome, finding, data },
      commandId: command_id,
    })),
    proposedQuirks: Object.assign({}, ...proposals),
    matchingProfiles: matching.map(({ name }) => name),
    proposedSettings: proposedIn(row.checks),
    decision: decisionOf(row),
  }
}

function decisionOf({ decision, decided_by: by, decided_at: at }: Row): Commissioning['decision'] {
  return decision === null || by === null || at === null ? null : { outcome: decision, by, at: instant(at) }
}

const Proposed = z.object({ items: z.array(ProposedSetting) })

/** What the check of settings has kept; null before it, and in examinations of programs that proposed none. */
function proposedIn(checks: readonly CheckJson[]): Commissioning['proposedSettings'] {
  const read = Proposed.safeParse(checks.find(({ check_id }) => check_id === 'settings')?.data)
  return read.success ? read.data.items : null
}

function worstOf(checks: readonly CheckJson[]): Commissioning['verdict'] {
  const has = (wanted: string) => checks.some(({ outcome }) => outcome === wanted)
  if (has('failed')) return 'failed'
  return has('warned') ? 'warned' : 'passed'
}
