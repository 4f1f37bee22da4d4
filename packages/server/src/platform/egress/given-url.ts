import { isIP } from 'node:net'
import { type AllowedNetworks, isAddressOpen } from './public-address.ts'

const LONGEST_URL = 2_000
const LOWEST_OTHER_PORT = 1024

export interface UrlRules {
  /** Plain http too, for installations that talk to themselves. */
  readonly allowHttp: boolean
  readonly allowedNetworks: AllowedNetworks
}

export type GivenUrl =
  | { readonly ok: true; readonly url: URL }
  /** `rule` completes "The address …". */
  | { readonly ok: false; readonly rule: string }

/** Reads an address that somebody has given us to send to, as far as can be told without asking for its name. */
export function readGivenUrl(text: string, { allowHttp, allowedNetworks }: UrlRules): GivenUrl {
  const refuse = (rule: string): GivenUrl => ({ ok: false, rule })
  if (text.length > LONGEST_URL) return refuse(`must have at most ${LONGEST_URL} characters`)
  if (!URL.canParse(text)) return refuse('must be an address such as https://example.com/path')
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) return refuse('must start with https://')
  if (url.username !== '' || url.password !== '') return refuse('must not hold a user name or password')
  const port = Number(url.port)
  if (url.port !== '' && port !== 80 && port !== 443 && port < LOWEST_OTHER_PORT) {
    return refuse(`must use port 443, 80, or one from ${LOWEST_OTHER_PORT} on`)
  }
  const host = hostOf(url)
  if (isIP(host) !== 0 && !isAddressOpen(host, allowedNetworks)) return refuse('must not lead into an internal network')
  return { ok: true, url }
}

/** The host as the resolver and sockets want it: without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}
