import {
  type ChargingProfile,
  clearProfiles,
  compositeSchedule,
  type InstalledProfile,
  installProfile,
  matchesProfile,
  type ProfileCriteria,
  type RequestOf,
  type ResponseOf,
} from '@stationmaster/ocpp'
import { fittedSchedule } from '../../station/composite.ts'
import { evseOf, type StationContext, stationTimeMs } from '../../station/context.ts'
import { pullUpdates } from '../../station/dynamic-schedule.ts'
import { chooseSchedule } from '../../station/high-level.ts'
import { canSmartCharge, rateUnits, refuseProfile } from '../../station/profile-rules.ts'
import type { CommandHandler } from '../../station/protocol.ts'
import { changeInstalled, situationOf } from '../../station/smart-charging.ts'
import { command, type Handled } from '../command.ts'

type Version2 = '2.0.1' | '2.1'

/** Profiles in one part of a report. */
const PROFILES_PER_PART = 2

/** Charging profiles of a 2.x station (K01, K08–K10). */
export function chargingCommands2(version: Version2): readonly (readonly [string, CommandHandler])[] {
  return [
    command(version, 'SetChargingProfile', (station, { evseId, chargingProfile }) =>
      setProfile(station, { evseId, profile: chargingProfile }),
    ),
    command(version, 'ClearChargingProfile', clearProfile),
    command(version, 'GetChargingProfiles', getProfiles),
    command(version, 'GetCompositeSchedule', composite),
  ]
}

function refused(code: string, info: string) {
  return {
    status: 'Rejected',
    statusInfo: { reasonCode: code.slice(0, 20), additionalInfo: info.slice(0, 512) },
  } as const
}

const NO_SMART_CHARGING = refused('UnsupportedRequest', 'smart charging is switched off')

function setProfile(
  station: StationContext,
  added: { readonly evseId: number; readonly profile: ChargingProfile },
): Handled<ResponseOf<'2.0.1', 'SetChargingProfile'>> {
  if (!canSmartCharge(station)) return { response: NO_SMART_CHARGING }
  const refusal = refuseProfile(station, added)
  if (refusal) return { response: refused(refusal.code, refusal.info) }
  changeInstalled(station, (profiles) => installProfile(profiles, added))
  pullUpdates(station, added.profile)
  return { response: { status: 'Accepted' }, after: () => chooseSchedule(station, added) }
}

function clearProfile(
  station: StationContext,
  { chargingProfileId, chargingProfileCriteria }: RequestOf<Version2, 'ClearChargingProfile'>,
): Handled<ResponseOf<'2.0.1', 'ClearChargingProfile'>> {
  const before = station.smartCharging.profiles.length
  const criteria: ProfileCriteria =
    chargingProfileId !== undefined ? { ids: [chargingProfileId] } : criteriaOf(chargingProfileCriteria ?? {})
  changeInstalled(station, (profiles) => clearProfiles(profiles, criteria))
  return { response: { status: station.smartCharging.profiles.length < before ? 'Accepted' : 'Unknown' } }
}

type WireCriteria = NonNullable<RequestOf<'2.1', 'ClearChargingProfile'>['chargingProfileCriteria']>

function criteriaOf({ evseId, chargingProfilePurpose, stackLevel }: WireCriteria): ProfileCriteria {
  return {
    ...(evseId !== undefined && { evseId }),
    ...(chargingProfilePurpose !== undefined && { purpose: chargingProfilePurpose }),
    ...(stackLevel !== undefined && { stackLevel }),
  }
}

function getProfiles(
  station: StationContext,
  { requestId, evseId, chargingProfile }: RequestOf<Version2, 'GetChargingProfiles'>,
): Handled<ResponseOf<'2.0.1', 'GetChargingProfiles'>> {
  const { chargingProfileId: ids, chargingLimitSource: sources, ...rest } = chargingProfile
  const criteria = {
    ...criteriaOf({ ...rest, ...(evseId !== undefined && { evseId }) }),
    ...(ids !== undefined && { ids: [...ids] }),
  }
  const wanted: readonly string[] | undefined = sources
  const found = station.smartCharging.profiles.filter(
    (one) => matchesProfile(one, criteria) && (wanted === undefined || wanted.includes(sourceOf(one))),
  )
  if (found.length === 0) return { response: { status: 'NoProfiles' } }
  return { response: { status: 'Accepted' }, after: () => report(station, requestId, found) }
}

function sourceOf({ source }: InstalledProfile): string {
  return source ?? 'CSO'
}

/** Reports profiles EVSE by EVSE and source by source, a few in each part (K09). */
function report(station: StationContext, requestId: number, found: readonly InstalledProfile[]): void {
  const groups = Map.groupBy(found, (one) => `${one.evseId} ${sourceOf(one)}`)
  const parts = [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / PROFILES_PER_PART) }, (_, index) =>
      group.slice(index * PROFILES_PER_PART, (index + 1) * PROFILES_PER_PART),
    ),
  )
  for (const [index, part] of parts.entries()) {
    const [first] = part
    if (!first) continue
    const payload = {
      requestId,
      chargingLimitSource: sourceOf(first),
      chargingProfile: part.map(({ profile }) => profile),
      tbc: index < parts.length - 1,
      evseId: first.evseId,
    }
    void station.outbox.request({ action: 'ReportChargingProfiles', payload })
  }
}

function composite(
  station: StationContext,
  { duration: durationS, chargingRateUnit: unit = 'A', evseId }: RequestOf<Version2, 'GetCompositeSchedule'>,
): Handled<ResponseOf<'2.0.1', 'GetCompositeSchedule'>> {
  if (!canSmartCharge(station)) return { response: NO_SMART_CHARGING }
  if (evseId !== 0 && !evseOf(station, evseId))
    return { response: refused('UnknownEvse', `there is no EVSE ${evseId}`) }
  if (!rateUnits(station).includes(unit))
    return { response: refused('UnsupportedRateUnit', `${unit} is not supported`) }
  const request = { evseId, startMs: stationTimeMs(station), durationS, unit }
  const { minChargingRate: _, ...schedule } = fittedSchedule(station, compositeSchedule(situationOf(station), request))
  const chargingSchedulePeriod = schedule.chargingSchedulePeriod.map(({ startPeriod, limit = 0, ...rest }) => ({
    startPeriod,
    limit,
    ...rest,
  }))
  return { response: { status: 'Accepted', schedule: { ...schedule, chargingSchedulePeriod } } }
}
