/** What an `Authorization: Basic` header carries. The password is bytes: 1.6 keys are binary. */
export interface BasicCredentials {
  readonly user: string
  readonly password: Buffer
}

const BASIC = /^Basic +([A-Za-z0-9+/_-]{1,400}={0,2}) *$/i
const COLON = 0x3a

/** Reads HTTP Basic credentials (RFC 7617). Undefined for an absent, foreign or malformed header. */
export function parseBasicCredentials(header: string | undefined): BasicCredentials | undefined {
  const encoded = header === undefined ? undefined : BASIC.exec(header)?.[1]
  if (encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  const colon = bytes.indexOf(COLON)
  if (colon === -1) return undefined
  return { user: bytes.toString('utf8', 0, colon), password: bytes.subarray(colon + 1) }
}
