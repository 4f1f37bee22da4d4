import { foldIdToken } from '@stationmaster/ocpp'
import { REDACTED } from '../../gateway/redaction.ts'
import { escapeControls } from '../../platform/escape-controls.ts'
import { WrittenNames } from './written-names.ts'

/** What identifies a person or a device, by the name of its field, and what stands for it. */
const MASKED_FIELDS: ReadonlyMap<string, string> = new Map([
  ...['idTag', 'parentIdTag', 'idToken', 'emaid', 'eMAID', 'additionalIdToken', 'prioritizedEMAIDs'].map(
    (name) => [name, 'TOKEN'] as const,
  ),
  ...['serialNumber', 'chargePointSerialNumber', 'chargeBoxSerialNumber', 'meterSerialNumber'].map(
    (name) => [name, 'SERIAL'] as const,
  ),
  ...['iccid', 'imsi', 'evccId', 'customerIdentifier', 'vatNumber', 'macAddress', 'pspRef', 'receiptId'].map(
    (name) => [name, 'ID'] as const,
  ),
])
/** Fields in which names and addresses may stand in any form: nothing of them is shown, whatever they hold. */
const WITHHELD_FIELDS = new Set([
  ...['certificate', 'certificateChain', 'signingCertificate', 'csr', 'exiRequest', 'exiResponse', 'ocspResult'],
  ...['location', 'remoteLocation', 'locationURL', 'receiptUrl', 'url', 'ocppCsmsUrl'],
  ...['data', 'vatCompany', 'company', 'vatCompanyName', 'address', 'signedMeterData', 'publicKey'],
  ...['apn', 'vpn', 'apnUserName', 'user'],
])
/** Variables and keys whose value is told beside their name. */
const IDENTIFYING_NAME = /serial|iccid|imsi|msisdn|mac_?address|phone|e-?mail|contact|address/i
const NAMED_VALUES = new Set(['value', 'attributeValue', 'actualValue', 'variableAttribute'])

/** Gives the same mask to the same thing throughout one export, so that it can still be followed and replayed. */
export class Mask {
  /** Mask by folded value: tokens meet by their folded form, and so must their masks. */
  readonly #masks = new Map<string, string>()
  /** Masks of values as they were written, for free text. */
  readonly #written = new WrittenNames()
  readonly #counts = new Map<string, number>()

  constructor(identity: string) {
    this.#masks.set(foldIdToken(identity), 'STATION')
    this.#written.add(identity, 'STATION')
  }

  /** Learns what a frame names, so that it is found in free text before it has been named. */
  learn(value: unknown): void {
    if (Array.isArray(value)) for (const entry of value) this.learn(entry)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, entry] of Object.entries(value)) {
        const kind = MASKED_FIELDS.get(name)
        if (kind === undefined || WITHHELD_FIELDS.has(name)) this.learn(entry)
        else this.#masked(entry, kind)
      }
    }
  }

  /** The mask of an identifier. */
  token(text: string, kind = 'TOKEN'): string {
    const key = foldIdToken(text)
    if (key === '') return text
    const mask = this.#masks.get(key) ?? this.#next(kind)
    this.#masks.set(key, mask)
    this.#written.add(text, mask)
    return mask
  }

  #next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return `${kind}-${count}`
  }

  /** Plain data with everything that identifies masked. */
  data(value: unknown): unknown {
    if (typeof value === 'string') return this.#written.replaceIn(value)
    if (Array.isArray(value)) return value.map((entry) => this.data(entry))
    if (typeof value !== 'object' || value === null) return value
    const isNamed = namesIdentity(value)
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => [
        this.#written.replaceIn(name),
        isNamed && NAMED_VALUES.has(name) ? REDACTED : this.#field(name, entry),
      ]),
    )
  }

  /** A frame, or what stands for one that cannot be read. */
  frame(text: string): string {
    try {
      return escapeControls(JSON.stringify(this.data(JSON.parse(text))))
    } catch {
      return REDACTED
    }
  }

  #field(name: string, entry: unknown): unknown {
    if (WITHHELD_FIELDS.has(name)) return entry === null ? null : REDACTED
    // Vendors' own fields may hold anything, and decide nothing.
    if (name === 'customData') return vendorAlone(entry)
    const kind = MASKED_FIELDS.get(name)
    return kind === undefined ? this.data(entry) : this.#masked(entry, kind)
  }

  /** Stations write identifiers as numbers and in lists too; a token of 2.x is an object that has one. */
  #masked(entry: unknown, kind: string): unknown {
    if (typeof entry === 'string') return this.token(entry, kind)
    if (typeof entry === 'number') return this.token(String(entry), kind)
    if (Array.isArray(entry)) return entry.map((one) => this.#masked(one, kind))
    return this.data(entry)
  }
}

function vendorAlone(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('vendorId' in entry)) return {}
  return { vendorId: typeof entry.vendorId === 'string' ? entry.vendorId : REDACTED }
}

/** `{key: 'ChargeBoxSerialNumber', value}` of 1.6, `{variable: {name: 'SerialNumber'}, attributeValue}` of 2.x. */
function namesIdentity(entry: object): boolean {
  const variable = 'variable' in entry ? entry.variable : undefined
  const name = typeof variable === 'object' && variable !== null && 'name' in variable ? variable.name : variable
  return [name, 'key' in entry ? entry.key : undefined].some(
    (one) => typeof one === 'string' && IDENTIFYING_NAME.test(one),
  )
}
