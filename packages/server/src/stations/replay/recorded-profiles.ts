import {
  type ChargingProfile,
  clearProfiles,
  currentUpdate,
  type InstalledProfile,
  installProfile,
  parseFrame,
  type RequestOf,
  updateSchedule,
  validateRequest,
} from '@stationmaster/ocpp'
import type { TimelineEntry } from '../../contract/index.ts'
import type { Answered } from '../responder.ts'

/** The charging profiles that a recording shows being set at a 2.1 station, so that what it is told of them can be found again. */
export class RecordedProfiles {
  #installed: readonly InstalledProfile[] = []
  readonly #seen = new Set<number>()

  /** Takes notice of one of our calls, when the station has accepted it. */
  take(entry: TimelineEntry, result: Readonly<Record<string, unknown>> | undefined): void {
    if (result?.['status'] !== 'Accepted') return
    const frame = parseFrame('2.1', entry.frame)
    if (frame.kind !== 'call') return
    switch (frame.action) {
      case 'SetChargingProfile':
        this.#set(readCall('SetChargingProfile', frame.payload))
        return
      case 'ClearChargingProfile':
        this.#clear(readCall('ClearChargingProfile', frame.payload))
        return
      case 'UpdateDynamicSchedule':
        this.#update(readCall('UpdateDynamicSchedule', frame.payload), Date.parse(entry.at))
    }
  }

  /** What a station that asks for the update of a profile is told; undefined when the recording does not show it being set. */
  answer(chargingProfileId: number): Answered | undefined {
    if (!this.#seen.has(chargingProfileId)) return undefined
    const profile = this.#installed.find((one) => one.profile.id === chargingProfileId)?.profile
    const scheduleUpdate = profile && currentUpdate(profile)
    if (scheduleUpdate !== undefined) return { reply: { kind: 'dynamicSchedule', scheduleUpdate } }
    return {
      reply: { kind: 'dynamicSchedule' },
      reasons: [{ code: 'dynamicProfileUnknown', data: { chargingProfileId } }],
    }
  }

  #set(call: RequestOf<'2.1', 'SetChargingProfile'> | undefined): void {
    if (call === undefined) return
    this.#seen.add(call.chargingProfile.id)
    this.#installed = installProfile(this.#installed, { evseId: call.evseId, profile: call.chargingProfile })
  }

  #clear(call: RequestOf<'2.1', 'ClearChargingProfile'> | undefined): void {
    if (call === undefined) return
    const { chargingProfileId: id, chargingProfileCriteria: criteria } = call
    const { evseId, chargingProfilePurpose: purpose, stackLevel } = criteria ?? {}
    this.#installed = clearProfiles(this.#installed, {
      ...(id !== undefined && { ids: [id] }),
      ...(evseId !== undefined && { evseId }),
      ...(purpose !== undefined && { purpose }),
      ...(stackLevel !== undefined && { stackLevel }),
    })
  }

  #update(call: RequestOf<'2.1', 'UpdateDynamicSchedule'> | undefined, atMs: number): void {
    if (call === undefined) return
    const updated = (profile: ChargingProfile) =>
      profile.id === call.chargingProfileId ? updateSchedule(profile, call.scheduleUpdate, atMs) : profile
    this.#installed = this.#installed.map((one) => ({ ...one, profile: updated(one.profile) }))
  }
}

/** A call of ours as it was sent; undefined when the recording holds it otherwise. */
function readCall<Action extends 'SetChargingProfile' | 'ClearChargingProfile' | 'UpdateDynamicSchedule'>(
  action: Action,
  payload: unknown,
): RequestOf<'2.1', Action> | undefined {
  const checked = validateRequest({ version: '2.1', action, mode: 'lenient' }, payload)
  return checked.ok ? checked.payload : undefined
}
