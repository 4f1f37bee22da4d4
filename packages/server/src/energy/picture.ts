/** How a picture begins; nothing else is kept as one. */
const SIGNATURES = {
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
} as const

export interface Picture {
  readonly type: string
  readonly bytes: Buffer
}

/** The picture of a data: address; undefined when its bytes are not what it says they are. */
export function pictureOf(address: string): Picture | undefined {
  const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
  const known = Object.entries(SIGNATURES).find(
    ([type, signature]) => address.startsWith(`data:${type};`) && bytes.subarray(0, signature.length).equals(signature),
  )
  return known === undefined ? undefined : { type: known[0], bytes }
}

export function addressOf({ type, bytes }: Picture): string {
  return `data:${type};base64,${bytes.toString('base64')}`
}
