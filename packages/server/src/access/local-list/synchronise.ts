import { routeCommand } from '../../gateway/index.ts'
import { backOffMs } from '../../platform/back-off.ts'
import type { Bus } from '../../platform/bus/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database, Tx } from '../../platform/database/index.ts'
import { eachAlone } from '../../platform/each-alone.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { newCommandId } from '../../stations/commands/own-command.ts'
import { insertCommand } from '../../stations/commands/queries.ts'
import { nextUpdate } from './next-update.ts'
import {
  forget,
  listsBehind,
  readContents,
  setFailed,
  setInSync,
  setUpdateOnItsWay,
  takeList,
  unansweredUpdates,
} from './store.ts'
import { readCapacity, readWanted } from './wanted.ts'

export interface ListServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly bus: Bus
  readonly sealing: Sealing
}

/** How often lists are looked at. */
export const LIST_STEP_MS = 2000
const LISTS_PER_STEP = 200
const DEADLINE_MS = 120_000
const RETRIES = { firstMs: 60_000, longestMs: 6 * 3_600_000 }

/** Sends each connected station whose list is behind the next update, and gives up those that were never answered. */
export async function synchroniseLists(services: ListServices): Promise<void> {
  const { database, clock } = services
  await database.transaction((tx) => dropUnanswered(tx, clock.nowMs()))
  await eachAlone(await listsBehind(database.kysely, clock.nowMs(), LISTS_PER_STEP), (stationKey) =>
    database.transaction((tx) => sendNext(tx, services, stationKey)),
  )
}

/** Has the next update of a list sent once this transaction is durable; marks a list that needs none. */
export async function sendNext(
  tx: Tx,
  { clock, ids, bus, sealing }: Omit<ListServices, 'database'>,
  stationKey: number,
): Promise<void> {
  const list = await takeList(tx, stationKey)
  if (list === undefined) return
  const nowMs = clock.nowMs()
  const capacity = await readCapacity(tx, stationKey)
  const wanted = await readWanted(tx, { ...list, nowMs }, capacity)
  const known = list.listVersion === null ? null : await readContents(tx, stationKey)
  const update = nextUpdate(known, wanted, capacity.perMessage)
  if (update === null) {
    await setInSync(tx, list, nowMs)
    return
  }
  const listVersion = list.highestVersion + 1
  const commandId = newCommandId(ids)
  await insertCommand(tx, sealing, {
    ...{ tenantId: list.tenantId, stationKey, commandId, nowMs },
    command: { kind: 'sendLocalList', listVersion, ...update },
    requestedBy: 'Stationmaster',
    reason: 'The local list follows the tokens.',
    deadlineAtMs: nowMs + DEADLINE_MS,
  })
  await setUpdateOnItsWay(tx, { stationKey, commandId, listVersion })
  tx.afterCommit(async () => void (await routeCommand(bus, { stationKey, commandId })))
}

/** An update without an answer may have been taken or not: the list is not known any more. */
async function dropUnanswered(tx: Tx, nowMs: number): Promise<void> {
  for (const { stationKey, attempts, detail } of await unansweredUpdates(tx)) {
    await forget(tx, stationKey)
    await setFailed(tx, { stationKey, state: 'failed', detail, nextTryAtMs: nowMs + retryAfterMs(attempts) })
  }
}

/** Ever longer, so that a station that cannot is not asked all day. `attempts` have failed before this one. */
export function retryAfterMs(attempts: number): number {
  return backOffMs(RETRIES, attempts + 1)
}
