import type { Cancel, Scheduler } from '../time/scheduler.ts'
import type { Visit } from './model.ts'
import type { RecordedSession } from './session-file.ts'

/** A recorded visit and the place it was recorded at. */
export interface ReplayedVisit {
  readonly visit: Visit
  readonly stationId: string
  readonly idToken?: string
}

/**
 * Replays recorded sessions on the scheduler's clock, the first one now and the others after the recorded intervals.
 * Sessions must be in order of arrival.
 */
export function startReplay(
  sessions: readonly RecordedSession[],
  scheduler: Scheduler,
  arrive: (visit: ReplayedVisit) => void,
): Cancel {
  const first = sessions[0]
  if (!first) return () => {}
  const shiftMs = scheduler.now() - first.arrivalMs
  let cancel: Cancel = () => {}
  const plan = (index: number) => {
    const session = sessions[index]
    if (!session) return
    cancel = scheduler.after(session.arrivalMs + shiftMs - scheduler.now(), () => {
      arrive(toVisit(session))
      plan(index + 1)
    })
  }
  plan(0)
  return () => cancel()
}

function toVisit(session: RecordedSession): ReplayedVisit {
  const { stated, arrivalMs } = session
  return {
    stationId: session.stationId,
    visit: {
      stayMs: session.departureMs - arrivalMs,
      energyWh: session.energyWh,
      ...(stated && { stated: { stayMs: stated.departureMs - arrivalMs, energyWh: stated.energyWh } }),
    },
    ...(session.idToken !== undefined && { idToken: session.idToken }),
  }
}
