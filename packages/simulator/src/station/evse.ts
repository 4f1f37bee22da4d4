import { advanceCharge, type Charge, startCharge } from '../energy/charge.ts'
import type { EvseHardware } from '../energy/hardware.ts'
import { createMeter, type Meter, type MeterSample, takeSample } from '../energy/meter.ts'
import type { Arrival } from '../energy/vehicle.ts'
import type { Random } from '../random.ts'
import type { Cancel } from '../time/scheduler.ts'
import type { ChargingState, ConnectorView } from './connector-status.ts'
import type { ConnectorType } from './options.ts'
import type { Session } from './session.ts'

/** A fault a connector shows. */
export interface ConnectorFault {
  /** 1.6 ChargePointErrorCode. */
  readonly errorCode:
    | 'GroundFailure'
    | 'OverCurrentFailure'
    | 'HighTemperature'
    | 'PowerMeterFailure'
    | 'ConnectorLockFailure'
    | 'EVCommunicationError'
  readonly info: string
  readonly vendorErrorCode: string
}

/** A card or remote start that waits for the cable. */
export interface PendingStart {
  readonly idToken: string
  readonly remoteStartId?: number
  readonly cancel: Cancel
}

/** An EVSE with one connector: hardware, meter, cable and what goes on at it. */
export interface Evse {
  readonly id: number
  readonly connectorId: number
  readonly connectorType: ConnectorType
  readonly hardware: EvseHardware
  readonly meter: Meter
  operative: boolean
  /** Availability to take effect once the running transaction has ended. */
  scheduledOperative: boolean | undefined
  fault: ConnectorFault | undefined
  charge: Charge | undefined
  advancedAtMs: number
  pending: PendingStart | undefined
  session: Session | undefined
  /** A session ended and the cable is still in. */
  finishing: boolean
  /** Status last told to the CSMS. */
  reportedStatus: string | undefined
}

/** What an EVSE is made of. */
export interface EvseParts {
  readonly id: number
  readonly hardware: EvseHardware
  readonly connectorType?: ConnectorType
  readonly meterStartWh?: number
}

/** Creates an idle EVSE. */
export function createEvse({ id, hardware, connectorType, meterStartWh }: EvseParts): Evse {
  return {
    id,
    connectorId: 1,
    connectorType: connectorType ?? (hardware.kind === 'dc' ? 'cCCS2' : 'sType2'),
    hardware,
    meter: createMeter(meterStartWh ?? 0),
    operative: true,
    scheduledOperative: undefined,
    fault: undefined,
    charge: undefined,
    advancedAtMs: 0,
    pending: undefined,
    session: undefined,
    finishing: false,
    reportedStatus: undefined,
  }
}

/** Connects a vehicle at `atMs`. */
export function connectVehicle(evse: Evse, arrival: Arrival, atMs: number): void {
  evse.charge = startCharge(arrival)
  evse.advancedAtMs = atMs
}

/** Lets the physics catch up to `atMs`: energy flows only in an energised session. */
export function advanceEvse(evse: Evse, atMs: number): void {
  const { charge, session } = evse
  const durationMs = atMs - evse.advancedAtMs
  evse.advancedAtMs = atMs
  if (!charge || durationMs <= 0) return
  if (!session?.energised || evse.fault) {
    charge.powerW = 0
    return
  }
  const energyWh = advanceCharge(charge, evse.hardware, durationMs)
  evse.meter.add(energyWh)
  session.record.trueEnergyWh += energyWh
}

/** Reads the meter as of `atMs`. */
export function sampleEvse(evse: Evse, atMs: number, random: Random): MeterSample {
  advanceEvse(evse, atMs)
  return takeSample({ hardware: evse.hardware, meter: evse.meter, charge: evse.charge, random }, atMs)
}

/** Where the running transaction is; undefined without one. */
export function chargingStateOf(evse: Evse): ChargingState | undefined {
  const { session, charge } = evse
  if (!session) return undefined
  if (!charge) return 'Idle'
  if (!session.energised) return 'EVConnected'
  if (evse.fault) return 'SuspendedEVSE'
  return charge.socPct >= Math.min(100, charge.vehicle.targetSocPct) ? 'SuspendedEV' : 'Charging'
}

/** The EVSE as its status is derived from. */
export function viewEvse(evse: Evse): ConnectorView {
  const chargingState = chargingStateOf(evse)
  return {
    faulted: evse.fault !== undefined,
    operative: evse.operative,
    pluggedIn: evse.charge !== undefined,
    authorized: evse.pending !== undefined,
    finishing: evse.finishing,
    ...(chargingState && { chargingState }),
  }
}
