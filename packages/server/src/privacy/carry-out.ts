import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { TenantId } from '../stations/ids.ts'
import { eraseMentions } from './erase.ts'
import { type DueErasure, dueErasures, notePass } from './erasures.ts'

/** How often erasures are looked for. */
export const ERASURE_STEP_MS = 1000
/** What a station's memory still held when it was let go is stored by then. */
const SETTLE_MS = 3000

export interface ErasureServices {
  readonly database: Database
  readonly clock: Clock
  readonly sealing: Sealing
  readonly logger: Logger
  /** Closes a station's socket, so that nothing in memory speaks of what is gone. */
  readonly disconnect: (stationKey: number) => Promise<void>
}

/**
 * Carries out what is due, in two passes: the first goes through all tables and lets go of the stations that know the
 * driver, the second takes what they had still in memory and stored meanwhile.
 */
export async function carryOutErasures(services: ErasureServices): Promise<void> {
  const { database, clock, sealing } = services
  for (const due of await dueErasures(database.kysely, sealing, clock.nowMs())) await passOver(services, due)
}

async function passOver(services: ErasureServices, due: DueErasure): Promise<void> {
  const { database, clock, logger } = services
  const { tenantId, erasureId, replacements } = due
  if (replacements === undefined) {
    logger.error({ subsystem: 'privacy', erasureId }, 'An erasure was sealed under another key and cannot go on')
    return
  }
  const stations = due.state === 'waiting' ? await stationsKnowing(database, tenantId, replacements) : []
  for (const stationKey of stations) await services.disconnect(stationKey)
  const found = await eraseMentions(database, { tenantId, sites: 'all' }, replacements)
  const nowMs = clock.nowMs()
  const nextAtMs = due.state === 'waiting' ? nowMs + SETTLE_MS : undefined
  await database.transaction((tx) => notePass(tx, due, { found, nextAtMs, nowMs }))
}

/** Connected stations with a session of one of the tokens: they may have it in memory. */
async function stationsKnowing(
  database: Database,
  tenantId: TenantId,
  replacements: DueErasure['replacements'] & object,
): Promise<readonly number[]> {
  const folded = replacements.map(({ token }) => foldIdToken(token))
  const { rows } = await sql<{ station_id: number }>`
    select distinct s.station_id from sessions x join stations s on s.station_id = x.station_id
    where x.tenant_id = ${tenantId} and x.id_token_folded = any(${folded}::text[]) and s.connected_node is not null`.execute(
    database.kysely,
  )
  return rows.map(({ station_id }) => station_id)
}
