/**
 * PostgreSQL arrays in the binary wire format. A flush carries a hundred columns of a thousand values; written as
 * text each would be escaped here and parsed there, as binary they are copied.
 */

/** How the values of a column travel; the statement casts them to the column's own type. */
export type Wire = 'bigint' | 'double precision' | 'boolean' | 'text' | 'timestamptz' | 'bytea'

/** A value that its wire type cannot carry: the row is at fault, not the database. */
export class UnwritableValue extends Error {}

const OID: Readonly<Record<Wire, number>> = {
  bigint: 20,
  'double precision': 701,
  boolean: 16,
  text: 25,
  timestamptz: 1184,
  bytea: 17,
}

const HEADER_BYTES = 20
const NULL_LENGTH = -1
const TWO_TO_32 = 4_294_967_296
/** Milliseconds from 1970 to 2000, where PostgreSQL counts microseconds from. */
const EPOCH_2000_MS = 946_684_800_000

/** The ends of JavaScript's calendar, which lie within PostgreSQL's. */
const FARTHEST_MS = 8.64e15

let scratch = Buffer.allocUnsafe(65_536)
let view = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength)
let position = 0

/** Encodes one column: `read` gives the value of each row, null and undefined become NULL, NaN too. */
export function encodeArray<Row>(wire: Wire, rows: readonly Row[], read: (row: Row) => unknown): Buffer {
  position = 0
  reserve(HEADER_BYTES)
  writeInt32(1)
  writeInt32(1)
  writeInt32(OID[wire])
  writeInt32(rows.length)
  writeInt32(1)
  const write = WRITERS[wire]
  for (const row of rows) {
    const value = read(row)
    if (value === null || value === undefined) {
      reserve(4)
      writeInt32(NULL_LENGTH)
    } else {
      write(value)
    }
  }
  return Buffer.copyBytesFrom(scratch, 0, position)
}

const WRITERS: Readonly<Record<Wire, (value: unknown) => void>> = {
  bigint: (value) => {
    if (!Number.isSafeInteger(value) || typeof value !== 'number') throw new UnwritableValue('not a whole number')
    reserve(12)
    writeInt32(8)
    writeInt64(value)
  },
  'double precision': (value) => {
    if (typeof value !== 'number') throw new UnwritableValue('not a number')
    reserve(12)
    writeInt32(Number.isNaN(value) ? NULL_LENGTH : 8)
    if (Number.isNaN(value)) return
    view.setFloat64(position, value)
    position += 8
  },
  boolean: (value) => {
    reserve(5)
    writeInt32(1)
    scratch[position++] = value === true ? 1 : 0
  },
  text: (value) => {
    if (typeof value !== 'string') throw new UnwritableValue('not a text')
    // A character takes at most three bytes; half surrogate pairs are written as U+FFFD.
    reserve(4 + value.length * 3)
    const length = scratch.write(withoutNul(value), position + 4)
    writeInt32(length)
    position += length
  },
  timestamptz: (value) => {
    if (typeof value !== 'number' || !(Math.abs(value) <= FARTHEST_MS)) throw new UnwritableValue('not a time')
    reserve(12)
    writeInt32(8)
    writeInt64((Math.round(value) - EPOCH_2000_MS) * 1000)
  },
  bytea: (value) => {
    if (!(value instanceof Uint8Array)) throw new UnwritableValue('not bytes')
    reserve(4 + value.length)
    writeInt32(value.length)
    scratch.set(value, position)
    position += value.length
  },
}

/** Text columns cannot hold U+0000. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

function writeInt32(value: number): void {
  view.setInt32(position, value)
  position += 4
}

function writeInt64(value: number): void {
  view.setInt32(position, Math.floor(value / TWO_TO_32))
  view.setUint32(position + 4, value >>> 0)
  position += 8
}

function reserve(bytes: number): void {
  if (position + bytes <= scratch.length) return
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, position + bytes))
  scratch.copy(larger, 0, 0, position)
  scratch = larger
  view = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength)
}
