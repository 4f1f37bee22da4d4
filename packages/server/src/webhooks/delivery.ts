import { instant } from '../api/instant.ts'
import type { EventLog } from '../events/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Egress } from '../platform/egress/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { Random } from '../platform/random/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import { claimDue, type DueDelivery, noteOutcome, type Outcome } from './attempts.ts'
import { bodyOf, signedHeadersOf } from './request.ts'

/** Attempts at once of this process. */
export const MOST_AT_ONCE = 60
/** Of an answer this much is read and kept. */
const ANSWER_BYTES = 4_096

export interface DeliveryServices {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly sealing: Sealing
  readonly egress: Egress
  readonly eventLog: EventLog
  readonly version: string
}

interface Batch {
  readonly due: readonly DueDelivery[]
  readonly running: Promise<void>
}

/** Sends what is due. Nothing waits for a slow receiver but its own deliveries. */
export class Deliveries implements AsyncDisposable {
  readonly #services: DeliveryServices
  /** Batches under way, by webhook. */
  readonly #underWay = new Map<string, Batch>()
  #isClosed = false

  constructor(services: DeliveryServices) {
    this.#services = services
  }

  /** Starts what is due and free to start. */
  async step(): Promise<void> {
    const sending = [...this.#underWay.values()].flatMap(({ due }) => due.map(({ tenant_id }) => tenant_id))
    const most = MOST_AT_ONCE - sending.length
    if (most <= 0 || this.#isClosed) return
    const { database, clock } = this.#services
    const busy = [...this.#underWay.keys()]
    const due = await database.transaction((tx) => claimDue(tx, { nowMs: clock.nowMs(), most, busy, sending }))
    const batches = Map.groupBy(due, ({ webhook_id }) => webhook_id)
    for (const [webhookId, batch] of batches) this.#start(webhookId, batch)
  }

  /** Resolves when all attempts under way have ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#underWay.values()].map(({ running }) => running))
  }

  #start(webhookId: string, due: readonly DueDelivery[]): void {
    const running = this.#run(due).finally(() => this.#underWay.delete(webhookId))
    this.#underWay.set(webhookId, { due, running })
  }

  async #run(batch: readonly DueDelivery[]): Promise<void> {
    const { logger } = this.#services
    await Promise.all(
      batch.map((due) =>
        // It is tried again when its lease has ended.
        this.#deliver(due).catch((error: unknown) => {
          logger.warn({ err: error, delivery: due.delivery_id }, 'The outcome of a delivery could not be written down')
        }),
      ),
    )
  }

  async #deliver(due: DueDelivery): Promise<void> {
    const { database, clock, random, eventLog } = this.#services
    const outcome = await this.#attempt(due)
    const services = { eventLog, nowMs: clock.nowMs(), chance: random.fraction() }
    await database.transaction((tx) => noteOutcome(tx, due, outcome, services))
  }

  async #attempt(due: DueDelivery): Promise<Outcome> {
    const { clock, egress, sealing, version } = this.#services
    const sealed = [due.sealed_secret, due.sealed_earlier_secret].filter((one) => one !== null)
    const secrets = sealed.flatMap((one) => sealing.open(one) ?? [])
    if (secrets.length < sealed.length) {
      return failure('The secret was sealed under a key that this server does not hold any more; make a new one.', 0)
    }
    const event = { id: due.event_id, type: due.type, at: instant(due.at), data: due.data }
    const outgoing = { event, deliveryId: due.delivery_id, attempt: due.attempts, version }
    const body = bodyOf(event)
    const headers = signedHeadersOf(outgoing, { secrets, nowMs: clock.nowMs(), body })
    const startedMs = clock.monotonicMs()
    const result = await egress.send({ url: due.url, method: 'POST', headers, body, maxBytes: ANSWER_BYTES })
    const tookMs = Math.round(clock.monotonicMs() - startedMs)
    if (result.kind !== 'answered') return failure(result.reason, tookMs)
    // PostgreSQL cannot hold U+0000 in a text.
    return { status: result.status, error: null, response: result.body.toString().replaceAll('\0', '�'), tookMs }
  }
}

function failure(error: string, tookMs: number): Outcome {
  return { status: null, error, response: null, tookMs }
}
