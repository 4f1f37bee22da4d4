import type { LiveReaders } from './api/live/tenant-feed.ts'
import { readNetworkNow } from './network/index.ts'
import type { Clock } from './platform/clock/index.ts'
import type { Database } from './platform/database/index.ts'
import { readSessionSummaries } from './sessions/session-rows.ts'
import { readCommands } from './stations/commands/queries.ts'
import type { TenantId } from './stations/ids.ts'
import { readQuarantine } from './stations/quarantine-queries.ts'
import { readRefusedHandshakes } from './stations/refused-handshakes.ts'
import { readSummaries } from './stations/station-rows.ts'

/** What live screens of a tenant are told from. */
export function liveReaders(
  { database, clock }: { database: Database; clock: Clock },
  tenantId: TenantId,
): LiveReaders {
  const db = database.kysely
  return {
    stations: (stationKeys) => readSummaries(db, tenantId, stationKeys),
    sessions: (sessionIds) => readSessionSummaries(db, tenantId, sessionIds),
    commands: (commandIds) => readCommands(db, tenantId, commandIds),
    quarantine: (identities) => readQuarantine(db, tenantId, identities, clock.nowMs()),
    refusedHandshakes: (ids) => readRefusedHandshakes(db, tenantId, ids),
    now: () => readNetworkNow(db, tenantId, clock.nowMs()),
  }
}
