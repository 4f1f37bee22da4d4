import type { StationEvent } from '@stationmaster/ocpp'
import type { Clock } from '../../platform/clock/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Answered, Asker, Responder } from '../../stations/responder.ts'

/** A station waits 30 s for an answer by default; ours has to be under way before. */
const LATEST_ANSWER_MS = 20_000

/** Asks whoever answers events of this kind. A failure or a late answer is no answer: the station gets a valid no. */
export function askResponders(parts: {
  readonly responders: readonly Responder[]
  readonly clock: Clock
  readonly log: Logger
}): (asker: Asker, event: StationEvent) => Promise<Answered | null> {
  const { responders, clock, log } = parts
  return async (asker, event) => {
    try {
      for (const respond of responders) {
        const answer = respond(asker, event)
        if (answer !== undefined) return await inTime(answer, clock)
      }
    } catch (error) {
      log.warn(
        { err: error, stationKey: asker.stationKey, kind: event.kind },
        'A question of a station found no answer',
      )
    }
    return null
  }
}

function inTime(answer: Promise<Answered>, clock: Clock): Promise<Answered | null> {
  return new Promise((resolve, reject) => {
    const late = clock.after(LATEST_ANSWER_MS, () => resolve(null))
    answer.then(resolve, reject).finally(() => late.cancel())
  })
}
