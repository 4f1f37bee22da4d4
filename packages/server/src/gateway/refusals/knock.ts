import type { IncomingMessage } from 'node:http'
import type { RefusalReason } from '../../contract/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { SecurityProfile } from '../handshake/authenticate.ts'
import { parseStationTarget } from '../handshake/identity.ts'
import { printable } from './printable.ts'

/** Somebody who knocked and was not let in. Every text is printable, and none is a secret. */
export interface Knock {
  /** At whose door; whoever names no tenant that we know is shown to the first. */
  readonly tenantId: TenantId
  /** What it called itself; '' for nothing. Not always an identity. */
  readonly name: string
  readonly address: string
  readonly reason: RefusalReason
  readonly detail: KnockDetail
}

/** What helps to mend it. */
export interface KnockDetail {
  readonly offered?: readonly string[]
  readonly usedProfile?: SecurityProfile
  readonly requiredProfile?: number
  /** The path, rule, origin or fault. */
  readonly info?: string
}

const MOST_NAME = 48
const MOST_PATH = 100
const MOST_ORIGIN = 200
const MOST_OFFERS = 8
const MOST_OFFER = 40

/** The name in a request's path: the identity, or where there is none what stands at its end. */
export function nameIn(target: string): string {
  const reading = parseStationTarget(target)
  if (reading.ok) return reading.written
  const [path = ''] = target.slice(0, 1000).split(/[?#]/)
  const segments = path.split('/').filter((segment) => segment !== '')
  const last = segments.length === 1 && segments[0] === 'ocpp' ? undefined : segments.at(-1)
  return printable(decoded(last ?? ''), MOST_NAME)
}

/** What to say of a request that was refused for what it asks. */
export function detailOf(request: IncomingMessage, reason: RefusalReason): KnockDetail {
  const target = request.url ?? ''
  switch (reason) {
    case 'wrongPath':
      return { info: printable(target.split(/[?#]/)[0] ?? '', MOST_PATH) }
    case 'unknownTenant':
      return { info: printable(target.split(/[?#]/)[0] ?? '', MOST_PATH) }
    case 'badIdentity': {
      const reading = parseStationTarget(target)
      return reading.ok ? {} : { info: reading.reason }
    }
    case 'origin':
      return { info: printable(request.headers.origin ?? '', MOST_ORIGIN) }
    case 'subprotocol':
      return { offered: offersIn(request.headers['sec-websocket-protocol'] ?? '') }
    default:
      return {}
  }
}

function offersIn(header: string): readonly string[] {
  const offers = header.slice(0, 1000).split(',', MOST_OFFERS)
  return offers.map((offer) => printable(offer.trim(), MOST_OFFER)).filter((offer) => offer !== '')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
