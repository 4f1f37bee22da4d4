/** Messages of PostgreSQL's extended query protocol, as far as a flush needs them. */

const HEAD_BYTES = 5
const BINARY = 1
const TEXT = 0

export type Parameter = string | Buffer

/** Sync: commits what came before, or ends the skipping after an error. */
export const SYNC = message('S', [])
export const COPY_DONE = message('c', [])

/** Prepares a statement under a name that may have been used before. */
export function prepare(name: string, text: string): Buffer {
  const close = message('C', [Buffer.from('S'), cString(name)])
  return Buffer.concat([close, message('P', [cString(name), cString(text), int16(0)])])
}

/** Runs a prepared statement; buffers are taken as binary values, strings as text. */
export function run(name: string, parameters: readonly Parameter[]): Buffer[] {
  const values = parameters.map((one) => (typeof one === 'string' ? Buffer.from(one) : one))
  const formats = parameters.map((one) => int16(typeof one === 'string' ? TEXT : BINARY))
  const count = int16(parameters.length)
  const body = [cString(''), cString(name), count, ...formats, count]
  for (const value of values) body.push(int32(value.length), value)
  body.push(int16(0))
  const length = body.reduce((sum, part) => sum + part.length, 0)
  return [head('B', length), ...body, message('E', [cString(''), int32(0)])]
}

/** The head of a piece of copied rows. */
export function copyDataHead(bytes: number): Buffer {
  return head('d', bytes)
}

function message(type: string, body: readonly Buffer[]): Buffer {
  const length = body.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([head(type, length), ...body])
}

function head(type: string, bodyBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES)
  bytes.write(type, 'latin1')
  bytes.writeInt32BE(bodyBytes + 4, 1)
  return bytes
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}
