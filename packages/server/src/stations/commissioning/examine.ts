import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { eachAlone } from '../../platform/each-alone.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { newCommandId } from '../commands/own-command.ts'
import { insertCommand } from '../commands/queries.ts'
import type { CommandId, StationKey } from '../ids.ts'
import type { Verdict } from './check.ts'
import { checkOf } from './checks.ts'
import { type RunningCheck, readEvidence, runningChecks, setAsked, setJudged } from './store.ts'

export interface ExamineServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly sealing: Sealing
  /** Asks the node that holds the station's socket to send a stored command. */
  readonly route: (command: { readonly stationKey: StationKey; readonly commandId: CommandId }) => Promise<unknown>
}

/** How often examinations go on. */
export const EXAMINE_STEP_MS = 500
/** What a station sends because it was asked may take this long to come. */
const SETTLE_MS = 1500
const DEADLINE_MS = 60_000
/** A station that stays away ends its examination. */
const LONGEST_WAIT_MS = 15 * 60_000

const GONE: Verdict = { outcome: 'failed', finding: 'stationWentAway' }
const NOT_FOR_IT: Verdict = { outcome: 'skipped', finding: 'notForThisStation' }

/** Takes every running examination as far as it gets without waiting: judges answers, asks the next questions. */
export async function examine(services: ExamineServices): Promise<void> {
  let isMoving = true
  while (isMoving) {
    isMoving = false
    await eachAlone(await runningChecks(services.database.kysely), async (check) => {
      const hasMoved = check.outcome === 'waiting' ? await ask(services, check) : await judge(services, check)
      isMoving ||= hasMoved
    })
  }
}

/** Whether there is something to do at once: a check that asks nothing is judged. */
async function ask(services: ExamineServices, check: RunningCheck): Promise<boolean> {
  const { database, clock, ids } = services
  const nowMs = clock.nowMs()
  const evidence = await readEvidence(database.kysely, check)
  const conclude = async (verdict: Verdict) => {
    await database.transaction((tx) => setJudged(tx, check, verdict, nowMs))
    return true
  }
  if (evidence === undefined || !check.isOnline) {
    return nowMs - check.startedAtMs > LONGEST_WAIT_MS ? conclude(GONE) : false
  }
  const definition = checkOf(check.checkId)
  const command = definition?.ask(evidence)
  if (definition === undefined || command === undefined) return conclude(NOT_FOR_IT)
  if (command === null) return conclude(definition.judge(evidence))
  const commandId = newCommandId(ids)
  const isAsked = await database.transaction(async (tx) => {
    if (!(await setAsked(tx, check, commandId, nowMs))) return false
    await insertCommand(tx, services.sealing, {
      ...{ tenantId: check.tenantId, stationKey: check.stationKey, commandId, command, nowMs },
      requestedBy: 'Stationmaster',
      reason: `Commissioning: ${check.checkId}`,
      deadlineAtMs: nowMs + DEADLINE_MS,
    })
    return true
  })
  if (isAsked) await services.route({ stationKey: check.stationKey, commandId })
  return false
}

async function judge({ database, clock }: ExamineServices, check: RunningCheck): Promise<boolean> {
  const nowMs = clock.nowMs()
  const definition = checkOf(check.checkId)
  const isSettling = check.askedAtMs !== null && nowMs - check.askedAtMs < SETTLE_MS
  if (definition?.awaitsMore === true && isSettling) return false
  const evidence = await readEvidence(database.kysely, check)
  if (evidence === undefined) return false
  // A check of an older program may be none of ours any more.
  const verdict = definition === undefined ? NOT_FOR_IT : definition.judge(evidence)
  await database.transaction((tx) => setJudged(tx, check, verdict, nowMs))
  return true
}
