import type { Clock } from '../clock/index.ts'
import type { Random } from '../random/index.ts'

const COUNTER_BITS = 12
const COUNTER_LIMIT = 2 ** COUNTER_BITS

/** Makes unique ids that sort by the time they were made. */
export interface Ids {
  next(): string
}

/**
 * UUIDs of version 7 (RFC 9562 §5.7) that rise strictly within this process: the 12 bits behind the timestamp
 * count within one millisecond (§6.2, method 1), and a clock that steps back holds the last timestamp.
 */
export function uuidV7Ids(clock: Pick<Clock, 'nowMs'>, random: Random): Ids {
  let lastMs = 0
  let counter = 0
  return {
    next() {
      const bytes = Buffer.from(random.bytes(16))
      const nowMs = clock.nowMs()
      if (nowMs > lastMs) {
        lastMs = nowMs
        // Start in the lower half, so that the millisecond has room for at least 2048 more.
        counter = bytes.readUInt16BE(6) % (COUNTER_LIMIT / 2)
      } else if (++counter === COUNTER_LIMIT) {
        lastMs += 1
        counter = 0
      }
      bytes.writeUIntBE(lastMs, 0, 6)
      bytes.writeUInt16BE(0x7000 | counter, 6)
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
      const hex = bytes.toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    },
  }
}
