const bits = new DataView(new ArrayBuffer(8))

/**
 * A stable 53-bit hash of a sequence of texts and numbers: two 32-bit multiplicative lanes, mixed at the end.
 * Not cryptographic; it tells a retry from another report under the same business key.
 */
export class Hasher {
  #high = 0x9e3779b9 | 0
  #low = 0x85ebca6b | 0

  /** Undefined is a value of its own, so that absent fields keep their place. */
  add(value: string | number | undefined): void {
    if (value === undefined) {
      this.#mix(1)
    } else if (typeof value === 'number') {
      this.#mix(2)
      bits.setFloat64(0, value)
      this.#mix(bits.getInt32(0))
      this.#mix(bits.getInt32(4))
    } else {
      this.#mix(3)
      this.#mix(value.length)
      for (let index = 0; index < value.length; index++) this.#mix(value.charCodeAt(index))
    }
  }

  /** A safe integer of 53 bits. */
  digest(): number {
    const high = scrambled(this.#high ^ (this.#low >>> 7))
    const low = scrambled(this.#low ^ high)
    return (high >>> 11) * 0x1_0000_0000 + (low >>> 0)
  }

  #mix(word: number): void {
    this.#high = Math.imul(this.#high ^ word, 0x01000193)
    this.#high ^= this.#high >>> 13
    this.#low = Math.imul(this.#low ^ word, 0x5bd1e995)
    this.#low ^= this.#low >>> 15
  }
}

function scrambled(lane: number): number {
  let mixed = lane
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return mixed ^ (mixed >>> 16)
}
