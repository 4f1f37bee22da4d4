import type { LiveReaders } from './api/live/tenant-feed.ts'
import { visibleBookings } from './bookings/index.ts'
import { readNetworkNow } from './network/index.ts'
import type { Clock } from './platform/clock/index.ts'
import type { Database } from './platform/database/index.ts'
import { type RowScope, withinScope } from './platform/row-scope.ts'
import { readSessionProgress, readSessionSummaries } from './sessions/session-rows.ts'
import { readCommands } from './stations/commands/queries.ts'
import type { TenantId } from './stations/ids.ts'
import { readQuarantine } from './stations/quarantine-queries.ts'
import { readRefusedHandshakes } from './stations/refused-handshakes.ts'
import { readSummaries } from './stations/station-rows.ts'

/** What live screens of a tenant that see the rows of a scope are told from. */
export function liveReaders(
  { database, clock }: { database: Database; clock: Clock },
  tenantId: TenantId,
  scope: RowScope,
): LiveReaders {
  const db = database.kysely
  const inScope =
    <Key, Result>(read: (key: Key) => Promise<Result>) =>
    (key: Key) =>
      withinScope(scope, () => read(key))
  return {
    stations: inScope((stationKeys) => readSummaries(db, tenantId, stationKeys)),
    sessions: inScope((sessionIds) => readSessionSummaries(db, tenantId, sessionIds)),
    progress: inScope((sessionIds) => readSessionProgress(db, tenantId, sessionIds)),
    commands: inScope((commandIds) => readCommands(db, tenantId, commandIds)),
    bookings: inScope((bookingIds) => visibleBookings(db, tenantId, bookingIds)),
    quarantine: inScope((identities) => readQuarantine(db, tenantId, identities, clock.nowMs())),
    refusedHandshakes: inScope((ids) => readRefusedHandshakes(db, tenantId, ids)),
    now: () => withinScope(scope, () => readNetworkNow(db, tenantId, clock.nowMs())),
  }
}
