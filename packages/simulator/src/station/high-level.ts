import type { InstalledProfile, RequestOf } from '@stationmaster/ocpp'
import type { Vehicle } from '../energy/vehicle.ts'
import { evseOf, isOnline, type StationContext, timestamp } from './context.ts'
import type { Evse } from './evse.ts'

type Needs = RequestOf<'2.0.1', 'NotifyEVChargingNeeds'>['chargingNeeds']

/** Whether vehicles talk ISO 15118 with this station, and it can pass on what they say. */
function talks(station: StationContext): boolean {
  return station.behaviour.highLevelCommunication && station.protocol.version !== '1.6' && isOnline(station)
}

/** The vehicle tells what it needs when power could flow (2.x K15). */
export function tellNeeds(station: StationContext, evse: Evse): void {
  const { charge } = evse
  if (!charge || !talks(station)) return
  const { vehicle } = charge
  const energyAmount = Math.max(0, Math.round(((vehicle.targetSocPct - charge.socPct) / 100) * vehicle.batteryWh))
  const chargingNeeds = evse.hardware.kind === 'ac' ? acNeeds(vehicle, energyAmount) : dcNeeds(evse, energyAmount)
  const payload = { evseId: evse.id, maxScheduleTuples: 12, chargingNeeds }
  void station.outbox.request({ action: 'NotifyEVChargingNeeds', payload })
}

function acNeeds(vehicle: Vehicle, energyAmount: number): Needs {
  return {
    requestedEnergyTransfer: vehicle.acPhases === 3 ? 'AC_three_phase' : 'AC_single_phase',
    acChargingParameters: {
      energyAmount,
      evMinCurrent: 6,
      evMaxCurrent: vehicle.acMaxCurrentA,
      evMaxVoltage: 400,
    },
  }
}

function dcNeeds({ charge }: Evse, energyAmount: number): Needs {
  const { vehicle, socPct = 0 } = charge ?? {}
  return {
    requestedEnergyTransfer: 'DC',
    dcChargingParameters: {
      evMaxCurrent: 500,
      evMaxVoltage: Math.round((vehicle?.packVoltageV ?? 400) * 1.1),
      evMaxPower: vehicle?.dcMaxPowerW ?? 0,
      energyAmount,
      stateOfCharge: Math.round(socPct),
    },
  }
}

/** The vehicle follows the first schedule that a profile for its transaction offers, and says so (2.x K16). */
export function chooseSchedule(station: StationContext, { evseId, profile }: InstalledProfile): void {
  const [schedule] = profile.chargingSchedule
  const evse = evseOf(station, evseId)
  if (profile.chargingProfilePurpose !== 'TxProfile' || !schedule || !evse?.session || !talks(station)) return
  const { salesTariff: _, ...chosen } = schedule
  const payload = {
    timeBase: timestamp(station),
    chargingSchedule: chosen,
    evseId,
    ...(station.protocol.version === '2.1' && { selectedChargingScheduleId: schedule.id }),
  }
  void station.outbox.request({ action: 'NotifyEVChargingSchedule', payload })
}
