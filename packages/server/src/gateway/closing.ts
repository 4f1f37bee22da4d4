import { type Clock, sleep } from '../platform/clock/index.ts'
import type { StationActor } from './actor/actor.ts'
import type { CloseCause } from './metrics.ts'
import { PAUSE } from './socket/flow.ts'

const SLICE_MS = 100
const POLL_MS = 20

export interface SlicedClose {
  readonly code: number
  readonly cause: CloseCause
  readonly perSecond: number
  /** Stops closing when it turns false: the reason has gone. */
  readonly while?: () => boolean
}

/** Closes sockets at a bounded rate, so that a fleet does not come back as one. */
export async function closeInSlices(
  actors: Iterable<StationActor>,
  { code, cause, perSecond, while: goOn = () => true }: SlicedClose,
  clock: Clock,
): Promise<void> {
  const perSlice = Math.max(1, Math.round((perSecond * SLICE_MS) / 1000))
  let inSlice = 0
  for (const actor of [...actors]) {
    if (!goOn()) return
    actor.close(code, cause)
    inSlice += 1
    if (inSlice < perSlice) continue
    inSlice = 0
    await sleep(clock, SLICE_MS)
  }
}

/** Reads nothing more and waits until what has been read is answered, at most until the deadline. */
export async function finishWork(actors: readonly StationActor[], timeoutMs: number, clock: Clock): Promise<void> {
  const deadlineMs = clock.monotonicMs() + timeoutMs
  for (const actor of actors) {
    actor.stopCalling()
    actor.pause(PAUSE.draining)
  }
  while (clock.monotonicMs() < deadlineMs && actors.some((actor) => actor.isBusy)) await sleep(clock, POLL_MS)
}
