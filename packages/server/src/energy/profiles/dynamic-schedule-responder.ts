import { currentUpdate } from '@stationmaster/ocpp'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { type Responder, respondTo } from '../../stations/responder.ts'
import { readProfiles } from './profile-store.ts'
import { effectiveProfile } from './stored-profile.ts'

interface Parts {
  readonly database: Database
  readonly clock: Clock
}

/** Tells a station what its dynamic profile says now (2.1 K29): what it was last updated to, or as it was set. */
export function dynamicScheduleResponder({ database, clock }: Parts): Responder {
  return respondTo('dynamicScheduleAsked', async ({ stationKey }, { chargingProfileId }) => {
    const stored = await readProfiles(database.kysely, stationKey, clock.nowMs())
    const asked = stored.find(({ profileId }) => profileId === chargingProfileId)
    const profile = asked && effectiveProfile(asked)?.profile
    const scheduleUpdate = profile && currentUpdate(profile)
    if (scheduleUpdate !== undefined) return { reply: { kind: 'dynamicSchedule', scheduleUpdate } }
    return {
      reply: { kind: 'dynamicSchedule' },
      reasons: [{ code: 'dynamicProfileUnknown', data: { chargingProfileId } }],
    }
  })
}
