const PREFIX = 'data:image/png;base64,'
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** The first chunk of a PNG is its header: 13 bytes, width and height first. */
const HEADER_AT = 12
const WIDTH_AT = 16
const HEIGHT_AT = 20
const MOST_PIXELS = 2048

/** The bytes of a logo as it was sent. */
export function pngBytes(address: string): Buffer {
  return Buffer.from(address.slice(PREFIX.length), 'base64')
}

export function pngAddress(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString('base64')
}

/** Undefined when the bytes are those of a PNG of reasonable size; otherwise the rule they break. */
export function complaintAboutPng(bytes: Buffer): string | undefined {
  const isPng =
    bytes.length > HEIGHT_AT + 4 &&
    bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE) &&
    bytes.toString('latin1', HEADER_AT, WIDTH_AT) === 'IHDR'
  if (!isPng) return 'must be a PNG'
  const sides = [bytes.readUInt32BE(WIDTH_AT), bytes.readUInt32BE(HEIGHT_AT)]
  const fits = sides.every((side) => side >= 1 && side <= MOST_PIXELS)
  return fits ? undefined : `must be at most ${MOST_PIXELS} pixels wide and high`
}
