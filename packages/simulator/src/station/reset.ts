import type { BootReason, StationContext } from './context.ts'
import { advanceEvse } from './evse.ts'
import type { StopReason } from './session.ts'
import { stopSession } from './session-flow.ts'

/** Restarts the station. Soft ends sessions first; hard pulls the plug and reports them after the boot (1.6 §5.14). */
export function resetStation(
  station: StationContext,
  how: 'soft' | 'hard',
  bootReason: BootReason = 'remoteReset',
): void {
  if (station.power === 'off') return
  station.resetWhenIdle = false
  if (how === 'soft') {
    for (const evse of station.evses) stopSession(station, evse, { kind: 'ended', reason: 'softReset' })
  }
  // Soft leaves the messages just made a moment to get out.
  station.scheduler.after(how === 'soft' ? 1_000 : 0, () => {
    powerDown(station, { downMs: station.behaviour.rebootMs, stopReason: 'hardReset', bootReason })
  })
}

/** Restarts at once, or when the last session has ended (2.x Reset OnIdle). Says whether it has to wait. */
export function resetWhenIdle(station: StationContext): boolean {
  station.resetWhenIdle = station.evses.some((evse) => evse.session)
  return station.resetWhenIdle
}

/** How a loss of power goes. */
export interface PowerDown {
  readonly downMs: number
  readonly stopReason: StopReason
  readonly bootReason: BootReason
}

/** Power goes away: contactors open, the socket dies, and sessions are ended in retrospect at the next boot. */
export function powerDown(station: StationContext, { downMs, stopReason, bootReason }: PowerDown): void {
  if (station.power === 'off') return
  const lostAtMs = station.scheduler.now()
  station.power = 'off'
  station.registration = 'none'
  station.outbox.open('closed')
  for (const evse of station.evses) {
    advanceEvse(evse, lostAtMs)
    evse.pending?.cancel()
    evse.pending = undefined
    evse.reportedStatus = undefined
    if (!evse.session) continue
    evse.session.cancelSampling()
    evse.session.energised = false
  }
  station.link.drop(stopReason === 'powerLoss' ? 'abrupt' : 'clean')
  void station.link.stop()
  station.scheduler.after(downMs, () => powerUp(station, { lostAtMs, stopReason, bootReason }))
}

function powerUp(
  station: StationContext,
  { lostAtMs, stopReason, bootReason }: { lostAtMs: number; stopReason: StopReason; bootReason: BootReason },
): void {
  if (station.power === 'on') return
  station.power = 'on'
  for (const evse of station.evses) stopSession(station, evse, { kind: 'ended', reason: stopReason }, lostAtMs)
  station.bootReason = bootReason
  station.ways.follow()
  if (station.running) station.link.start()
}
