import { type ChargingProfile, type ScheduleUpdate, updateSchedule, validateResponse } from '@stationmaster/ocpp'
import { isOnline, type StationContext, stationTimeMs } from './context.ts'
import { changeOne } from './smart-charging.ts'

/** Puts new limits into a dynamic profile; false when there is none with the id (2.1 K28). */
export function applyUpdate(station: StationContext, profileId: number, update: ScheduleUpdate): boolean {
  const isDynamic = station.smartCharging.profiles.some(
    ({ profile }) => profile.id === profileId && profile.chargingProfileKind === 'Dynamic',
  )
  return isDynamic && changeOne(station, profileId, (one) => updateSchedule(one, update, stationTimeMs(station)))
}

/** Asks for the update of a dynamic profile every so often, as long as it is installed (2.1 K29). */
export function pullUpdates(station: StationContext, profile: ChargingProfile): void {
  const { pulls } = station.smartCharging
  const { id, chargingProfileKind, dynUpdateInterval = 0 } = profile
  pulls.get(id)?.()
  if (chargingProfileKind !== 'Dynamic' || dynUpdateInterval <= 0) return
  const plan = () => {
    const cancel = station.scheduler.after(dynUpdateInterval * 1000, () => {
      plan()
      if (isOnline(station)) void pull(station, id)
    })
    pulls.set(id, cancel)
  }
  plan()
}

/** Asks once. */
async function pull(station: StationContext, chargingProfileId: number): Promise<void> {
  const action = 'PullDynamicScheduleUpdate'
  const answer = await station.outbox.request({ action, payload: { chargingProfileId } })
  if (answer.kind !== 'result') return
  const read = validateResponse({ version: '2.1', action }, answer.payload)
  if (read.ok && read.payload.scheduleUpdate) applyUpdate(station, chargingProfileId, read.payload.scheduleUpdate)
}
