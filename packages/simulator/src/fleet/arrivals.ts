import { arrivalRatePerHour, type DriverParameters, drawVisit, peakRatePerHour, type Visit } from '../drivers/model.ts'
import type { Random } from '../random.ts'
import type { Cancel, Scheduler } from '../time/scheduler.ts'

const HOUR_MS = 3_600_000

/** A stream of drivers coming to a group of EVSEs with the same habits. */
export interface ArrivalStream {
  readonly parameters: DriverParameters
  /** EVSEs served: the rate grows with them. */
  readonly evses: number
  /** Arrivals per hour around the clock, instead of the fitted weekly pattern. */
  readonly fixedPerHour?: number
  /** Multiplies the fitted rate. */
  readonly busyness?: number
}

/** Calls `arrive` for each driver: a Poisson process whose rate follows the week (by thinning the busiest hour's rate). */
export function startArrivals(
  stream: ArrivalStream,
  { scheduler, random }: { readonly scheduler: Scheduler; readonly random: Random },
  arrive: (visit: Visit) => void,
): Cancel {
  const scale = stream.evses * (stream.busyness ?? 1)
  const peakPerHour = stream.fixedPerHour ?? scale * peakRatePerHour(stream.parameters)
  if (!(peakPerHour > 0)) return () => {}
  let cancel: Cancel = () => {}
  const plan = () => {
    cancel = scheduler.after(random.exponential(HOUR_MS / peakPerHour), () => {
      const nowMs = scheduler.now()
      const ratePerHour = stream.fixedPerHour ?? scale * arrivalRatePerHour(stream.parameters, nowMs)
      if (random.chance(ratePerHour / peakPerHour)) arrive(drawVisit(stream.parameters, nowMs, random))
      plan()
    })
  }
  plan()
  return () => cancel()
}
