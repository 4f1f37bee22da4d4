import { foldIdToken } from '@stationmaster/ocpp'
import { REDACTED } from '../../gateway/redaction.ts'

/** What identifies a person or a device, by the name of its field, and what stands for it. */
const MASKED_FIELDS: ReadonlyMap<string, string> = new Map([
  ...['idTag', 'parentIdTag', 'idToken', 'emaid', 'eMAID', 'additionalIdToken'].map((name) => [name, 'TOKEN'] as const),
  ...['serialNumber', 'chargePointSerialNumber', 'chargeBoxSerialNumber', 'meterSerialNumber'].map(
    (name) => [name, 'SERIAL'] as const,
  ),
  ...['iccid', 'imsi', 'evccId', 'customerIdentifier', 'vatNumber', 'macAddress'].map((name) => [name, 'ID'] as const),
])
/** Texts in which names and addresses may stand in any form: nothing of them is shown. */
const WITHHELD_FIELDS = new Set([
  ...[
    'certificate',
    'certificateChain',
    'csr',
    'exiRequest',
    'exiResponse',
    'location',
    'remoteLocation',
    'locationURL',
  ],
  ...['data', 'vatCompanyName', 'address', 'signedMeterData', 'publicKey', 'receiptUrl'],
])
/** A shorter text may stand anywhere by chance. */
const SHORTEST_IN_TEXT = 4

/** Gives the same mask to the same thing throughout one export, so that it can still be followed and replayed. */
export class Mask {
  /** Mask by folded value: tokens meet by their folded form, and so must their masks. */
  readonly #masks = new Map<string, string>()
  /** Mask by value as it was written, in lower case; for free text. */
  readonly #written = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  constructor(identity: string) {
    this.#masks.set(foldIdToken(identity), 'STATION')
    this.#written.set(identity.toLowerCase(), 'STATION')
  }

  /** Learns what a frame names, so that it is found in free text before it has been named. */
  learn(value: unknown): void {
    this.#walk(value, (kind, text) => void this.token(text, kind))
  }

  /** The mask of an identifier. */
  token(text: string, kind = 'TOKEN'): string {
    const key = foldIdToken(text)
    if (key === '') return text
    const mask = this.#masks.get(key) ?? this.#next(kind)
    this.#masks.set(key, mask)
    this.#written.set(text.toLowerCase(), mask)
    return mask
  }

  #next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return `${kind}-${count}`
  }

  /** Plain data with everything that identifies masked. */
  data(value: unknown): unknown {
    if (typeof value === 'string') return this.#freeText(value)
    if (Array.isArray(value)) return value.map((entry) => this.data(entry))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, this.#field(name, entry)]))
  }

  /** A frame, or what stands for one that cannot be read. */
  frame(text: string): string {
    try {
      return JSON.stringify(this.data(JSON.parse(text)))
    } catch {
      return REDACTED
    }
  }

  #field(name: string, entry: unknown): unknown {
    if (typeof entry !== 'string') return this.data(entry)
    const kind = MASKED_FIELDS.get(name)
    if (kind !== undefined) return this.token(entry, kind)
    return WITHHELD_FIELDS.has(name) ? REDACTED : this.#freeText(entry)
  }

  #freeText(text: string): string {
    let shown = text
    for (const [value, mask] of this.#written) {
      if (value.length < SHORTEST_IN_TEXT || shown.length < value.length) continue
      for (
        let at = shown.toLowerCase().indexOf(value);
        at >= 0;
        at = shown.toLowerCase().indexOf(value, at + mask.length)
      ) {
        shown = shown.slice(0, at) + mask + shown.slice(at + value.length)
      }
    }
    return shown
  }

  #walk(value: unknown, found: (kind: string, text: string) => void): void {
    if (Array.isArray(value)) for (const entry of value) this.#walk(entry, found)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [name, entry] of Object.entries(value)) {
      const kind = MASKED_FIELDS.get(name)
      if (typeof entry === 'string' && kind !== undefined) found(kind, entry)
      else this.#walk(entry, found)
    }
  }
}
