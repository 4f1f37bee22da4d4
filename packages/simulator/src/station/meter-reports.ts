import type { Cancel } from '../time/scheduler.ts'
import { isOnline, type StationContext, stationTimeMs } from './context.ts'
import { type Evse, sampleEvse } from './evse.ts'
import { reportSample } from './session-flow.ts'

/** Sends the meter of an EVSE outside a session. */
export function sendMeterValues(station: StationContext, evse: Evse): void {
  const sample = sampleEvse(evse, station.scheduler.now(), station.random)
  void station.outbox.request(station.protocol.meterValues(station, evse, sample))
}

/** Sends readings of all EVSEs at whole intervals of the station's clock (ClockAlignedDataInterval); 0 is never. */
export function startAlignedReadings(station: StationContext): Cancel {
  const intervalMs = station.settings.number('alignedInterval') * 1000
  if (intervalMs <= 0) return () => {}
  let cancel: Cancel = () => {}
  const plan = () => {
    const phaseMs = ((stationTimeMs(station) % intervalMs) + intervalMs) % intervalMs
    cancel = station.scheduler.after(intervalMs - phaseMs, () => {
      for (const evse of station.evses) {
        if (evse.session) reportSample(station, evse, 'clockAligned')
        else if (isOnline(station)) sendMeterValues(station, evse)
      }
      plan()
    })
  }
  plan()
  return () => cancel()
}
