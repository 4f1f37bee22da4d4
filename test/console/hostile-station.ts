import { actionsOf, type OcppVersion, schemaOf } from '@stationmaster/ocpp'
import { WebSocket } from 'ws'
import { createSeededRandom } from '../fuzz/seeded-random.ts'
import { validPayload } from '../fuzz/valid-payload.ts'
import { hostileText, MARK } from './injections.ts'

type Json = Readonly<Record<string, unknown>>

/** What a station tells after it was asked, under the number of the request. */
const TOLD_AFTER: ReadonlyMap<string, readonly string[]> = new Map([
  ['GetBaseReport', ['NotifyReport']],
  ['GetReport', ['NotifyReport']],
  ['GetMonitoringReport', ['NotifyMonitoringReport']],
  ['GetDisplayMessages', ['NotifyDisplayMessages']],
  ['CustomerInformation', ['NotifyCustomerInformation']],
  ['GetChargingProfiles', ['ReportChargingProfiles']],
  ['GetDERControl', ['ReportDERControl']],
  ['GetLog', ['LogStatusNotification']],
  ['UpdateFirmware', ['FirmwareStatusNotification']],
])
/** Where things are said to happen: at the one connector that there is. */
const PLACES: Json = { evseId: 1, connectorId: 1, evse: { id: 1, connectorId: 1 }, tbc: false, seqNo: 0 }
const SUBPROTOCOLS: Readonly<Record<OcppVersion, string>> = { '1.6': 'ocpp1.6', '2.0.1': 'ocpp2.0.1', '2.1': 'ocpp2.1' }
const ANSWER_MS = 10_000

export interface HostileStationOptions {
  readonly url: string
  readonly identity: string
  readonly password?: string
  readonly version: OcppVersion
}

/** A station that answers every call of ours, and says all that a station can say, with hostile text in every text field. */
export class HostileStation {
  readonly #socket: WebSocket
  readonly #version: OcppVersion
  readonly #random = createSeededRandom(11)
  readonly #textOf = hostileText(this.#random)
  readonly #waiting = new Map<string, (answer: Json) => void>()
  /** Where files may be brought: nowhere else. */
  readonly #origin: string
  #lastId = 0

  private constructor(socket: WebSocket, version: OcppVersion) {
    this.#socket = socket
    this.#version = version
    this.#origin = new URL(socket.url.replace('ws', 'http')).origin
    socket.on('message', (data) => {
      const [type, id, said, payload] = JSON.parse(String(data))
      if (type === 2) this.#answer(id, said, payload)
      else this.#waiting.get(id)?.(type === 3 ? said : { error: said })
    })
  }

  static async connect({ url, identity, password, version }: HostileStationOptions): Promise<HostileStation> {
    const auth = password === undefined ? {} : { auth: `${identity}:${password}` }
    const socket = new WebSocket(`${url}/${encodeURIComponent(identity)}`, [SUBPROTOCOLS[version]], auth)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new HostileStation(socket, version)
  }

  /** Resolves with the answer, whether result or error. */
  call(action: string, payload: Json): Promise<Json> {
    this.#lastId += 1
    const id = `${this.#lastId}${MARK}`
    this.#socket.send(JSON.stringify([2, id, action, payload]))
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`No answer to ${action}`)), ANSWER_MS)
      this.#waiting.set(id, (answer) => {
        clearTimeout(patience)
        resolve(answer)
      })
    })
  }

  boot(): Promise<Json> {
    return this.call('BootNotification', this.#version === '1.6' ? BOOT_16 : BOOT_2)
  }

  /** Every action that a station has, each with all kinds of its optional fields over a few rounds. */
  async sayAll(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      for (const action of actionsOf(this.#version, 'toCsms')) {
        if (action !== 'BootNotification') await this.#say(action, {})
      }
    }
  }

  close(): void {
    this.#socket.close()
  }

  async #say(action: string, given: Json): Promise<void> {
    const payload = { ...this.#filled(action, 'request'), ...given }
    // A SEND (2.1) is not answered.
    if (action === 'NotifyPeriodicEventStream') this.#socket.send(JSON.stringify([6, 'send', action, payload]))
    else await this.call(action, payload)
  }

  /** Brings the file that it was asked for, under a name of its own. */
  async #deliver(location: unknown): Promise<void> {
    if (!String(location).startsWith(this.#origin)) return
    const form = new FormData()
    form.set('file', new Blob([MARK]), `${MARK}${this.#textOf(60)}.log`)
    await fetch(String(location), { method: 'POST', body: form }).catch(() => undefined)
  }

  #filled(action: string, part: 'request' | 'response'): Json {
    const payload = validPayload(this.#version, action, this.#random, { part, textOf: this.#textOf })
    return placed(payload)
  }

  /** Yes with hostile words around it; to some an error, just as hostile. */
  #answer(id: string, action: string, payload: Json): void {
    if (REFUSED.has(action)) {
      this.#socket.send(JSON.stringify([4, id, this.#textOf(30), this.#textOf(255), { [MARK]: this.#textOf(99) }]))
      return
    }
    const status = schemaOf(this.#version, action, 'response')?.properties?.['status'] === undefined ? {} : ACCEPTED
    this.#socket.send(JSON.stringify([3, id, { ...this.#filled(action, 'response'), ...status }]))
    const { log, location } = payload
    if (action === 'GetLog' && isObject(log)) void this.#deliver(log['remoteLocation'])
    if (action === 'GetDiagnostics') void this.#deliver(location)
    for (const told of TOLD_AFTER.get(action) ?? []) {
      if (this.#version !== '1.6') void this.#say(told, { requestId: payload['requestId'] })
    }
  }
}

/** Calls that it answers with an error. */
const REFUSED = new Set([
  'ClearCache',
  'DataTransfer',
  'UnlockConnector',
  'ClearVariableMonitoring',
  'DeleteCertificate',
])
const ACCEPTED: Json = { status: 'Accepted' }

/** The payload as it came, but at the place that there is. */
function placed(payload: Json): Json {
  const entries = Object.entries(payload).map(([key, value]): [string, unknown] => {
    if (key in PLACES) return [key, PLACES[key]]
    if (Array.isArray(value)) return [key, value.map((one: unknown) => (isObject(one) ? placed(one) : one))]
    return [key, isObject(value) ? placed(value) : value]
  })
  return Object.fromEntries(entries)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const BOOT_16: Json = {
  chargePointVendor: MARK,
  chargePointModel: `M${MARK}`,
  chargePointSerialNumber: `S${MARK}`,
  chargeBoxSerialNumber: `B${MARK}`,
  firmwareVersion: `F${MARK}\u202e\u001b[2J`,
  iccid: MARK,
  imsi: MARK,
  meterType: MARK,
  meterSerialNumber: MARK,
}
const BOOT_2: Json = {
  reason: 'PowerUp',
  chargingStation: {
    vendorName: MARK,
    model: `M${MARK}`,
    serialNumber: `S${MARK}`,
    firmwareVersion: `F${MARK}\u202e\u001b[2J`,
    modem: { iccid: MARK, imsi: MARK },
  },
}
