/** WebSocket opcodes (RFC 6455 §5.2). */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

const MASK_BYTES = 4

/**
 * One whole client frame. The mask key is zero, which is legal and leaves the payload readable, so that a
 * generator can prepare frames once and patch them in place.
 */
export function clientFrame(payload: string | Buffer, opcode: number = OPCODE.text): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload
  const head = clientFrameHead(body.length, opcode)
  return Buffer.concat([head, body])
}

function clientFrameHead(length: number, opcode: number): Buffer {
  const first = 0x80 | opcode
  if (length < 126) return Buffer.from([first, 0x80 | length, 0, 0, 0, 0])
  if (length < 65_536) {
    const head = Buffer.alloc(4 + MASK_BYTES)
    head[0] = first
    head[1] = 0x80 | 126
    head.writeUInt16BE(length, 2)
    return head
  }
  const head = Buffer.alloc(10 + MASK_BYTES)
  head[0] = first
  head[1] = 0x80 | 127
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

/** Called for each frame; the payload is only valid during the call. */
export type FrameListener = (opcode: number, payload: Buffer) => void

/** Splits what a server sends into frames. Servers do not mask, and ours do not fragment. */
export function createFrameReader(listener: FrameListener): (chunk: Buffer) => void {
  let kept: Buffer | undefined
  return (chunk) => {
    const data = kept === undefined ? chunk : Buffer.concat([kept, chunk])
    const used = readFrames(data, listener)
    // The chunk lives in a shared buffer, so what is left over must be copied.
    kept = used === data.length ? undefined : Buffer.from(data.subarray(used))
  }
}

function readFrames(data: Buffer, listener: FrameListener): number {
  let offset = 0
  while (data.length - offset >= 2) {
    const short = (data[offset + 1] ?? 0) & 0x7f
    const headBytes = short === 126 ? 4 : short === 127 ? 10 : 2
    if (data.length - offset < headBytes) break
    const length = payloadLength(data, offset, short)
    if (data.length - offset < headBytes + length) break
    const start = offset + headBytes
    offset = start + length
    listener((data[start - headBytes] ?? 0) & 0x0f, data.subarray(start, offset))
  }
  return offset
}

function payloadLength(data: Buffer, offset: number, short: number): number {
  if (short === 126) return data.readUInt16BE(offset + 2)
  return short === 127 ? Number(data.readBigUInt64BE(offset + 2)) : short
}
