import type { Cancel } from '../time/scheduler.ts'
import type { StationContext } from './context.ts'
import { advanceEvse, type ConnectorFault, type Evse } from './evse.ts'
import type { FaultName } from './faults.ts'
import { loseReservation } from './reservation.ts'
import { powerDown } from './reset.ts'
import { stopSession } from './session-flow.ts'
import { reportStatus } from './status-reports.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const STORM_DIALS = 10
/** Offsets of wrong clocks: a lost battery, summer time, minutes of drift. */
const SKEWS_MS = [-30 * 365 * 24 * HOUR_MS, -HOUR_MS, HOUR_MS, 7 * MINUTE_MS, -12 * MINUTE_MS, 10 * 365 * 24 * HOUR_MS]

const CONNECTOR_FAULTS: readonly ConnectorFault[] = [
  { errorCode: 'GroundFailure', info: 'Residual current detected', vendorErrorCode: 'E-RCD-01' },
  { errorCode: 'OverCurrentFailure', info: 'Overcurrent on L1', vendorErrorCode: 'E-OCP-11' },
  { errorCode: 'HighTemperature', info: 'Contactor above 85 C', vendorErrorCode: 'E-TMP-02' },
  { errorCode: 'PowerMeterFailure', info: 'Meter does not answer', vendorErrorCode: 'E-MTR-07' },
  { errorCode: 'ConnectorLockFailure', info: 'Lock blocked', vendorErrorCode: 'E-LCK-03' },
  { errorCode: 'EVCommunicationError', info: 'Pilot signal lost', vendorErrorCode: 'E-CP-05' },
]

/** Makes a fault happen now, or at the next occasion where it belongs to one (a session, a command, a message). */
export function injectFault(station: StationContext, name: FaultName, evseId?: number): void {
  const evse = station.evses.find((one) => one.id === evseId) ?? station.random.pick(station.evses)
  station.statistics.faults += 1
  station.events.emit('fault', evseId === undefined ? { name } : { name, evseId })
  switch (name) {
    case 'connector-fault':
      breakConnector(station, evse)
      return
    case 'drop-clean':
      station.link.drop('clean')
      return
    case 'drop-abrupt':
      station.link.drop('abrupt')
      return
    case 'offline':
      loseNetwork(station)
      return
    case 'power-loss':
      losePower(station)
      return
    case 'reconnect-storm':
      station.link.hurry(STORM_DIALS)
      station.link.drop('abrupt')
      return
    case 'meter-reset':
      advanceEvse(evse, station.scheduler.now())
      evse.meter.reset()
      return
    case 'clock-skew':
      station.dice.force(name)
      station.skewMs = station.random.pick(SKEWS_MS)
      return
    case 'slow-response':
    case 'no-response':
    case 'firmware-download-fails':
    case 'firmware-signature-fails':
    case 'firmware-install-fails':
    case 'log-upload-fails':
    case 'meter-start-zero':
    case 'duplicate-send':
    case 'shuffle-queue':
    case 'stop-without-id':
    case 'seq-zero':
    case 'misspelt':
    case 'no-subprotocol':
      station.dice.force(name)
      return
  }
}

/** Plans the faults that come by the hour, and applies the permanent ones. */
export function startFaults(station: StationContext): Cancel {
  if (station.dice.has('clock-skew')) station.skewMs = station.random.pick(SKEWS_MS)
  const cancels = new Map<FaultName, Cancel>()
  const plan = (name: FaultName, perHour: number) => {
    const delayMs = station.random.exponential(HOUR_MS / perHour)
    const cancel = station.scheduler.after(delayMs, () => {
      injectFault(station, name)
      plan(name, perHour)
    })
    cancels.set(name, cancel)
  }
  for (const [name, perHour] of station.dice.hourly()) plan(name, perHour)
  return () => {
    for (const cancel of cancels.values()) cancel()
  }
}

/** Draws the faults that strike in the middle of a session, at a time within the stay. */
export function planSessionFaults(station: StationContext, evse: Evse, stayMs: number): void {
  for (const name of ['meter-reset', 'power-loss'] as const) {
    if (!station.dice.roll(name)) continue
    const { session } = evse
    station.scheduler.after(station.random.between(0.1, 0.9) * stayMs, () => {
      if (evse.session === session && session) injectFault(station, name, evse.id)
    })
  }
}

function breakConnector(station: StationContext, evse: Evse): void {
  if (evse.fault) return
  advanceEvse(evse, station.scheduler.now())
  evse.fault = station.random.pick(CONNECTOR_FAULTS)
  stopSession(station, evse, { kind: 'ended', reason: 'fault' })
  loseReservation(station, evse)
  reportStatus(station)
  station.scheduler.after(station.random.between(2, 90) * MINUTE_MS, () => {
    evse.fault = undefined
    reportStatus(station)
  })
}

/** No network at all: the station does not even dial. */
function loseNetwork(station: StationContext): void {
  station.link.drop('abrupt')
  void station.link.stop()
  station.scheduler.after(station.random.between(2, 60) * MINUTE_MS, () => {
    if (station.running && station.power === 'on') station.link.start()
  })
}

function losePower(station: StationContext): void {
  const downMs = station.random.exponential(station.behaviour.powerLossMs)
  powerDown(station, { downMs, stopReason: 'powerLoss', bootReason: 'powerUp' })
}
