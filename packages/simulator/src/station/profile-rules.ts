import {
  type ChargingProfile,
  type InstalledProfile,
  installProfile,
  type ProfilePlace,
  parseStationTime,
  profileProblems,
} from '@stationmaster/ocpp'
import { evseOf, type StationContext, stationTimeMs } from './context.ts'

/** Why a station takes a profile not; the code is one of 2.x's reason codes (part 2, appendix 5). */
export interface ProfileRefusal {
  readonly code: string
  readonly info: string
}

/** Whether the station can do smart charging at all. */
export function canSmartCharge(station: StationContext): boolean {
  const { settings, protocol } = station
  return protocol.version === '1.6'
    ? settings.list('profiles').includes('SmartCharging')
    : settings.flag('smartChargingEnabled')
}

/** Rate units that the station takes. */
export function rateUnits(station: StationContext): readonly string[] {
  const { settings, protocol } = station
  if (protocol.version !== '1.6') return settings.list('rateUnits')
  return settings.list('rateUnits16').map((unit) => (unit === 'Power' ? 'W' : 'A'))
}

/** The same for a profile that comes with a remote start; its transaction is still to come. */
export function refuseStartProfile(
  station: StationContext,
  { evseId, profile }: InstalledProfile,
): ProfileRefusal | undefined {
  const place = { evseId, version: station.protocol.version, startsTransaction: true }
  return refuseUnsound(station, profile, place) ?? refuseBeyondLimits(station, { evseId, profile })
}

/** Holds a profile against the rules (1.6 §5.16, 2.x K01) and against what this station can; undefined when it takes it. */
export function refuseProfile(station: StationContext, added: InstalledProfile): ProfileRefusal | undefined {
  const { evseId, profile } = added
  const place = { evseId, version: station.protocol.version }
  if (evseId !== 0 && !evseOf(station, evseId)) return refusal('UnknownEvse', `there is no EVSE ${evseId}`)
  return (
    refuseUnsound(station, profile, place) ??
    refuseBeyondLimits(station, added) ??
    refuseTransaction(station, added) ??
    refuseClash(station, added)
  )
}

function refuseUnsound(
  station: StationContext,
  profile: ChargingProfile,
  place: ProfilePlace,
): ProfileRefusal | undefined {
  const [problem] = profileProblems(profile, place)
  if (problem) return refusal('InvalidProfile', `${problem.field} ${problem.rule}`)
  const endsAtMs = profile.validTo === undefined ? undefined : parseStationTime(profile.validTo).ms
  const isPast = endsAtMs !== undefined && endsAtMs <= stationTimeMs(station)
  return isPast ? refusal('InvalidProfile', 'validTo has passed') : undefined
}

function refusal(code: string, info: string): ProfileRefusal {
  return { code, info }
}

function refuseBeyondLimits(station: StationContext, added: InstalledProfile): ProfileRefusal | undefined {
  const { settings, smartCharging } = station
  const { stackLevel, chargingSchedule } = added.profile
  const highest = settings.number('profileStackLevel')
  if (stackLevel > highest) return refusal('InvalidStackLevel', `the highest stack level is ${highest}`)
  const units = rateUnits(station)
  for (const { chargingRateUnit, chargingSchedulePeriod } of chargingSchedule) {
    if (!units.includes(chargingRateUnit)) return refusal('UnsupportedRateUnit', `only ${units.join(', ')} is taken`)
    const most = settings.number('profilePeriods')
    if (chargingSchedulePeriod.length > most) return refusal('InvalidSchedule', `at most ${most} periods are taken`)
  }
  const most = settings.number('profileEntries')
  const own = installProfile(smartCharging.profiles, added).filter(({ source }) => source === undefined)
  return own.length > most ? refusal('OutOfMemory', `at most ${most} profiles are kept`) : undefined
}

/** A TxProfile is only for a transaction that runs there. */
function refuseTransaction(station: StationContext, { evseId, profile }: InstalledProfile): ProfileRefusal | undefined {
  if (profile.chargingProfilePurpose !== 'TxProfile') return undefined
  const running = evseOf(station, evseId)?.session?.record.transactionId
  if (running !== undefined && running === profile.transactionId) return undefined
  return refusal('TxNotFound', `the transaction does not run on EVSE ${evseId}`)
}

function refuseClash(station: StationContext, { evseId, profile }: InstalledProfile): ProfileRefusal | undefined {
  const { profiles } = station.smartCharging
  if (profiles.some(({ source, profile: one }) => source !== undefined && one.id === profile.id)) {
    return refusal('InvalidProfileId', 'a limit from outside has this id')
  }
  // 2.x K01: a default for the station and one for an EVSE may not share a stack level; 1.6 lets the EVSE's own go first.
  if (station.protocol.version === '1.6' || profile.chargingProfilePurpose !== 'TxDefaultProfile') return undefined
  const clash = profiles.find(
    (one) =>
      one.profile.chargingProfilePurpose === 'TxDefaultProfile' &&
      one.profile.stackLevel === profile.stackLevel &&
      one.profile.id !== profile.id &&
      one.evseId !== evseId &&
      (one.evseId === 0 || evseId === 0),
  )
  return (
    clash && refusal('DuplicateProfile', `profile ${clash.profile.id} has this stack level on EVSE ${clash.evseId}`)
  )
}
