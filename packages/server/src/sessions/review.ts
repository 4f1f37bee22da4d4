import { type Actor, nameOf, recordAudit } from '../accounts/index.ts'
import type { ReviewInput } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { holdReviewed, insertReview, type ReviewedSession } from './review-store.ts'

/** What counts of a session: measured, or as a person has corrected it. */
export interface Figures {
  readonly energyWh: number
  readonly startedAt: string
  readonly endedAt: string
}

export interface ReviewParts {
  readonly clock: Clock
  readonly ids: Ids
}

/** Writes a decision down beside what was measured. */
export async function decideReview(
  tx: Tx,
  { clock, ids }: ReviewParts,
  { actor, sessionId, input }: { readonly actor: Actor; readonly sessionId: string; readonly input: ReviewInput },
): Promise<ReviewedSession> {
  const session = await holdReviewed(tx, actor.tenantId, sessionId)
  if (session === undefined) throw new Refusal('sessionNotFound')
  const { measured } = session
  if (measured === undefined) throw new Refusal('sessionNotEnded')
  if (session.basis !== input.basis) throw new Refusal('sessionChanged')
  const nowMs = clock.nowMs()
  const before = session.inForce ?? measured
  const after = input.verdict === 'confirmed' ? measured : corrected(before, input, nowMs)
  await insertReview(tx, {
    ...{ tenantId: actor.tenantId, session, before, after },
    ...{ reviewId: ids.next(), verdict: input.verdict, reason: input.reason, decidedBy: nameOf(actor), nowMs },
  })
  const deed = { action: `session.${input.verdict}`, object: sessionId, reason: input.reason }
  await recordAudit(tx, actor, { atMs: nowMs, ...deed, before: { ...before }, after: { ...after } })
  return session
}

function corrected(before: Figures, input: ReviewInput & { readonly verdict: 'corrected' }, nowMs: number): Figures {
  const after = {
    energyWh: input.energyWh ?? before.energyWh,
    startedAt: input.startedAt ?? before.startedAt,
    endedAt: input.endedAt ?? before.endedAt,
  }
  if (Date.parse(after.startedAt) > Date.parse(after.endedAt)) throw refused('endedAt', 'must not be before startedAt')
  if (Date.parse(after.endedAt) > nowMs) throw refused('endedAt', 'must not be in the future')
  const isOther =
    after.energyWh !== before.energyWh ||
    Date.parse(after.startedAt) !== Date.parse(before.startedAt) ||
    Date.parse(after.endedAt) !== Date.parse(before.endedAt)
  if (!isOther) throw refused('energyWh', 'must differ, or startedAt or endedAt must; otherwise confirm the session')
  return after
}

function refused(field: string, rule: string): Refusal {
  return new Refusal('invalidInput', { errors: [{ field, rule }] })
}
