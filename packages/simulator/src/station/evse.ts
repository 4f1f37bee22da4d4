import type { ChargingProfile, ChargingState } from '@stationmaster/ocpp'
import { advanceCharge, type Charge, startCharge } from '../energy/charge.ts'
import { phasesInUse } from '../energy/charging-curve.ts'
import { type EvseHardware, PHASE_VOLTAGE_V } from '../energy/hardware.ts'
import { createMeter, type Meter, type MeterSample, takeSample } from '../energy/meter.ts'
import type { Arrival } from '../energy/vehicle.ts'
import type { Random } from '../random.ts'
import type { Cancel } from '../time/scheduler.ts'
import type { ConnectorView } from './connector-status.ts'
import type { ConnectorType } from './options.ts'
import type { Reservation } from './reservation.ts'
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
  readonly chargingProfile?: ChargingProfile
  readonly cancel: Cancel
}

/** An EVSE with one connector: hardware, meter, cable and what goes on at it. */
export interface Evse {
  readonly id: number
  readonly connectorId: number
  readonly connectorType: ConnectorType
  readonly hardware: EvseHardware
  readonly meter: Meter
  /** What charging profiles let it draw, A per phase on the side of the grid. */
  limitA: number
  operative: boolean
  /** Availability to take effect once the running transaction has ended. */
  scheduledOperative: boolean | undefined
  fault: ConnectorFault | undefined
  charge: Charge | undefined
  advancedAtMs: number
  pending: PendingStart | undefined
  session: Session | undefined
  reservation: Reservation | undefined
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
    limitA: Number.POSITIVE_INFINITY,
    operative: true,
    scheduledOperative: undefined,
    fault: undefined,
    charge: undefined,
    advancedAtMs: 0,
    pending: undefined,
    session: undefined,
    reservation: undefined,
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
  const energyWh = advanceCharge(charge, evse.hardware, durationMs, limitW(evse, charge))
  evse.meter.add(energyWh)
  session.record.trueEnergyWh += energyWh
}

/** The limit as power of this vehicle; undefined without one. */
function limitW({ limitA, hardware }: Evse, { vehicle }: Charge): number | undefined {
  if (limitA === Number.POSITIVE_INFINITY) return undefined
  const phases = hardware.kind === 'ac' ? phasesInUse(hardware, vehicle) : 3
  return limitA * phases * PHASE_VOLTAGE_V
}

/** Less than this is not offered to a vehicle (IEC 61851-1). */
const LEAST_AC_A = 6

/** The limit leaves too little to charge with. */
function isHeldBack({ limitA, hardware }: Evse): boolean {
  return hardware.kind === 'ac' ? limitA < LEAST_AC_A : limitA <= 0
}

/** The vehicle has all it wants. */
export function isSatisfied({ charge }: Evse): boolean {
  return charge !== undefined && charge.socPct >= Math.min(100, charge.vehicle.targetSocPct)
}

/** Reads the meter as of `atMs`. */
export function sampleEvse(evse: Evse, atMs: number, random: Random): MeterSample {
  advanceEvse(evse, atMs)
  const { hardware, meter, charge } = evse
  const offeredA = isHeldBack(evse) ? 0 : Math.min(evse.limitA, hardware.maxCurrentA)
  return takeSample({ hardware, meter, charge, offeredA, random }, atMs)
}

/** Where the running transaction is; undefined without one. */
export function chargingStateOf(evse: Evse): ChargingState | undefined {
  const { session, charge } = evse
  if (!session) return undefined
  if (!charge) return 'Idle'
  if (!session.energised) return 'EVConnected'
  if (evse.fault) return 'SuspendedEVSE'
  if (isSatisfied(evse)) return 'SuspendedEV'
  return isHeldBack(evse) ? 'SuspendedEVSE' : 'Charging'
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
    reserved: evse.reservation !== undefined,
    ...(chargingState && { chargingState }),
  }
}
