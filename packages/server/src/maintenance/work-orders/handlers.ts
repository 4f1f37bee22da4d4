import type { Actor } from '../../accounts/index.ts'
import { NewestCursor } from '../../api/cursor.ts'
import type { Handlers } from '../../api/handler.ts'
import { placeAfter } from '../../api/paging.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TenantId } from '../../stations/ids.ts'
import { askerOf, dispatch, propose, reschedule, type WorkServices } from './dispatch.ts'
import { findFault } from './faults.ts'
import { type Move, moveOn } from './progress.ts'
import { listOrders, readOrder } from './queries.ts'

type WorkOrderHandlers = Pick<
  Handlers,
  | 'proposeWorkOrder'
  | 'listWorkOrders'
  | 'createWorkOrder'
  | 'getWorkOrder'
  | 'rescheduleWorkOrder'
  | 'acceptWorkOrder'
  | 'startWorkOrder'
  | 'completeWorkOrder'
  | 'cancelWorkOrder'
>

export interface WorkOrderParts extends WorkServices {
  /** Tells live screens that something about a station has changed. */
  readonly announce: (tenantId: TenantId, stationKey: number) => void
}

export function workOrderHandlers(parts: WorkOrderParts): WorkOrderHandlers {
  const { database, announce } = parts
  const read = async (actor: Actor, orderId: string) => {
    const order = await readOrder(database.kysely, askerOf(actor), orderId)
    if (order === undefined) throw new Refusal('workOrderNotFound')
    return order
  }
  const changed = async (actor: Actor, orderId: string) => {
    const order = await read(actor, orderId)
    const found = await findFault(database.kysely, actor.tenantId, { ...order.fault, stationId: order.stationId })
    if (found !== undefined) announce(actor.tenantId, found.stationKey)
    return order
  }
  const move = async (actor: Actor, step: Move) => {
    await moveOn(parts, actor, step)
    return changed(actor, step.orderId)
  }
  return {
    proposeWorkOrder: ({ actor, query }) => propose(parts, actor, query),

    listWorkOrders: async ({ actor, query: { cursor, ...query } }) =>
      listOrders(database.kysely, askerOf(actor), { ...query, after: placeAfter(cursor, NewestCursor) }),

    createWorkOrder: async ({ actor, body }) => changed(actor, await dispatch(parts, actor, body)),

    getWorkOrder: ({ actor, params }) => read(actor, params.id),

    rescheduleWorkOrder: async ({ actor, params, body }) => {
      await reschedule(parts, actor, params.id, body)
      return changed(actor, params.id)
    },

    acceptWorkOrder: ({ actor, params }) => move(actor, { orderId: params.id, to: 'accepted' }),

    startWorkOrder: ({ actor, params }) => move(actor, { orderId: params.id, to: 'onSite' }),

    completeWorkOrder: ({ actor, params, body }) => move(actor, { orderId: params.id, to: 'done', ...body }),

    cancelWorkOrder: ({ actor, params, body }) => move(actor, { orderId: params.id, to: 'cancelled', ...body }),
  }
}
