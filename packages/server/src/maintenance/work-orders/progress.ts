import { type Actor, callerOf, isAllowed, nameOf, recordAudit } from '../../accounts/index.ts'
import type { WorkOrderState } from '../../contract/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { heldOrder, peopleOf, tell, type WorkServices } from './dispatch.ts'
import { type Ending, insertStep, setState } from './store.ts'

/** What can be done with an order, from where it leads where. */
const STEPS = {
  accepted: { from: ['sent'], action: 'workOrder.accepted' },
  onSite: { from: ['sent', 'accepted'], action: 'workOrder.started' },
  done: { from: ['sent', 'accepted', 'onSite'], action: 'workOrder.done' },
  cancelled: { from: ['sent', 'accepted', 'onSite'], action: 'workOrder.cancelled' },
} as const satisfies Readonly<
  Record<Exclude<WorkOrderState, 'sent'>, { readonly from: readonly WorkOrderState[]; readonly action: string }>
>

export interface Move extends Ending {
  readonly orderId: string
  readonly to: keyof typeof STEPS
  /** Why it is called off. */
  readonly reason?: string
}

/** Moves an order on. Those who only do work move their own. */
export async function moveOn(services: WorkServices, actor: Actor, move: Move): Promise<void> {
  const { orderId, to } = move
  const { from, action } = STEPS[to]
  const people = await peopleOf(services, actor)
  await services.database.transaction(async (tx) => {
    const nowMs = services.clock.nowMs()
    const order = await heldOrder(tx, actor, orderId)
    if (order.assignee_id !== callerOf(actor) && !isAllowed(actor, 'work.dispatch')) {
      throw new Refusal('notPermitted', { detail: 'Somebody else has been sent.' })
    }
    if (!from.some((state) => state === order.state)) throw new Refusal('workOrderMovedOn')
    await setState(tx, orderId, to, move)
    await insertStep(tx, {
      ...{ tenantId: actor.tenantId, stationKey: order.station_id, stepId: services.ids.next(), orderId },
      ...{ kind: to, by: nameOf(actor), nowMs, words: move.reason ?? move.whatWasDone },
    })
    const detail = { number: order.number, ...(move.causeCode === undefined ? {} : { cause: move.causeCode }) }
    const reason = move.reason === undefined ? {} : { reason: move.reason }
    await recordAudit(tx, actor, { atMs: nowMs, action, object: orderId, detail, ...reason })
    if (to === 'cancelled')
      await tell(tx, services, { actor, people, orderId, change: 'cancelled', to: order.assignee_id })
  })
}
