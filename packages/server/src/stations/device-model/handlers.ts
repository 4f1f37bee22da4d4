import { isAllowed, requirePermission } from '../../accounts/index.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../ids.ts'
import { findStationKey } from '../queries.ts'
import {
  listMonitorEvents,
  listMonitors,
  listStreams,
  listStreamValues,
  MonitorCursor,
  MonitorEventCursor,
} from './monitor-queries.ts'
import { listReports, ReportCursor, readCommandReport } from './report-queries.ts'
import { ComponentCursor, listComponents, listVariables, VariableCursor } from './variable-queries.ts'

type DeviceModelHandlers = Pick<
  Handlers,
  | 'listStationVariables'
  | 'listStationComponents'
  | 'listStationMonitors'
  | 'listMonitorEvents'
  | 'listStationReports'
  | 'getCommandReport'
  | 'listEventStreams'
  | 'listStreamValues'
>

export interface DeviceModelServices {
  readonly database: Database
  readonly clock: Clock
}

export function deviceModelHandlers({ database: { kysely: db }, clock }: DeviceModelServices): DeviceModelHandlers {
  const keyOf = async (tenantId: TenantId, identity: string): Promise<number> => {
    const stationKey = await findStationKey(db, tenantId, identity)
    if (stationKey === undefined) throw new Refusal('stationNotFound')
    return stationKey
  }
  return {
    listStationVariables: async ({ actor, params, query: { cursor, ...query } }) =>
      listVariables(db, await keyOf(actor.tenantId, params.stationId), {
        ...query,
        after: placeAfter(cursor, VariableCursor),
      }),
    listStationComponents: async ({ actor, params, query: { cursor, ...query } }) =>
      listComponents(db, await keyOf(actor.tenantId, params.stationId), {
        ...query,
        after: placeAfter(cursor, ComponentCursor),
      }),
    listStationMonitors: async ({ actor, params, query: { cursor, ...query } }) =>
      listMonitors(db, await keyOf(actor.tenantId, params.stationId), {
        ...query,
        after: placeAfter(cursor, MonitorCursor),
      }),
    listMonitorEvents: async ({ actor, params, query: { cursor, ...query } }) =>
      listMonitorEvents(db, await keyOf(actor.tenantId, params.stationId), {
        ...query,
        after: placeAfter(cursor, MonitorEventCursor),
      }),
    listStationReports: async ({ actor, params, query: { cursor, ...query } }) => {
      const page = await listReports(db, await keyOf(actor.tenantId, params.stationId), {
        ...query,
        nowMs: clock.nowMs(),
        after: placeAfter(cursor, ReportCursor),
      })
      // That there is a report about a customer is no secret; what it says is.
      return isAllowed(actor, 'customers.read')
        ? page
        : { ...page, items: page.items.map((report) => ({ ...report, text: null })) }
    },
    getCommandReport: async ({ actor, params }) => {
      const report = await readCommandReport(db, actor.tenantId, params.id, clock.nowMs())
      if (report === undefined) throw new Refusal('reportNotFound')
      if (report.kind === 'customer') requirePermission(actor, 'customers.read')
      return report
    },
    listEventStreams: async ({ actor, params }) => listStreams(db, await keyOf(actor.tenantId, params.stationId)),
    listStreamValues: async ({ actor, params }) =>
      listStreamValues(db, await keyOf(actor.tenantId, params.stationId), params.streamId),
  }
}
