import { sql } from 'kysely'
import { readNotices } from '../api/live/notices.ts'
import { LIVE_SUBJECT } from '../gateway/live.ts'
import type { Bus } from '../platform/bus/index.ts'
import { Rounds } from '../platform/clock/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import { type CompareServices, compare } from './compare.ts'
import { News } from './news.ts'
import type { Watch } from './watch.ts'
import { certificateWatch } from './watches/certificates.ts'
import { commandRunWatch } from './watches/command-runs.ts'
import { commandWatch } from './watches/commands.ts'
import { refusedRowWatch } from './watches/refused-rows.ts'
import { securityWatch } from './watches/security.ts'
import { sessionWatch } from './watches/sessions.ts'
import { stationWatch } from './watches/stations.ts'
import { waitingWatch } from './watches/waiting.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const STEP_MS = 300
/** A process that starts looks this far back for what its predecessor has not told. Marks are kept longer. */
const FIRST_LOOK_BACK_MS = 8 * DAY_MS
const MARKS_KEPT_MS = 10 * DAY_MS
const EVENTS_KEPT_MS = 30 * DAY_MS
/** Sessions report every few seconds; what matters to others are their beginning and end. */
const SESSION_REST_MS = 5_000
const REST_MS = 1_000

const WATCHES: readonly Watch[] = [
  ...[stationWatch, sessionWatch, commandWatch, commandRunWatch],
  ...[waitingWatch, securityWatch, certificateWatch, refusedRowWatch],
]

export interface WatcherServices extends CompareServices {
  readonly bus: Bus
  readonly logger: Logger
}

/**
 * Finds out what has happened. The bus says what may have changed, which is looked at within a second; what it did not
 * say, or said to a process that died, is found by sweeps that compare everything.
 */
export function startWatcher(services: WatcherServices): AsyncDisposable {
  const { bus, clock } = services
  const rounds = new Rounds(clock, services.logger.child({ subsystem: 'events' }))
  const stations = new News(REST_MS)
  const sessions = new News(SESSION_REST_MS)
  const commands = new News(REST_MS)
  const subscription = bus.subscribe(LIVE_SUBJECT, ({ payload }) => {
    const nowMs = clock.monotonicMs()
    for (const notice of readNotices(payload)) {
      if (notice.kind === 'station') stations.note(String(notice.stationKey), nowMs)
      else if (notice.kind === 'session' || notice.kind === 'progress') sessions.note(notice.sessionId, nowMs)
      else if (notice.kind === 'command') commands.note(notice.commandId, nowMs)
    }
  })
  const follow = (news: News, watch: Watch) => async () => {
    const subjects = news.take(clock.monotonicMs())
    if (subjects.length > 0) await compare(services, watch, { subjects, lookBackMs: 0 })
  }
  rounds.every(STEP_MS, 'changed stations', follow(stations, stationWatch))
  rounds.every(STEP_MS, 'changed sessions', follow(sessions, sessionWatch))
  rounds.every(STEP_MS, 'changed commands', follow(commands, commandWatch))
  for (const watch of WATCHES) sweep(services, rounds, watch)
  rounds.every(HOUR_MS, 'old events', () => forgetOld(services))
  return {
    async [Symbol.asyncDispose]() {
      subscription.stop()
      await rounds.stop()
    },
  }
}

/** Compares everything every `sweepMs`, the first time soon after the start and further back. */
function sweep(services: WatcherServices, rounds: Rounds, watch: Watch): void {
  const { clock } = services
  let nextMs = clock.monotonicMs()
  let lookBackMs = FIRST_LOOK_BACK_MS
  rounds.every(Math.min(watch.sweepMs, REST_MS), `sweep of ${watch.name}`, async () => {
    if (clock.monotonicMs() < nextMs) return
    await compare(services, watch, { subjects: 'all', lookBackMs })
    lookBackMs = HOUR_MS
    nextMs = clock.monotonicMs() + watch.sweepMs
  })
}

/** Marks of stations, certificates and the like stay as long as what they are of. */
async function forgetOld({ database, clock }: WatcherServices): Promise<void> {
  const nowMs = clock.nowMs()
  await database.transaction(async (tx) => {
    await sql`delete from events where created_at < ${new Date(nowMs - EVENTS_KEPT_MS)}`.execute(tx)
    await sql`
      delete from event_marks where updated_at < ${new Date(nowMs - MARKS_KEPT_MS)}
        and (watch = 'command' or (watch = 'session' and mark ->> 'state' = 'ended'))`.execute(tx)
    await sql`
      delete from event_marks m where watch = 'station'
        and not exists (select from stations s where s.station_id = m.subject::int)`.execute(tx)
  })
}
