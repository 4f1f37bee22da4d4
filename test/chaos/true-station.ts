import { setTimeout as delay } from 'node:timers/promises'
import type { OcppVersion } from '@stationmaster/ocpp'
import type { SeededRandom } from '../fuzz/seeded-random.ts'
import { createStationHistory, type StationHistory, type TrueTransaction } from './history.ts'
import type { ServiceMonitor } from './service-monitor.ts'
import { StationLine } from './station-line.ts'

export interface TrueStationOptions {
  readonly port: number
  readonly identity: string
  readonly password: string
  readonly version: OcppVersion
  readonly idToken: string
  readonly random: SeededRandom
  readonly monitor: ServiceMonitor
  /** Time between an answer and the next message. */
  readonly pauseMs: number
}

interface Report {
  readonly action: string
  readonly payload: object
}

const SAMPLES_PER_TRANSACTION = 5
const RETRY_MS = 200
/** Share of the reports that are sent again although they were answered. */
const REPEATED_SHARE = 0.05

/**
 * A station with a true meter that charges without pause. It keeps every report until it is acknowledged and sends it
 * again under a new message id, as firmware does.
 */
export class TrueStation {
  readonly history: StationHistory
  readonly #options: TrueStationOptions
  readonly #line: StationLine
  #registerWh: number
  #serial = 0
  #lastAtMs = 0

  constructor(options: TrueStationOptions) {
    this.#options = options
    const { port, identity, password, version, monitor, random } = options
    this.history = createStationHistory(identity, version)
    this.#registerWh = random.integer(1000, 1_000_000)
    this.#line = new StationLine({ port, identity, password, protocol: `ocpp${version}`, onClosed: monitor.closed })
  }

  /** Charges until told to stop, then finishes the transaction it is in. */
  async run(stop: AbortSignal): Promise<void> {
    await this.#deliver(this.#boot())
    while (!stop.aborted) await this.#transaction()
    this.#line.close()
  }

  async #transaction(): Promise<void> {
    const transaction: TrueTransaction = {
      transactionId: this.#is16 ? undefined : `${this.history.identity}-T${this.history.transactions.length}`,
      idToken: this.#options.idToken,
      startedAt: this.#timestamp(),
      meterStartWh: this.#registerWh,
      samples: [],
      stop: undefined,
    }
    this.history.transactions.push(transaction)
    const answer = await this.#deliver(this.#start(transaction))
    if (this.#is16) transaction.transactionId = String(answer['transactionId'])
    for (let seqNo = 1; seqNo <= SAMPLES_PER_TRANSACTION; seqNo += 1) {
      const sample = this.#reading()
      transaction.samples.push(sample)
      await this.#deliver(this.#update(transaction, seqNo))
    }
    transaction.stop = this.#reading()
    await this.#deliver(this.#end(transaction))
  }

  get #is16(): boolean {
    return this.#options.version === '1.6'
  }

  /** Sends a report until it is acknowledged; sometimes once more, and then the answer has to be the same. */
  async #deliver(report: Report): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.#untilAcknowledged(report)
    if (report.action !== 'BootNotification' && this.#options.random.chance(REPEATED_SHARE)) {
      const again = await this.#untilAcknowledged(report)
      const [first, second] = [JSON.stringify(answer), JSON.stringify(again)]
      if (first !== second) this.history.unequalReplies.push(`${JSON.stringify(report)}: ${first}, then ${second}`)
    }
    await delay(this.#options.pauseMs)
    return answer
  }

  async #untilAcknowledged({ action, payload }: Report): Promise<Readonly<Record<string, unknown>>> {
    const { history } = this
    for (let attempt = 0; ; attempt += 1) {
      this.#serial += 1
      const id = `${history.identity}-${this.#serial}`
      if (attempt > 0) history.retries += 1
      history.sent.add(id)
      const sentAtMs = performance.now()
      const outcome = await this.#line.call(id, action, payload)
      if (outcome.kind === 'result') {
        history.acknowledged.add(id)
        this.#options.monitor.acknowledged(sentAtMs)
        return outcome.payload
      }
      if (outcome.kind === 'error') history.callErrors += 1
      await delay(RETRY_MS)
    }
  }

  /** Strictly rising, so that no two samples are of one instant. */
  #timestamp(): string {
    this.#lastAtMs = Math.max(Date.now(), this.#lastAtMs + 1)
    return new Date(this.#lastAtMs).toISOString()
  }

  #reading() {
    this.#registerWh += this.#options.random.integer(1, 2)
    return { at: this.#timestamp(), registerWh: this.#registerWh }
  }

  #boot(): Report {
    const payload = this.#is16
      ? { chargePointVendor: 'Chaos', chargePointModel: 'C1' }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'Chaos', model: 'C2' } }
    return { action: 'BootNotification', payload }
  }

  #start(transaction: TrueTransaction): Report {
    const { idToken, meterStartWh, startedAt } = transaction
    if (!this.#is16) return this.#event(transaction, 'Started', 0)
    const payload = { connectorId: 1, idTag: idToken, meterStart: meterStartWh, timestamp: startedAt }
    return { action: 'StartTransaction', payload }
  }

  #update(transaction: TrueTransaction, seqNo: number): Report {
    if (!this.#is16) return this.#event(transaction, 'Updated', seqNo)
    const sample = transaction.samples.at(-1)
    const sampledValue = [{ value: String(sample?.registerWh), context: 'Sample.Periodic', unit: 'Wh' }]
    const meterValue = [{ timestamp: sample?.at, sampledValue }]
    const transactionId = Number(transaction.transactionId)
    return { action: 'MeterValues', payload: { connectorId: 1, transactionId, meterValue } }
  }

  #end(transaction: TrueTransaction): Report {
    if (!this.#is16) return this.#event(transaction, 'Ended', SAMPLES_PER_TRANSACTION + 1)
    const { stop, transactionId } = transaction
    const payload = {
      transactionId: Number(transactionId),
      meterStop: stop?.registerWh,
      timestamp: stop?.at,
      reason: 'Local',
    }
    return { action: 'StopTransaction', payload }
  }

  #event(transaction: TrueTransaction, eventType: 'Started' | 'Updated' | 'Ended', seqNo: number): Report {
    const { idToken, meterStartWh, samples, startedAt, stop, transactionId } = transaction
    const started = { at: startedAt, registerWh: meterStartWh }
    const { at, registerWh } = stop ?? samples.at(-1) ?? started
    const context = { Started: 'Transaction.Begin', Updated: 'Sample.Periodic', Ended: 'Transaction.End' }[eventType]
    const sampledValue = [{ value: registerWh, context, measurand: 'Energy.Active.Import.Register' }]
    const payload = {
      eventType,
      timestamp: at,
      triggerReason: { Started: 'Authorized', Updated: 'MeterValuePeriodic', Ended: 'EVDeparted' }[eventType],
      seqNo,
      transactionInfo: { transactionId, ...(eventType === 'Ended' && { stoppedReason: 'Local' }) },
      evse: { id: 1, connectorId: 1 },
      ...(eventType === 'Started' && { idToken: { idToken, type: 'ISO14443' } }),
      meterValue: [{ timestamp: at, sampledValue }],
    }
    return { action: 'TransactionEvent', payload }
  }
}
