/**
 * Values in PostgreSQL's binary format. A flush carries dozens of columns of a thousand rows; written as text each would
 * be escaped here and parsed there, as binary they are copied.
 */

/** Column types the journal writes. */
export type ColumnType =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'boolean'
  | 'text'
  | 'uuid'
  | 'jsonb'
  | 'timestamptz'
  | 'bytea'
  | 'text[]'

/** A value that its column cannot hold: the row is at fault, not the database. */
export class UnwritableValue extends Error {}

export const OID: Readonly<Record<ColumnType, number>> = {
  smallint: 21,
  integer: 23,
  bigint: 20,
  real: 700,
  boolean: 16,
  text: 25,
  uuid: 2950,
  jsonb: 3802,
  timestamptz: 1184,
  bytea: 17,
  'text[]': 1009,
}

const NULL_LENGTH = -1
const JSONB_VERSION = 1
const UUID_BYTES = 16
const TWO_TO_32 = 4_294_967_296
const SMALLEST_INT16 = -32_768
const LARGEST_INT16 = 32_767
/** Milliseconds from 1970 to 2000, where PostgreSQL counts microseconds from. */
const EPOCH_2000_MS = 946_684_800_000
/** The ends of JavaScript's calendar, which lie within PostgreSQL's. */
const FARTHEST_MS = 8.64e15

/** One flush is written at a time, so that all share a buffer; it grows to the largest and is copied from. */
let scratch = Buffer.allocUnsafeSlow(1_048_576)
let view = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength)
let position = 0

/** Runs `write`, which calls the functions below, and gives what they have written. */
export function written(write: () => void): Buffer {
  position = 0
  write()
  return Buffer.copyBytesFrom(scratch, 0, position)
}

/** Writes the length and bytes of a value; null and undefined become NULL. Throws `UnwritableValue`. */
export function writeValue(type: ColumnType, value: unknown): void {
  if (value === null || value === undefined) writeInt32(NULL_LENGTH)
  else WRITERS[type](value)
}

export function writeInt16(value: number): void {
  reserve(2)
  view.setInt16(position, value)
  position += 2
}

export function writeInt32(value: number): void {
  reserve(4)
  view.setInt32(position, value)
  position += 4
}

export function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length)
  scratch.set(bytes, position)
  position += bytes.length
}

const WRITERS: Readonly<Record<ColumnType, (value: unknown) => void>> = {
  smallint: (value) => {
    if (!isWhole(value) || value < SMALLEST_INT16 || value > LARGEST_INT16) throw new UnwritableValue('not a smallint')
    writeInt32(2)
    writeInt16(value)
  },
  integer: (value) => {
    if (!isWhole(value) || (value | 0) !== value) throw new UnwritableValue('not an integer')
    writeInt32(4)
    writeInt32(value)
  },
  bigint: (value) => {
    if (!isWhole(value)) throw new UnwritableValue('not a whole number')
    writeInt32(8)
    writeInt64(value)
  },
  real: writeReal,
  boolean: (value) => {
    writeInt32(1)
    reserve(1)
    scratch[position++] = value === true ? 1 : 0
  },
  text: (value) => writeText(value, 0),
  uuid: writeUuid,
  jsonb: (value) => writeText(value, JSONB_VERSION),
  timestamptz: (value) => {
    if (typeof value !== 'number' || !(Math.abs(value) <= FARTHEST_MS)) throw new UnwritableValue('not a time')
    writeInt32(8)
    writeInt64((Math.round(value) - EPOCH_2000_MS) * 1000)
  },
  bytea: (value) => {
    if (!(value instanceof Uint8Array)) throw new UnwritableValue('not bytes')
    writeInt32(value.length)
    writeBytes(value)
  },
  'text[]': writeTexts,
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

/** NaN is no reading; a number past the column's range is refused rather than stored as infinite. */
function writeReal(value: unknown): void {
  if (typeof value !== 'number') throw new UnwritableValue('not a number')
  if (Number.isNaN(value)) {
    writeInt32(NULL_LENGTH)
    return
  }
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) throw new UnwritableValue('out of range for real')
  writeInt32(4)
  reserve(4)
  view.setFloat32(position, value)
  position += 4
}

/** Text, after the given byte unless it is 0. Half surrogate pairs are written as U+FFFD. */
function writeText(value: unknown, prefix: number): void {
  if (typeof value !== 'string') throw new UnwritableValue('not a text')
  // A character takes at most three bytes.
  reserve(5 + value.length * 3)
  const start = position
  position += 4
  if (prefix !== 0) scratch[position++] = prefix
  position += scratch.write(withoutNul(value), position)
  view.setInt32(start, position - start - 4)
}

function writeUuid(value: unknown): void {
  if (typeof value !== 'string') throw new UnwritableValue('not a uuid')
  reserve(4 + UUID_BYTES)
  view.setInt32(position, UUID_BYTES)
  if (scratch.write(value.replaceAll('-', ''), position + 4, 'hex') !== UUID_BYTES)
    throw new UnwritableValue('not a uuid')
  position += 4 + UUID_BYTES
}

function writeTexts(value: unknown): void {
  if (!Array.isArray(value)) throw new UnwritableValue('not a list of texts')
  writeInt32(0)
  const start = position
  writeArrayHead('text', value.length)
  for (const one of value) writeText(one, 0)
  view.setInt32(start - 4, position - start)
}

/** The head of an array of one dimension that may hold NULLs; its values follow. */
export function writeArrayHead(type: ColumnType, length: number): void {
  writeInt32(1)
  writeInt32(1)
  writeInt32(OID[type])
  writeInt32(length)
  writeInt32(1)
}

/** Text columns cannot hold U+0000. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

function writeInt64(value: number): void {
  reserve(8)
  view.setInt32(position, Math.floor(value / TWO_TO_32))
  view.setUint32(position + 4, value >>> 0)
  position += 8
}

function reserve(bytes: number): void {
  if (position + bytes <= scratch.length) return
  const larger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, position + bytes))
  scratch.copy(larger, 0, 0, position)
  scratch = larger
  view = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength)
}
