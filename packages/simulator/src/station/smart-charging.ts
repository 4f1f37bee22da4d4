import {
  type ChargingProfile,
  endTransactionProfiles,
  type InstalledProfile,
  installProfile,
  isTimeZone,
  type ProfiledEvse,
  type ProfileSituation,
} from '@stationmaster/ocpp'
import { type EvseHardware, PHASE_VOLTAGE_V, ratedPowerW } from '../energy/hardware.ts'
import type { Cancel } from '../time/scheduler.ts'
import type { StationContext } from './context.ts'
import type { Evse } from './evse.ts'
import type { TrueSession } from './history.ts'

/** What a station keeps about charging profiles. */
export interface SmartCharging {
  /** Also those of others, which have a source. */
  profiles: readonly InstalledProfile[]
  /** Transactions with priority (2.1 K23). */
  readonly priority: Set<string>
  /** Drops the look at the next change of a limit. */
  cancelNextChange: Cancel
  /** Drops the next question for the update of a dynamic profile; by profile id. */
  readonly pulls: Map<number, Cancel>
  /** Since when the station has no CSMS; undefined while it has one. */
  offlineSinceMs: number | undefined
  /** Drops the looks at profiles that end without a CSMS. */
  cancelOffline: Cancel
}

export function createSmartCharging(): SmartCharging {
  return {
    profiles: [],
    priority: new Set(),
    cancelNextChange: () => {},
    pulls: new Map(),
    offlineSinceMs: undefined,
    cancelOffline: () => {},
  }
}

/** Everything that limits follow from, on the station's own clock. */
export function situationOf(station: StationContext): ProfileSituation {
  return {
    profiles: station.smartCharging.profiles.filter((one) => !isTooLongAlone(station, one)),
    evses: station.evses.map((evse) => profiledEvse(station, evse)),
    voltageV: PHASE_VOLTAGE_V,
    timeZone: zoneOf(station),
    drawnDelay: ({ profileId, period, cycleStartMs }) =>
      station.random.fork(`delay ${profileId} ${period} ${cycleStartMs}`).between(0, 1),
  }
}

function zoneOf({ settings }: StationContext): string {
  const zone = settings.get('timeZone')
  return isTimeZone(zone) ? zone : 'UTC'
}

/** Whether how much the vehicle has makes a difference to what it may draw. */
export function goesBySoc({ smartCharging }: StationContext): boolean {
  return smartCharging.profiles.some(({ profile }) =>
    profile.chargingSchedule.some(({ limitAtSoC }) => limitAtSoC !== undefined),
  )
}

function profiledEvse(station: StationContext, evse: Evse): ProfiledEvse {
  const place = { evseId: evse.id, phases: gridPhases(evse.hardware), ratedA: ratedCurrentA(evse.hardware) }
  const record = evse.session?.record
  if (record === undefined) return place
  const transactionId = profiledId(record)
  const hasPriority = station.smartCharging.priority.has(transactionId)
  const startedAtMs = record.startedAtMs + station.skewMs
  return { ...place, transaction: { transactionId, startedAtMs, hasPriority, ...knownSoc(evse) } }
}

/** Only in DC charging does the vehicle say how full it is. */
function knownSoc({ hardware, charge }: Evse): { readonly socPercent?: number } {
  return hardware.kind === 'dc' && charge ? { socPercent: Math.round(charge.socPct) } : {}
}

/** A profile has been alone for longer than it may be. */
export function isTooLongAlone(station: StationContext, { profile }: InstalledProfile): boolean {
  const { offlineSinceMs } = station.smartCharging
  const { maxOfflineDuration } = profile
  if (offlineSinceMs === undefined || maxOfflineDuration === undefined) return false
  return station.scheduler.now() - offlineSinceMs >= maxOfflineDuration * 1000
}

/** Phases on the side of the grid; DC rectifiers take all three. */
export function gridPhases(hardware: EvseHardware): 1 | 3 {
  return hardware.kind === 'ac' ? hardware.phases : 3
}

/** Rated current per phase on the side of the grid. */
export function ratedCurrentA(hardware: EvseHardware): number {
  return hardware.kind === 'ac' ? hardware.maxCurrentA : ratedPowerW(hardware) / (3 * PHASE_VOLTAGE_V)
}

/** Changes what is installed, and lets the limits follow. */
export function changeInstalled(
  station: StationContext,
  change: (profiles: readonly InstalledProfile[]) => readonly InstalledProfile[],
): void {
  const { smartCharging } = station
  smartCharging.profiles = change(smartCharging.profiles)
  for (const [profileId, cancel] of smartCharging.pulls) {
    if (smartCharging.profiles.some(({ profile }) => profile.id === profileId)) continue
    cancel()
    smartCharging.pulls.delete(profileId)
  }
  station.limitsChanged()
}

/** Changes one profile; false when it is not there. */
export function changeOne(
  station: StationContext,
  profileId: number,
  change: (profile: ChargingProfile) => ChargingProfile,
): boolean {
  const isThere = station.smartCharging.profiles.some(({ profile }) => profile.id === profileId)
  if (!isThere) return false
  changeInstalled(station, (profiles) =>
    profiles.map((one) => (one.profile.id === profileId ? { ...one, profile: change(one.profile) } : one)),
  )
  return true
}

/** What profiles call a transaction: one of 1.6 has no id before its start is answered. */
export function profiledId({ transactionId, localId }: TrueSession): string {
  return transactionId ?? localId
}

/** A transaction has begun with a profile of its own. */
export function beginWithProfile(station: StationContext, record: TrueSession, profile: ChargingProfile): void {
  const added = { evseId: record.evseId, profile: { ...profile, transactionId: profiledId(record) } }
  changeInstalled(station, (profiles) => installProfile(profiles, added))
}

/** The CSMS has given a transaction its id (1.6). */
export function nameTransaction(station: StationContext, { localId, transactionId }: TrueSession): void {
  if (transactionId === undefined) return
  changeInstalled(station, (profiles) =>
    profiles.map((one) =>
      one.profile.transactionId === localId ? { ...one, profile: { ...one.profile, transactionId } } : one,
    ),
  )
}

/** A transaction has ended: what was only for it ends too. */
export function endTransaction(station: StationContext, transactionId: string): void {
  station.smartCharging.priority.delete(transactionId)
  changeInstalled(station, (profiles) => endTransactionProfiles(profiles, transactionId))
}
