import type { Handlers } from '../../api/handler.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import { findStationKey } from '../../stations/index.ts'
import {
  compareComposite,
  listDerAlarms,
  listDerControls,
  listEvCharging,
  listLimits,
  listProfiles,
} from './queries.ts'

type ProfileHandlers = Pick<
  Handlers,
  | 'listChargingProfiles'
  | 'compareCompositeSchedule'
  | 'listChargingLimits'
  | 'listEvCharging'
  | 'listDerControls'
  | 'listDerAlarms'
>

export interface ProfileServices {
  readonly database: Database
  readonly clock: Clock
}

export function profileHandlers({ database: { kysely: db }, clock }: ProfileServices): ProfileHandlers {
  const keyOf = async (tenantId: TenantId, stationId: string): Promise<number> => {
    const stationKey = await findStationKey(db, tenantId, stationId)
    if (stationKey === undefined) throw new Refusal('stationNotFound')
    return stationKey
  }
  return {
    listChargingProfiles: async ({ actor, params, query }) =>
      listProfiles(db, await keyOf(actor.tenantId, params.stationId), { ...query, nowMs: clock.nowMs() }),
    compareCompositeSchedule: async ({ actor, params, query }) => {
      const stationKey = await keyOf(actor.tenantId, params.stationId)
      return compareComposite(db, stationKey, { ...query, nowMs: clock.nowMs() })
    },
    listChargingLimits: async ({ actor, params }) => listLimits(db, await keyOf(actor.tenantId, params.stationId)),
    listEvCharging: async ({ actor, params }) => listEvCharging(db, await keyOf(actor.tenantId, params.stationId)),
    listDerControls: async ({ actor, params }) => listDerControls(db, await keyOf(actor.tenantId, params.stationId)),
    listDerAlarms: async ({ actor, params }) => listDerAlarms(db, await keyOf(actor.tenantId, params.stationId)),
  }
}
