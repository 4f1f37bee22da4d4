import { rightsOf, rowsOf } from '../../accounts/index.ts'
import { commandPermission } from '../../contract/index.ts'
import { blamesRow } from '../../gateway/journal/failure.ts'
import type { Db } from '../../platform/database/index.ts'
import { eachAlone } from '../../platform/each-alone.ts'
import { Refusal } from '../../platform/errors.ts'
import { type RowScope, withinScope } from '../../platform/row-scope.ts'
import { type SendServices, type StoredCommand, storeCommand } from '../commands/send-command.ts'
import type { TenantId } from '../ids.ts'
import { expireApprovals } from './approval.ts'
import { endTurn, nextTurns, type RunningRun, runningRuns, type Turn } from './store.ts'
import { takeSteps } from './take-steps.ts'

/** How often turns are given. */
export const TURN_STEP_MS = 1000
/** Turns given to one run in one step: what was missed while nobody ran is caught up in steps. */
const MOST_AT_ONCE = 1000
const TOGETHER = 8

export interface TurnServices extends SendServices {
  /** Asks the node that holds the station's socket to send a queued command; ends one that nobody will take. */
  readonly dispatch: (tenantId: TenantId, command: StoredCommand, ifOffline: 'refuse' | 'queue') => Promise<void>
}

/** Moves every running run on, and gives it the turns that its wave and its pace allow by now. */
export async function giveTurns(services: TurnServices): Promise<void> {
  const { database, clock } = services
  const nowMs = clock.nowMs()
  await expireApprovals(database, nowMs)
  // First: what has failed by now may stop a run before it gives another turn.
  await takeSteps(database, nowMs)
  await eachAlone(await runningRuns(database.kysely, services.sealing), (run) => giveTurnsOf(services, run, nowMs))
}

async function giveTurnsOf(services: TurnServices, run: RunningRun, nowMs: number): Promise<void> {
  const due = turnsDue(run, nowMs)
  if (due <= 0) return
  const { database } = services
  const turns = await nextTurns(database.kysely, run.runId, due)
  const scope = await scopeOfAuthor(database.kysely, run, nowMs)
  const shares = Array.from({ length: TOGETHER }, (_, hand) => turns.filter((_, place) => place % TOGETHER === hand))
  const giveTo = (turn: Turn) =>
    scope === 'lost' ? refuse(services, turn, RIGHT_LOST) : inScope(scope, () => give(services, run, turn))
  const hands = await Promise.allSettled(shares.map((share) => eachAlone(share, giveTo)))
  for (const hand of hands) if (hand.status === 'rejected') throw hand.reason
}

/** The first turn comes at once, the others at their pace since the wave began. */
export function turnsDue(run: Pick<RunningRun, 'perMinute' | 'begunAtMs' | 'given'>, nowMs: number): number {
  const byNow = 1 + Math.floor((Math.max(0, nowMs - run.begunAtMs) * run.perMinute) / 60_000)
  return Math.min(byNow - run.given, MOST_AT_ONCE)
}

/** The rows that a run's author may command by now. A run from before authors were noted goes on. */
async function scopeOfAuthor(
  db: Db,
  { authorId, kind }: RunningRun,
  nowMs: number,
): Promise<RowScope | 'program' | 'lost'> {
  if (authorId.personId === null && authorId.keyId === null) return 'program'
  const rights = await rightsOf(db, authorId, nowMs)
  return rights?.permissions.has(commandPermission(kind)) === true ? rowsOf(authorId, rights) : 'lost'
}

const inScope = <Result>(scope: RowScope | 'program', work: () => Result): Result =>
  scope === 'program' ? work() : withinScope(scope, work)

const RIGHT_LOST = 'Whoever started this run may not send such commands any more.'
const UNREADABLE = 'The secret in this run was sealed under another key (DATA_DIR); start it again.'

/** The turn was given elsewhere in the meantime: nothing of this attempt may stay. */
class TurnTaken extends Error {}

async function give(services: TurnServices, { actor, input }: RunningRun, turn: Turn): Promise<void> {
  try {
    if (input === undefined) throw new Refusal('commandNotWritable', { detail: UNREADABLE })
    const stored = await storeCommand(services, actor, turn.identity, input, async (tx, { commandId }) => {
      if (!(await endTurn(tx, turn, { commandId }))) throw new TurnTaken()
    })
    await services.dispatch(actor.tenantId, stored, input.ifOffline)
  } catch (error) {
    if (error instanceof TurnTaken) return
    // What the database refuses for its content it will refuse again.
    const refusal =
      error instanceof Refusal ? error.message : blamesRow(error) ? 'The command cannot be stored.' : undefined
    if (refusal === undefined) throw error
    await refuse(services, turn, refusal)
  }
}

async function refuse({ database }: TurnServices, turn: Turn, refusal: string): Promise<void> {
  await database.transaction((tx) => endTurn(tx, turn, { refusal }))
}
