import type { SeededRandom } from './seeded-random.ts'

type Json = Record<string, unknown>

/** Fields by which one message refers to another. */
const REFERENCES: ReadonlySet<string> = new Set([
  'requestId',
  'transactionId',
  'reservationId',
  'remoteStartId',
  'chargingProfileId',
  'controlId',
  'monitorId',
  'tariffId',
  'id',
  'idTag',
  'seqNo',
])
const KEPT = 24

interface Spoken {
  readonly action: string
  readonly payload: Json
}

/** What a station has heard and said, so that what it says next refers to it, repeats it, or contradicts it. */
export class StationMemory {
  readonly #values = new Map<string, unknown[]>()
  readonly #spoken: Spoken[] = []

  /** Notes the ids of a message, in either direction. */
  note(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      if (REFERENCES.has(key) && (typeof member === 'string' || typeof member === 'number')) this.#keep(key, member)
      else this.note(member)
    }
  }

  /** Replaces ids of a payload (in place) by ones that were spoken of, half the time. */
  refer(value: unknown, random: SeededRandom): void {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      const known = this.#values.get(key)
      const isSame = known !== undefined && typeof known[0] === typeof member
      if (isSame && random.chance(0.5)) Reflect.set(value, key, random.pick(known))
      else this.refer(member, random)
    }
  }

  /** Keeps a payload that was sent. */
  said(action: string, payload: Json): void {
    this.#spoken.push({ action, payload: structuredClone(payload) })
    if (this.#spoken.length > KEPT) this.#spoken.shift()
  }

  /** Something said before: to be said again, late and out of order. Undefined before the first. */
  again(random: SeededRandom): Spoken | undefined {
    return this.#spoken.length === 0 ? undefined : structuredClone(random.pick(this.#spoken))
  }

  #keep(key: string, value: unknown): void {
    const known = this.#values.get(key) ?? []
    known.push(value)
    if (known.length > KEPT) known.shift()
    this.#values.set(key, known)
  }
}
