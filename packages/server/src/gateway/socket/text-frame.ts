const FINAL_TEXT = 0x81
const LONGEST_SHORT = 125
const LONGEST_16_BIT = 65_535

/** A whole text message as a server sends it: one unmasked frame (RFC 6455 §5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const start = length <= LONGEST_SHORT ? 2 : length <= LONGEST_16_BIT ? 4 : 10
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = FINAL_TEXT
  if (start === 2) {
    frame[1] = length
  } else if (start === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, start)
  return frame
}
