import type { ChargingProfile, ChargingRateUnit, InstalledProfile } from '@stationmaster/ocpp'
import { isOnline, type StationContext, timestamp } from './context.ts'
import { changeInstalled } from './smart-charging.ts'

/** A limit that somebody beside the CSMS sets at the station: an energy manager, a grid operator. */
export interface ExternalLimit {
  readonly source: string
  readonly unit: ChargingRateUnit
  readonly limit: number
  /** The whole station when absent. */
  readonly evseId?: number
  readonly isGridCritical?: boolean
}

/** Ids of limits from outside stay clear of those that a CSMS gives. */
const FIRST_ID = -1

/** Holds the station to a limit from outside, and tells the CSMS (2.x K12); 1.6 has no message for it. */
export function limitFromOutside(station: StationContext, external: ExternalLimit): void {
  const { source, unit, limit, evseId = 0, isGridCritical = false } = external
  const others = station.smartCharging.profiles.filter((one) => one.source !== undefined)
  const id = others.reduce((lowest, { profile }) => Math.min(lowest, profile.id - 1), FIRST_ID)
  const profile: ChargingProfile = {
    id,
    stackLevel: 0,
    chargingProfilePurpose: 'ChargingStationExternalConstraints',
    chargingProfileKind: 'Absolute',
    chargingSchedule: [
      {
        id: 1,
        startSchedule: timestamp(station),
        chargingRateUnit: unit,
        chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      },
    ],
  }
  changeInstalled(station, (profiles) => [
    ...profiles.filter((one) => !isOf(one, external)),
    { evseId, profile, source },
  ])
  if (station.protocol.version === '1.6' || !isOnline(station)) return
  const payload = {
    chargingSchedule: profile.chargingSchedule,
    evseId,
    chargingLimit: { chargingLimitSource: source, isGridCritical },
  }
  void station.outbox.request({ action: 'NotifyChargingLimit', payload })
}

/** The limit from outside is lifted (2.x K13). */
export function liftOutsideLimit(station: StationContext, limit: Pick<ExternalLimit, 'source' | 'evseId'>): void {
  changeInstalled(station, (profiles) => profiles.filter((one) => !isOf(one, limit)))
  if (station.protocol.version === '1.6' || !isOnline(station)) return
  const payload = { chargingLimitSource: limit.source, evseId: limit.evseId ?? 0 }
  void station.outbox.request({ action: 'ClearedChargingLimit', payload })
}

function isOf({ evseId, source }: InstalledProfile, limit: Pick<ExternalLimit, 'source' | 'evseId'>): boolean {
  return source === limit.source && evseId === (limit.evseId ?? 0)
}
