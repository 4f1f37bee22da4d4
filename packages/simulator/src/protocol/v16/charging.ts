import {
  clearProfiles,
  compositeSchedule,
  installProfile,
  type ProfileCriteria,
  purposeOf16,
  type RequestOf,
  type ResponseOf,
  readProfile16,
  writeComposite16,
} from '@stationmaster/ocpp'
import { fittedSchedule } from '../../station/composite.ts'
import { evseOf, type StationContext, stationTimeMs } from '../../station/context.ts'
import { canSmartCharge, rateUnits, refuseProfile } from '../../station/profile-rules.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { changeInstalled, situationOf } from '../../station/smart-charging.ts'
import { command, type Handled } from '../command.ts'

/** Smart charging of a 1.6 station (§5.5, §5.7, §5.16). */
export const CHARGING_COMMANDS_16: readonly (readonly [string, CommandHandler])[] = [
  command('1.6', 'SetChargingProfile', setProfile),
  command('1.6', 'ClearChargingProfile', clearProfile),
  command('1.6', 'GetCompositeSchedule', (station, request) => ({ response: composite(station, request) })),
]

function setProfile(
  station: StationContext,
  { connectorId: evseId, csChargingProfiles }: RequestOf<'1.6', 'SetChargingProfile'>,
): Handled<ResponseOf<'1.6', 'SetChargingProfile'>> {
  if (!canSmartCharge(station)) return { response: { status: 'NotSupported' } }
  const added = { evseId, profile: readProfile16(csChargingProfiles) }
  if (refuseProfile(station, added)) return { response: { status: 'Rejected' } }
  changeInstalled(station, (profiles) => installProfile(profiles, added))
  return { response: { status: 'Accepted' } }
}

function clearProfile(
  station: StationContext,
  request: RequestOf<'1.6', 'ClearChargingProfile'>,
): Handled<ResponseOf<'1.6', 'ClearChargingProfile'>> {
  const { id, connectorId: evseId, chargingProfilePurpose, stackLevel } = request
  const criteria: ProfileCriteria = {
    ...(id !== undefined && { ids: [id] }),
    ...(evseId !== undefined && { evseId }),
    ...(chargingProfilePurpose !== undefined && { purpose: purposeOf16(chargingProfilePurpose) }),
    ...(stackLevel !== undefined && { stackLevel }),
  }
  const before = station.smartCharging.profiles.length
  changeInstalled(station, (profiles) => clearProfiles(profiles, criteria))
  return { response: { status: station.smartCharging.profiles.length < before ? 'Accepted' : 'Unknown' } }
}

function composite(
  station: StationContext,
  { connectorId: evseId, duration: durationS, chargingRateUnit }: RequestOf<'1.6', 'GetCompositeSchedule'>,
): ResponseOf<'1.6', 'GetCompositeSchedule'> {
  const unit = chargingRateUnit ?? 'A'
  const isKnown = evseId === 0 || evseOf(station, evseId) !== undefined
  if (!canSmartCharge(station) || !isKnown || !rateUnits(station).includes(unit) || durationS < 1) {
    return { status: 'Rejected' }
  }
  const request = { evseId, startMs: stationTimeMs(station), durationS, unit }
  return writeComposite16(fittedSchedule(station, compositeSchedule(situationOf(station), request)))
}
